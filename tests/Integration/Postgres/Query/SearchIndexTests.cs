using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>A search is answered by an index: on data of size as PostgreSQL plans by itself, and for every searched property.</summary>
public sealed class SearchIndexTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public static TheoryData<string> Words => ["町内", "町", "マイナンバー", "ﾏｲﾅﾝﾊﾞｰ", "\"町内会・自治会\"", "SDGs", "CO2", "2030", "町 内", "100%"];

    public static TheoryData<string> SearchedSets => [.. PlanModel.Instance.Published.Sets.Where(s => s.Type.Searched.Count > 0).Select(s => s.Name)];

    public async ValueTask InitializeAsync() => database = await postgres.SharedAsync("search at size", FillAsync);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_word_of_any_length_is_found_by_the_index(string word)
    {
        var plan = await ExplainAsync(First("actions", Text(word)));

        Assert.Contains(plan, l => l.Contains("Bitmap Index Scan on ix_actions_text_search", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, l => l.Contains("Seq Scan on actions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_words_and_either_word_are_found_by_the_index()
    {
        var both = await ExplainAsync(First("actions", new SearchAnd(Text("町内"), Text("推進"))));
        var either = await ExplainAsync(First("actions", new SearchOr(Text("町内"), Text("CO2"))));
        var without = await ExplainAsync(First("actions", new SearchAnd(Text("町内"), new SearchNot(Text("推進")))));

        Assert.All([both, either, without], plan => Assert.Contains(plan, l => l.Contains("ix_actions_text_search", StringComparison.Ordinal)));
        Assert.All([both, either, without], plan => Assert.DoesNotContain(plan, l => l.Contains("Seq Scan on actions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_must_be_missing_is_looked_for_in_each_row()
    {
        var plan = await ExplainAsync(First("actions", new SearchOr(Text("町内"), new SearchNot(Text("推進")))));

        Assert.Contains(plan, l => l.Contains("Seq Scan on actions", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, l => l.Contains("search_grams", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_later_page_is_found_by_the_index()
    {
        var term = Text("町内");
        var plan = await ExplainAsync(First("actions", term) with { After = [new Literal(450, TypeReference.Of(PrimitiveKind.Int32)), new Literal("x", TypeReference.Of(PrimitiveKind.String))] });

        Assert.Contains(plan, l => l.Contains("Bitmap Index Scan on ix_actions_text_search", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SearchedSets))]
    public async Task Every_searched_property_has_its_index(string set)
    {
        var plan = await ExplainAsync(First(set, Text("町内")), "set enable_seqscan = off; set enable_indexscan = off");

        foreach (var place in PlanModel.Instance.Published.FindSet(set)!.Type.Searched)
        {
            Assert.Contains(plan, l => l.Contains($"Bitmap Index Scan on {Index(set, place)} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("町内会", 100)]
    [InlineData("町内", 101)]
    [InlineData("内会", 101)]
    public async Task Pairs_of_letters_in_another_order_are_no_match(string word, long expected)
    {
        var statement = SqlWriter.Write(First("actions", Text(word)) with { Result = ResultKind.Count }, PlanModel.Instance.Storage, RowFormat.Default);
        await using var connection = await database.Sources.Pool(DatabaseRole.Reader).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var count = new NpgsqlCommand(statement.Text, connection);
        count.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = statement.Parameters[0].Type, Value = statement.Parameters[0].Value });

        Assert.Equal(expected, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rank_weighs_names_beginnings_and_how_much_of_the_text_is_meant() => Assert.Equal(
        ["町内|250", "町内会|216", "新しい町内|140", "新しい町内のこと|125", "川崎|0", "|0"],
        await database.RowsAsync("""
            select v, plan.search_score(v, plan.search_text('町内'))
            from (values (1, '町内'), (2, '町内会'), (3, '新しい町内'), (4, '新しい町内のこと'), (5, '川崎'), (6, '')) as x(i, v) order by i
            """));

    [Theory]
    [InlineData("ﾏｲﾅﾝﾊﾞｰ", "マイナンバー")]
    [InlineData("ＳＤＧｓ", "sdgs")]
    [InlineData("  a　\t b ", "a b")]
    [InlineData("１０−２０‐３０－４０", "10-20-30-40")]
    [InlineData("①㌔㈱", "1キロ(株)")]
    [InlineData("か\u3099", "が")]
    public async Task Text_is_folded(string text, string folded) =>
        Assert.Equal(folded, await database.ScalarAsync<string>($"select plan.search_text('{text}')"));

    private static SearchText Text(string word) => new(new Literal(word.Trim('"'), TypeReference.Of(PrimitiveKind.String, isNullable: false)));

    private static string Index(string set, SearchedProperty place) =>
        $"{(set == "indicatorFacts" ? "ix_indicators_name" : $"ix_{SnakeCase.From(place.Via?.Target.Name ?? set)}_{SnakeCase.From(place.Property.Name)}")}_search";

    private static ReadPlan First(string set, SearchTerm term)
    {
        var ask = Ask.For(set);
        return ask.Where(a => new SearchMatch(new VariableRow(a.It), term)).OrderBy(new SearchRank(new VariableRow(ask.It), term), descending: true).Plan(50);
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await database.ExecuteAsync("""
            insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('d', '資料', 'review', 'd.txt', repeat('0', 64), 1);
            insert into plan.plans (code, municipality_code, name, kind, first_fiscal_year, last_fiscal_year, document_code, line)
            values ('p', '141305', '計画', 'implementationPlan', 2022, 2025, 'd', 1);
            insert into plan.actions (code, plan_code, number, text, fiscal_years, is_ongoing, document_code, line)
            select 'a' || i, 'p', 1, case when i % 200 = 0 then '町内会・自治会の支援' when i % 300 = 0 then 'マイナンバーカード CO2' else '地域の取組を' || i || '件実施する推進' end,
                   array[2022], false, 'd', 1
            from generate_series(1, 20000) i;
            insert into plan.actions (code, plan_code, number, text, fiscal_years, is_ongoing, document_code, line) values ('pairs', 'p', 1, '町内と内会', array[2022], false, 'd', 1);
            """);
        await database.ExecuteAsync("analyze plan.actions");
    }

    private Task<IReadOnlyList<string>> ExplainAsync(ReadPlan plan, string settings = "select") => ExplainedStatement.LinesAsync(database, plan, settings);
}
