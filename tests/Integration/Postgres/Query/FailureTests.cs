using System.Buffers;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>What the caller's expression does to the data, and what the network does to the answer: each its problem, never a fault.</summary>
[Collection(SampleRows.Name)]
public sealed class FailureTests(SampleDatabase database)
{
    private static readonly Dictionary<string, (Func<Ask, Expression> Condition, ErrorCode Code)> Cases = new()
    {
        ["integer division by zero"] = (i => Gt(Math(BinaryOperator.Divide, i["rank"], Lit(0), E.Int32), 1), ErrorCode.TypeMismatch),
        ["division by a column that is zero"] = (i => Gt(Math(BinaryOperator.DivideBy, Lit(1), i["rank"], E.Decimal), 1m), ErrorCode.TypeMismatch),
        ["modulo zero"] = (i => Eq(Math(BinaryOperator.Modulo, i["rank"], Lit(0), E.Int32), 1), ErrorCode.TypeMismatch),
        ["division by zero as double"] = (i => Gt(Math(BinaryOperator.Divide, i["ratio"], Lit(0.0), E.Double), 1.0), ErrorCode.TypeMismatch),
        ["overflow of Int32"] = (i => Gt(Math(BinaryOperator.Multiply, i["rank"], Lit(int.MaxValue), E.Int32), 1), ErrorCode.TypeMismatch),
        ["overflow of Int64"] = (i => Gt(Math(BinaryOperator.Multiply, i["big"], Lit(long.MaxValue), E.Int64), 1L), ErrorCode.TypeMismatch),
        ["date beyond the calendar"] = (i => Gt(Math(BinaryOperator.Add, i["day"], Lit(TimeSpan.MaxValue), E.Date), new DateOnly(2025, 1, 1)), ErrorCode.TypeMismatch),
        ["bad pattern"] = (i => Call(QueryFunction.MatchesPattern, E.Boolean, i["name"], Lit("(")), ErrorCode.BadLiteral),
        ["position beyond the range"] = (i => Eq(Call(QueryFunction.Substring, E.String, i["text"], Lit(long.MaxValue)), "x"), ErrorCode.TypeMismatch),
        ["text with NUL"] = (i => Eq(i["name"], "a\0b"), ErrorCode.BadLiteral),
        ["half a surrogate pair"] = (i => In(i["name"], "a", "\ud842"), ErrorCode.BadLiteral),
        ["NUL in a part"] = (i => Call(QueryFunction.Contains, E.Boolean, i["name"], Lit("\0")), ErrorCode.BadLiteral),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_the_callers_problem(string name)
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(Cases[name].Condition).Plan());

