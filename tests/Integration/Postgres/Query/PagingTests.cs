using System.Globalization;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Orders, pages and counts against plain SQL on the same rows: ties, nulls, mixed directions, every page to the last.</summary>
[Collection(SampleRows.Name)]
public sealed class PagingTests(SampleDatabase database)
{
    private static readonly string[] Sortable =
        ["rank", "number", "big", "amount", "ratio", "flag", "day", "at", "clock", "took", "mark", "bytes", "name", "text", "groupCode", "code", "group/title", "group/parent/title"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Pages_put_together_are_the_whole_in_order(int seed)
    {
        var random = new Random(seed);
        var terms = random.GetItems(Sortable, random.Next(1, 5)).Distinct().Select(t => (random.Next(2) == 0 ? "" : "-") + t).ToArray();
        var pageRows = random.Next(1, 40);
        var flagged = random.Next(3) == 0;

        var keys = new List<string>();
        IReadOnlyList<Literal>? after = null;
        do
        {
            var ask = database.Ask("items").Select().OrderBy(terms);
            var answer = await database.ReadAsync((flagged ? ask.Where(i => Eq(i["flag"], true)) : ask).Plan(pageRows, after));
            Assert.Null(answer.Problem);
            Assert.True(answer.Keys.Count == pageRows || (answer.Keys.Count < pageRows && answer.Continuation is null));
            keys.AddRange(answer.Keys!);
            after = answer.Continuation;
        }
        while (after is not null);

        Assert.Equal(await database.ByHandAsync(
            $"""
            select i."Code" from sample.items i left join sample.groups g on g."Code" = i."GroupCode" left join sample.groups p on p."Code" = g."ParentCode"
            {(flagged ? "where \"Flag\"" : "")} order by {string.Join(", ", terms.Select(ByHand))}, i."Code"
            """), keys);
    }

    [Fact]
    public async Task Pages_continue_after_computed_values()
    {
        static Ask Ordered(SampleDatabase database) => database.Ask("items") is var i
            ? i.Select().OrderBy(Call(QueryFunction.Length, E.Int32, i["name"]), descending: true).OrderBy(Math(BinaryOperator.Divide, i["amount"], Lit(3m), E.Decimal)).OrderBy(new CountOf(i.Related("tags")))
            : throw new InvalidOperationException();

        var whole = await database.ReadAsync(Ordered(database).Plan());
        var keys = new List<string>();
        IReadOnlyList<Literal>? after = null;
        do
        {
            var answer = await database.ReadAsync(Ordered(database).Plan(7, after));
            keys.AddRange(answer.Keys!);
            after = answer.Continuation;
        }
        while (after is not null);

        Assert.Equal(120, keys.Count);
        Assert.Equal(whole.Keys, keys);
        Assert.Equal(
            await database.ByHandAsync(
                """
                select "Code" from sample.items
                order by char_length("Name") desc nulls last, "Amount" / 3 nulls first, (select count(*) from sample.item_tags where "ItemsCode" = "Code"), "Code"
                """),
            keys);
    }

    [Fact]
    public async Task A_page_survives_inserted_and_deleted_rows()
    {
        // The continuation names values, not a place: a row that is gone is continued after all the same.
        var answer = await database.ReadAsync(database.Ask("items").Select().OrderBy("number").Plan(3, after: [Lit(0), Lit("i0555")]));

        Assert.Equal(await database.ByHandAsync("""select "Code" from sample.items where "Number" > 0 or ("Number" = 0 and "Code" > 'i0555') order by "Number", "Code" limit 3"""), answer.Keys);
    }

    [Fact]
    public async Task The_last_full_page_has_no_next()
    {
        var answer = await database.ReadAsync(database.Ask("tags").Plan(4));

        Assert.Equal(4, answer.Keys.Count);
        Assert.Null(answer.Continuation);
    }

    [Fact]
    public async Task Top_ends_within_a_page()
    {
        var answer = await database.ReadAsync(database.Ask("items").Top(3).Skip(2).Plan(10));

        Assert.Equal(["i003", "i004", "i005"], answer.Keys);
        Assert.Null(answer.Continuation);
    }

    [Fact]
    public async Task Top_beyond_a_page_goes_on()
    {
        var answer = await database.ReadAsync(database.Ask("items").Top(11).Plan(10));

        Assert.Equal(10, answer.Keys.Count);
        Assert.Equal("i010", Assert.Single(answer.Continuation!).Value);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(500, 40)]
    public async Task Count_is_of_all_rows_whatever_the_page_shows(int top, int shown)
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["flag"], true)).OrderBy("-number").Top(top).Count().Plan(50));

        Assert.Equal(40, answer.Count);
        Assert.Equal(shown, answer.Keys.Count);
        Assert.Equal(
            await database.ByHandAsync(string.Create(CultureInfo.InvariantCulture, $"""select "Code" from sample.items where "Flag" order by "Number" desc nulls last, "Code" limit {top}""")), answer.Keys);
    }

    [Fact]
    public async Task Count_of_nothing_is_zero()
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["name"], "none")).Count().Plan(50));

        Assert.Equal(0, answer.Count);
        Assert.Empty(answer.Keys);
    }

    [Fact]
    public async Task Count_does_not_depend_on_the_page()
    {
        var answer = await database.ReadAsync(database.Ask("items").Count().Plan(50, after: [Lit("i119")]));

        Assert.Equal(120, answer.Count);
        Assert.Equal(["i120"], answer.Keys);
    }

    [Fact]
    public async Task Counts_alone()
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(i => Eq(i["flag"], true)).Plan(result: ResultKind.Count));

        Assert.Equal(40, answer.Count);
        Assert.Empty(answer.Rows);
    }

    private static string ByHand(string term)
    {
        var name = term.TrimStart('-');
        var column = name switch
        {
            "group/title" => "g.\"Title\"",
            "group/parent/title" => "p.\"Title\"",
            _ => $"i.\"{char.ToUpperInvariant(name[0])}{name[1..]}\"",
        };
        return column + (term.StartsWith('-') ? " desc nulls last" : " asc nulls first");
    }
}
