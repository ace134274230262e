using Kawasaki.Domain.Query;
using Kawasaki.Tests.Integration;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>What is asked often is answered from an index: with sequential scans made dear, PostgreSQL's plan has none.</summary>
/// <remarks>On an empty schema a plan says what is possible, not what is fastest; that an index exists and the statement's form fits it is all that is asked.</remarks>
public sealed class HotStatementTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<ReadPlan>> Cases = new()
    {
        ["row by key"] = () => Ask.For("indicators").Where(i => Eq(i["code"], "5-1-1-o2")).Plan(result: ResultKind.Row),
        ["first page"] = () => Ask.For("observations").Plan(50),
        ["next page"] = () => Ask.For("observations").Plan(50, after: [Lit("x")]),
        ["next page downwards"] = () => Ask.For("observations").OrderBy("-code").Plan(50, after: [Lit("x")]),
        ["filter by foreign key"] = () => Ask.For("observations").Where(o => Eq(o["indicatorCode"], "5-1-1-o2")).Plan(50),
        ["filter by several keys"] = () => Ask.For("indicators").Where(i => In(i["code"], "a", "b", "c")).Plan(50),
        ["path to many"] = () => Ask.For("measures").Where(m => Eq(m["code"], "5-1-1")).Path("indicators").Plan(50),
        ["path to one"] = () => Ask.For("observations").Where(o => Eq(o["code"], "x")).Path("indicator").Plan(result: ResultKind.OptionalRow),
        ["path over links"] = () => Ask.For("departments").Where(d => Eq(d["code"], "x")).Path("reformTasks").Plan(50),
        ["filter by a related row"] = () => Ask.For("observations").Where(o => And(Eq(o["code"], "x"), Eq(o["indicator/measure/code"], "5-1-1"))).Plan(50),
        ["any"] = () => Ask.For("measures").Where(m => And(Eq(m["policyCode"], "5-1"), Any(m.Related("indicators"), i => Eq(Ask.Of(i, "kind"), "outcome")))).Plan(50),
        ["expansion"] = () => Ask.For("policies").Where(p => Eq(p["code"], "5-1"))
            .Expand("measures", m => m.Expand("indicators", i => i.Expand("observations", pageRows: 100), pageRows: 100), pageRows: 100).Expand("basicPolicy").Plan(50),
        ["expansion over links"] = () => Ask.For("reformTasks").Where(t => Eq(t["code"], "x")).Expand("departments", pageRows: 100).Plan(50),
    };

    private TestDatabase database = null!;

    public static TheoryData<string> Names => [.. Cases.Keys];

    public async ValueTask InitializeAsync() => database = await postgres.SharedAsync("empty plan", _ => Task.CompletedTask);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Needs_no_sequential_scan(string name)
    {
        var plan = await ExplainAsync(Cases[name]());

        Assert.True(!plan.Any(l => l.Contains("Seq Scan", StringComparison.Ordinal)), string.Join('\n', plan));
        Assert.Contains(plan, l => l.Contains("Index", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("first page")]
    [InlineData("next page")]
    [InlineData("next page downwards")]
    public async Task Needs_no_sort(string name) =>
        Assert.DoesNotContain(await ExplainAsync(Cases[name]()), l => l.Contains("Sort", StringComparison.Ordinal));

    [Fact]
    public async Task A_filter_without_an_index_shows_as_what_it_is() =>
        Assert.Contains(await ExplainAsync(Ask.For("observations").Where(o => Eq(o["valueText"], "x")).OrderBy("note").Plan()), l => l.Contains("Seq Scan", StringComparison.Ordinal));

    private Task<IReadOnlyList<string>> ExplainAsync(ReadPlan plan) =>
        ExplainedStatement.LinesAsync(database, plan, "set enable_seqscan = off; set enable_bitmapscan = off");
}