        Assert.Equal(Cases[name].Code, answer.Problem?.Code);
    }

    [Fact]
    public async Task A_failure_in_a_later_row_is_a_problem_too()
    {
        var plan = database.Ask("items").Select("code").Compute("x", i => Math(
            BinaryOperator.Divide, Lit(1), Math(BinaryOperator.Subtract, Call(QueryFunction.Length, E.Int32, Call(QueryFunction.Concat, E.String, i["code"], i["text"])), Lit(5), E.Int32), E.Int32))
            .Where(i => Gt(i["code"], "i003")).Plan();

        var answer = await database.ReadAsync(plan);

        Assert.Equal(ErrorCode.TypeMismatch, answer.Problem?.Code);
        Assert.Equal("Division by zero.", answer.Problem!.Message);
    }

    [Fact]
    public async Task A_computed_number_may_have_more_digits_than_a_decimal()
    {
        var large = Lit(decimal.MaxValue);
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["code"], "i001")).Select().Compute("x", _ => Math(BinaryOperator.Multiply, large, large, E.Decimal)).Plan());

        Assert.Equal("6277101735386680763835789423049210091073826769276946612225", answer.Rows[0][0]);
    }

    [Fact]
    public async Task Sorting_by_such_a_number_across_pages_is_refused()
    {
        var large = Lit(decimal.MaxValue);
        var answer = await database.ReadAsync(database.Ask("items").OrderBy(Math(BinaryOperator.Multiply, large, large, E.Decimal)).Plan(10));

        Assert.Equal("A number sorted by has more digits than can be answered.", answer.Problem?.Message);
    }

    [Fact]
    public async Task The_deadline_ends_a_slow_question()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var opened = await database.Store.OpenAsync(Slow(), ReadOptions.Default with { Deadline = TimeSpan.FromMilliseconds(300) }, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.Timeout, opened.Problem?.Code);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await AssertIdle();
    }

    [Fact]
    public async Task A_running_statement_is_seen_as_running()
    {
        var opened = await database.Store.OpenAsync(Slow(first: true), ReadOptions.Default, TestContext.Current.CancellationToken);
        await using var cursor = opened.Value!;

        Assert.Equal(1, await database.RunningAsync());
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_problem_but_a_cancellation()
    {
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Store.OpenAsync(Slow(), ReadOptions.Default, caller.Token));
        await AssertIdle();
    }

    [Fact]
    public async Task A_stream_left_early_stops_on_the_server()
    {
        var opened = await database.Store.OpenAsync(Slow(first: true), ReadOptions.Default, TestContext.Current.CancellationToken);
        Assert.True(opened.IsOk, opened.Problem?.Message);
        await opened.Value.DisposeAsync();

        await AssertIdle();
    }

    [Fact]
    public async Task Rows_are_given_before_the_last_one_is_computed()
    {
        var opened = await database.Store.OpenAsync(Slow(first: true), ReadOptions.Default with { Deadline = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        await using var cursor = opened.Value!;

        var rows = 0;
        var next = await cursor.ReadAsync(TestContext.Current.CancellationToken);
        for (; next is { IsOk: true, Value: true }; next = await cursor.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows++;
        }

        Assert.InRange(rows, 1, 99);
        Assert.Equal(ErrorCode.Timeout, next.Problem?.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_longer_limit_of_a_stream_goes_with_it(bool isReadWhole)
    {
        var (before, session) = await LimitAsync();
        var stream = ReadOptions.Default with { Deadline = TimeSpan.FromSeconds(77), IsStream = true };
        var opened = await database.Store.OpenAsync(database.Ask("items").Plan(), stream, TestContext.Current.CancellationToken);
        await using (var cursor = opened.Value!)
        {
            while (isReadWhole && await cursor.ReadAsync(TestContext.Current.CancellationToken) is { Value: true })
            {
            }
        }

        Assert.Equal((before, session), await LimitAsync());
    }

    [Fact]
    public async Task The_servers_own_limit_ends_a_stream_amid_its_rows()
    {
        // The clock of the program stands still: only the server can end the statement.
        var store = database.StoreBy(new StoppedClock());
        var opened = await store.OpenAsync(Slow(first: true), ReadOptions.Default with { Deadline = TimeSpan.FromSeconds(1), IsStream = true }, TestContext.Current.CancellationToken);
        await using var cursor = opened.Value!;

        var rows = 0;
        var next = await cursor.ReadAsync(TestContext.Current.CancellationToken);
        for (; next is { IsOk: true, Value: true }; next = await cursor.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows++;
        }

        Assert.InRange(rows, 1, 99);
        Assert.Equal(ErrorCode.Timeout, next.Problem?.Code);
    }

    [Fact]
    public async Task A_question_the_model_does_not_know_is_a_bug_and_says_so()
    {
        var order = new OrderTerm(database.Ask("tags")["code"], Descending: false);
        var plan = database.Ask("items").Plan();

        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            database.Store.OpenAsync(plan with { Query = plan.Query with { Order = [order] } }, ReadOptions.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Large_json_is_copied_whole()
    {
        var opened = await database.Store.OpenAsync(
            database.Ask("tags").Where(t => Eq(t["code"], "t1")).Expand("items", i => i.Expand("tags", t => t.Expand("items", j => j.Expand("group")))).Plan(),
            ReadOptions.Default, TestContext.Current.CancellationToken);
        await using var cursor = opened.Value!;
        await cursor.ReadAsync(TestContext.Current.CancellationToken);

        var bytes = new ArrayBufferWriter<byte>();
        cursor.Row.CopyUtf8(cursor.Layout.Expansions[0].Json!.Value, bytes);

        Assert.InRange(bytes.WrittenCount, 100_000, int.MaxValue);
        Assert.Equal(System.Text.Json.JsonValueKind.Array, System.Text.Json.JsonDocument.Parse(bytes.WrittenMemory).RootElement.ValueKind);
    }

    // The limit of the session that the next question gets, and which session that is.
    private async Task<(string Limit, int Session)> LimitAsync()
    {
        await using var command = database.Sources.Pool(DatabaseRole.Reader).CreateCommand("select current_setting('statement_timeout'), pg_backend_pid()");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return (reader.GetString(0), reader.GetInt32(1));
    }

    // A product of the table with itself is counted for each row, but not for the first five when they are to come at once.
    // The server sends what fills its buffer of 8 KB, and keeps the rest: hence the padding, and more than one row.
    private ReadPlan Slow(bool first = false)
    {
        var ask = database.Ask("items").Select("code");
        var rows = Enumerable.Range(0, 4).Select(i => new SetRows(ask.Set, new RowVariable($"level{i}", ask.Set.Type))).ToArray();
        var texts = Call(QueryFunction.Concat, E.String, Ask.Of(rows[0].Rows, "text"), Ask.Of(rows[1].Rows, "text"));
        RowSource product = new FilteredRows(rows[3], Ne(Call(QueryFunction.Concat, E.String, texts, Ask.Of(rows[2].Rows, "text")), Ask.Of(rows[3].Rows, "name")));
        for (var level = 2; level >= 0; level--)
        {
            product = new FilteredRows(rows[level], And(Gt(new CountOf(product), -1L), Ne(Ask.Of(rows[level].Rows, "code"), ask["code"])));
        }

        return ask.Top(100).Compute("padding", _ => Lit(new string('x', 20_000)))
            .Compute("slow", i => new Case([(first ? Le(i["code"], "i005") : Lit(false), Lit(0L)), (Lit(true), new CountOf(product))], E.Int64)).Plan();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }

    // The server notices a cancelled statement at its next check, not at once.
    private async Task AssertIdle()
    {
        var attempts = 0;
        while (await database.RunningAsync() > 0)
        {
            Assert.True(++attempts < 100, "The statement still runs on the server.");
        }
    }
}
