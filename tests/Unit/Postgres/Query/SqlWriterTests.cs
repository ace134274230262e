using System.Globalization;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

public sealed class SqlWriterTests
{
    private const string Folder = "tests/Unit/Postgres/Query/Cases";

    private static readonly Dictionary<string, Func<ReadPlan>> Cases = new()
    {
        ["plain-set"] = () => Ask.For("wards").Select("code", "name").Plan(),
        ["first-page"] = () => Ask.For("wards").Select("name").Plan(pageRows: 50),
        ["next-page"] = () => Ask.For("wards").Select("name").Plan(pageRows: 50, after: [E.Lit("141313")]),
        ["next-page-mixed"] = () => Ask.For("observations").Select("value").OrderBy("-value", "fiscalYear")
            .Plan(pageRows: 50, after: [E.Lit(1.5m), E.Null(E.Int32), E.Lit("x")]),
        ["count-of-empty-page"] = () => Ask.For("wards").Select("name").Where(a => E.Eq(a["name"], "川崎区")).Top(0).Count().Plan(pageRows: 50),
        ["single-navigation-joined-once"] = () => Ask.For("observations").Select("code")
            .Where(a => E.And(E.Eq(a["indicator/measure/name"], "a"), E.Eq(a["indicator/measure/code"], "b"))).OrderBy("-indicator/name").Plan(),
        ["path"] = () => Ask.For("policies").Where(a => E.Eq(a["code"], "5-1")).Path("measures").Select("code").Plan(),
        ["path-many-to-many"] = () => Ask.For("departments").Where(a => E.Eq(a["code"], "x")).Path("reformTasks").Select("code").Plan(),
        ["path-with-parent"] = WithParent,
        ["count"] = () => Ask.For("wards").Where(a => E.Eq(a["name"], "川崎区")).Plan(result: ResultKind.Count),
        ["any"] = () => Ask.For("indicators").Select("code").Where(a => E.Any(a.Related("observations"), o => E.Gt(Ask.Of(o, "value"), 1m))).Plan(),
        ["all"] = () => Ask.For("indicators").Select("code").Where(a => E.All(a.Related("observations"), o => E.Gt(Ask.Of(o, "value"), 1m))).Plan(),
        ["not-equal"] = () => Ask.For("observations").Select("code").Where(a => E.Not(E.Eq(a["unit"], "人"))).Plan(),
        ["in-with-null"] = () => Ask.For("observations").Select("code").Where(a => E.In(a["unit"], "人", null, "%")).Plan(),
        ["expand"] = () => Ask.For("policies").Select("name").Expand("measures", m => m.Select("code", "name")).Plan(pageRows: 20),
        ["expand-nested"] = () => Ask.For("policies").Select("name").Top(1)
            .Expand("basicPolicy", b => b.Select("name"))
            .Expand("measures", m => m.Select("code").OrderBy("-name").Skip(1).Top(5).Count()
                .Expand("projects", p => p.Select("name"), pageRows: 10, nextOptions: "$skip=10")
                .Expand("indicators", kind: ExpansionKind.Count)).Plan(),
        ["search"] = () => Search("indicators", Found("町内会"), first: true).Select("name").Plan(pageRows: 50),
        ["search-next-page"] = () => Search("indicators", Found("町内会"), first: true).Select("name").Plan(pageRows: 50, after: [E.Lit(700), E.Lit("x")]),
        ["search-operators"] = () => Search("reformTasks", new SearchAnd(new SearchOr(Found("a"), Found("b")), new SearchNot(Found("c"))), first: false).Select("name").Plan(),
        ["search-without-index"] = () => Search("themes", new SearchOr(Found("a"), new SearchNot(Found("b"))), first: false).Select("name").Plan(),
        ["at-a-moment"] = () => Ask.For("departments").Where(a => E.Eq(a["ward/name"], "川崎区")).Path("reformTasks").Select("code").Expand("departments", d => d.Select("name")).Count().Plan() with
        {
            At = E.Lit(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero)) as Literal,
        },
        ["at-a-day"] = () => Search("themes", Found("町内会"), first: false).Select("name").Plan() with { At = E.Lit(new DateOnly(2026, 4, 1)) as Literal },
        ["search-by-navigation"] = () => Search("observations", Found("町内会"), first: true).Select("value").Count().Plan(pageRows: 50),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Writes(string name)
    {
        var statement = SqlWriter.Write(Cases[name](), PlanModel.Instance.Storage, RowFormat.Default);

        Baseline.Equal($"{Folder}/{name}.sql", statement.Text + "\n" + string.Concat(statement.Parameters.Select(
            (p, i) => string.Create(CultureInfo.InvariantCulture, $"-- ${i + 1} {p.Type} {(p.Value is Array a ? string.Join('|', a.Cast<object?>()) : p.Value)}\n"))));
    }

    [Fact]
    public void No_case_file_is_an_orphan() => Baseline.NoOrphans(Folder, ".sql", Cases.Keys);

    [Fact]
    public void Text_does_not_depend_on_values()
    {
        var one = Write(Ask.For("wards").Where(a => E.And(E.Eq(a["name"], "x"), E.Eq(a["nameEn"], "x"))).Plan());
        var two = Write(Ask.For("wards").Where(a => E.And(E.Eq(a["name"], "'; drop table plan.wards --"), E.Eq(a["nameEn"], "z"))).Plan());

        Assert.Equal(one.Text, two.Text);
        Assert.Equal(2, two.Parameters.Count);
    }

    [Fact]
    public void A_moment_is_one_parameter_and_never_text()
    {
        var one = Write(Ask.For("wards").Count().Plan() with { At = E.Lit(DateTimeOffset.UnixEpoch) as Literal });
        var two = Write(Ask.For("wards").Count().Plan() with { At = E.Lit(DateTimeOffset.MaxValue) as Literal });

        Assert.Equal(one.Text, two.Text);
        Assert.Single(two.Parameters);
    }

    [Fact]
    public void A_node_written_twice_is_one_parameter()
    {
        var statement = Write(Ask.For("wards").Where(a => E.Eq(a["name"], "x")).Count().Plan());

        Assert.Single(statement.Parameters);
    }

    [Fact]
    public void A_search_has_the_same_text_whatever_is_looked_for()
    {
        var one = Write(Search("wards", Found("a"), first: true).Plan());
        var two = Write(Search("wards", Found("'; drop table plan.wards --"), first: true).Plan());

        Assert.Equal(one.Text, two.Text);
        Assert.Single(two.Parameters);
    }

    private static SearchText Found(string text) => new((Literal)E.Lit(text));

    private static Ask Search(string set, SearchTerm term, bool first)
    {
        var ask = Ask.For(set).Where(a => new SearchMatch(new VariableRow(a.It), term));
        return first ? ask.OrderBy(new SearchRank(new VariableRow(ask.It), term), descending: true) : ask;
    }

    private static SqlStatement Write(ReadPlan plan) => SqlWriter.Write(plan, PlanModel.Instance.Storage, RowFormat.Default);

    private static ReadPlan WithParent()
    {
        var parent = Ask.For("policies").Where(a => E.Eq(a["code"], "5-1"));
        return parent.Path("measures").Select("code").Plan(parent: parent.Rows);
    }
}
