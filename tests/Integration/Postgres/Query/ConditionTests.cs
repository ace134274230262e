using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;
using static Kawasaki.Tests.Postgres.Query.E;
using F = Kawasaki.Domain.Query.QueryFunction;
using Op = Kawasaki.Domain.Query.BinaryOperator;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Each kind of condition against a second query written by hand on the same rows.</summary>
[Collection(SampleRows.Name)]
public sealed class ConditionTests(SampleDatabase database)
{
    // Condition as a plan, and the rows for which it is true and for which it is false, in SQL by hand; all others give null.
    private static readonly Dictionary<string, (Func<Ask, Expression> Plan, string True, string? False)> Cases = new()
    {
        ["eq"] = (i => Eq(i["name"], "Beta"), """ "Name" = 'Beta' """, """ "Name" <> 'Beta' or "Name" is null """),
        ["eq not null"] = (i => Eq(i["rank"], 3), """ "Rank" = 3 """, """ "Rank" <> 3 """),
        ["eq null"] = (i => Eq(i["name"], Null(E.String)), """ "Name" is null """, """ "Name" is not null """),
        ["null eq"] = (i => Eq(Null(E.String), i["name"]), """ "Name" is null """, """ "Name" is not null """),
        ["null eq null"] = (_ => Eq(Null(E.String), Null(E.String)), "true", "false"),
        ["eq column"] = (i => Eq(i["name"], i["text"]), """ "Name" = "Text" """, """ "Name" <> "Text" or "Name" is null """),
        ["eq nullable columns"] = (i => Eq(i["groupCode"], i["name"]), """ "GroupCode" is null and "Name" is null """, """ "GroupCode" is not null or "Name" is not null """),
        ["ne"] = (i => Ne(i["name"], Lit("Beta")), """ "Name" <> 'Beta' or "Name" is null """, """ "Name" = 'Beta' """),
        ["ne null"] = (i => Ne(i["name"], Null(E.String)), """ "Name" is not null """, """ "Name" is null """),
        ["ne not null"] = (i => Ne(i["rank"], Lit(3)), """ "Rank" in (0, 1, 2, 4) """, """ "Rank" = 3 """),
        ["gt"] = (i => Gt(i["number"], 2), """ "Number" > 2 """, """ "Number" <= 2 or "Number" is null """),
        ["le"] = (i => Le(i["amount"], -1.25m), """ "Amount" <= -1.25 """, """ "Amount" > -1.25 or "Amount" is null """),
        ["lt null"] = (i => Compare(Op.LessThan, i["number"], Null(E.Int32)), "false", "true"),
        ["ge text is byte order"] = (i => Compare(Op.GreaterOrEqual, i["name"], Lit("a")), """ convert_to("Name", 'UTF8') >= 'a'::bytea """, """ ("Name" is null or convert_to("Name", 'UTF8') < 'a'::bytea) """),
        ["and"] = (i => And(Gt(i["number"], 0), Eq(i["flag"], true)), """ "Number" > 0 and "Flag" """, """ not coalesce("Number" > 0, false) or not coalesce("Flag", false) """),
        ["or"] = (i => Or(Gt(i["number"], 0), Eq(i["flag"], true)), """ "Number" > 0 or "Flag" """, """ not coalesce("Number" > 0, false) and not coalesce("Flag", false) """),
        ["flag alone is three-valued"] = (i => i["flag"], """ "Flag" """, """ not "Flag" """),
        ["flag or true"] = (i => Or(i["flag"], Eq(i["rank"], 1)), """ "Flag" or "Rank" = 1 """, """ not "Flag" and "Rank" <> 1 """),
        ["flag and false"] = (i => And(i["flag"], Eq(i["rank"], 1)), """ "Flag" and "Rank" = 1 """, """ not "Flag" or "Rank" <> 1 """),
        ["in"] = (i => In(i["number"], 1, 2, -5), """ "Number" in (1, 2, -5) """, """ "Number" not in (1, 2, -5) or "Number" is null """),
        ["in with null"] = (i => In(i["number"], 1, null), """ "Number" = 1 or "Number" is null """, """ "Number" <> 1 """),
        ["in only null"] = (i => In(i["number"], null, null), """ "Number" is null """, """ "Number" is not null """),
        ["in nothing"] = (i => In(i["number"]), "false", "true"),
        ["in texts"] = (i => In(i["name"], "Beta", "", "10%"), """ "Name" in ('Beta', '', '10%') """, """ "Name" not in ('Beta', '', '10%') or "Name" is null """),
        ["in decimals"] = (i => In(i["amount"], 1.25m, -12.50m), """ "Amount" in (1.25, -12.5) """, """ "Amount" not in (1.25, -12.5) or "Amount" is null """),
        ["member of"] = (i => new MemberOf(Lit(2022), i["years"]), """ 2022 = any("Years") """, """ 2022 <> all("Years") """),
        ["int64"] = (i => Gt(i["big"], 9007199254741050L), """ "Big" > 9007199254741050 """, """ "Big" <= 9007199254741050 or "Big" is null """),
        ["double"] = (i => Eq(i["ratio"], 0.375), """ "Ratio" = 0.375 """, """ "Ratio" <> 0.375 or "Ratio" is null """),
        ["date"] = (i => Gt(i["day"], new DateOnly(2024, 2, 29)), """ "Day" > '2024-02-29' """, """ "Day" <= '2024-02-29' or "Day" is null """),
        ["instant of another zone"] = (i => Gt(i["at"], new DateTimeOffset(2025, 4, 1, 0, 0, 1, TimeSpan.FromHours(9))), """ "At" > '2025-03-31T15:00:01Z' """, """ "At" <= '2025-03-31T15:00:01Z' or "At" is null """),
        ["time of day"] = (i => Gt(i["clock"], new TimeOnly(23, 59, 58)), """ "Clock" > '23:59:58' """, """ "Clock" <= '23:59:58' or "Clock" is null """),
        ["guid"] = (i => Eq(i["mark"], new Guid("cfcd2084-95d5-65ef-66e7-dff9f98764da")), """ "Mark" = 'cfcd208495d565ef66e7dff9f98764da' """, """ "Mark" <> 'cfcd208495d565ef66e7dff9f98764da' or "Mark" is null """),
        ["duration"] = (i => Gt(i["took"], TimeSpan.FromHours(25)), """ "Took" > '25:00:00' """, """ "Took" <= '25:00:00' or "Took" is null """),
        ["contains"] = (i => Call(F.Contains, E.Boolean, i["name"], Lit("%")), """ strpos("Name", '%') > 0 """, """ strpos("Name", '%') = 0 """),
        ["contains underscore"] = (i => Call(F.Contains, E.Boolean, i["name"], Lit("a_")), """ strpos("Name", 'a_') > 0 """, """ strpos("Name", 'a_') = 0 """),
        ["contains backslash"] = (i => Call(F.Contains, E.Boolean, i["name"], Lit(@"\")), """ strpos("Name", '\') > 0 """, """ strpos("Name", '\') = 0 """),
        ["contains column"] = (i => Call(F.Contains, E.Boolean, i["name"], i["text"]), """ strpos("Name", "Text") > 0 """, """ strpos("Name", "Text") = 0 """),
        ["contains Japanese"] = (i => Call(F.Contains, E.Boolean, i["name"], Lit("会・自")), """ "Name" = '町内会・自治会' """, """ "Name" <> '町内会・自治会' """),
        ["starts with"] = (i => Call(F.StartsWith, E.Boolean, i["name"], Lit("a_")), """ left("Name", 2) = 'a_' """, """ left("Name", 2) <> 'a_' """),
        ["starts with column"] = (i => Call(F.StartsWith, E.Boolean, i["text"], i["name"]), """ left("Text", length("Name")) = "Name" """, """ left("Text", length("Name")) <> "Name" """),
        ["ends with"] = (i => Call(F.EndsWith, E.Boolean, i["name"], Lit("0%")), """ right("Name", 2) = '0%' """, """ right("Name", 2) <> '0%' """),
        ["ends with column"] = (i => Call(F.EndsWith, E.Boolean, i["name"], i["text"]), """ right("Name", length("Text")) = "Text" """, """ right("Name", length("Text")) <> "Text" """),
        ["pattern"] = (i => Call(F.MatchesPattern, E.Boolean, i["name"], Lit("^[A-Z]+[0-9] ")), """ "Name" = 'CO2 2030' """, """ "Name" <> 'CO2 2030' """),
        ["any"] = (i => Any(i.Related("tags")), """ exists (select 1 from sample.item_tags where "ItemsCode" = "Code") """, """ not exists (select 1 from sample.item_tags where "ItemsCode" = "Code") """),
        ["any with condition"] = (
            i => Any(i.Related("tags"), t => Gt(Ask.Of(t, "weight"), 1)),
            """ exists (select 1 from sample.item_tags where "ItemsCode" = "Code" and "TagsCode" = 't3') """,
            """ not exists (select 1 from sample.item_tags where "ItemsCode" = "Code" and "TagsCode" = 't3') """),
        ["all: false for a null"] = (
            i => All(i.Related("tags"), t => Gt(Ask.Of(t, "weight"), 0)),
            """ not exists (select 1 from sample.item_tags where "ItemsCode" = "Code" and "TagsCode" = 't2') """,
            """ exists (select 1 from sample.item_tags where "ItemsCode" = "Code" and "TagsCode" = 't2') """),
        ["all with the row around"] = (
            i => All(i.Related("tags"), t => Compare(Op.LessThan, Ask.Of(t, "weight"), i["group/code"] is var g ? Call(F.Length, E.Int32, g) : null!)),
            """ not exists (select 1 from sample.item_tags x join sample.tags t on t."Code" = x."TagsCode" where x."ItemsCode" = i."Code" and (t."Weight" >= 2 or t."Weight" is null or i."GroupCode" is null)) """,
            """ exists (select 1 from sample.item_tags x join sample.tags t on t."Code" = x."TagsCode" where x."ItemsCode" = i."Code" and (t."Weight" >= 2 or t."Weight" is null or i."GroupCode" is null)) """),
        ["any of values"] = (i => AnyValue(i["years"], y => Gt(y, 2021)), """ cardinality("Years") >= 2 """, """ cardinality("Years") < 2 """),
        ["any of no values"] = (i => new QuantifiedValues(Quantifier.Any, i["years"], new ValueVariable("y", E.Int32), null), """ "Years" <> '{}' """, """ "Years" = '{}' """),
        ["all of values"] = (i => AllValues(i["years"], y => Le(y, 2022)), """ cardinality("Years") <= 2 """, """ cardinality("Years") > 2 """),
        ["count of related"] = (i => Gt(new CountOf(i.Related("tags")), 0L), """ exists (select 1 from sample.item_tags where "ItemsCode" = "Code") """, """ not exists (select 1 from sample.item_tags where "ItemsCode" = "Code") """),
        ["single navigation"] = (i => Eq(i["group/title"], "Budget"), """ "GroupCode" = 'g2' """, """ "GroupCode" is distinct from 'g2' """),
        ["two navigations"] = (i => Eq(i["group/parent/title"], "区政"), """ "GroupCode" in ('g2', 'g3') """, """ "GroupCode" = 'g1' or "GroupCode" is null """),
        ["property of a missing row"] = (i => Eq(i["group/title"], Null(E.String)), """ "GroupCode" is null """, """ "GroupCode" is not null """),
        ["row is null"] = (i => new RowIsNull(new RelatedRow(new VariableRow(i.It), i.Set.Type.FindNavigation("group")!)), """ "GroupCode" is null """, """ "GroupCode" is not null """),
        ["case"] = (
            i => Eq(new Case([(Gt(i["number"], 0), Lit("plus")), (Eq(i["number"], 0), Lit("zero")), (Lit(true), Lit("other"))], E.String), "other"),
            """ "Number" < 0 or "Number" is null """, """ "Number" >= 0 """),
        ["case without match is null"] = (i => Eq(new Case([(Gt(i["number"], 0), Lit("plus"))], E.String), Null(E.String)), """ "Number" <= 0 or "Number" is null """, """ "Number" > 0 """),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_true_where_it_should(string name) => await Same(Cases[name].Plan, Cases[name].True);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Not_is_true_where_it_should(string name) => await Same(i => Not(Cases[name].Plan(i)), Cases[name].False!);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Not_not_is_the_same(string name) => await Same(i => Not(Not(Cases[name].Plan(i))), Cases[name].True);

    private async Task Same(Func<Ask, Expression> condition, string sql)
    {
        var answer = await database.ReadAsync(database.Ask("items").Where(condition).Select("code").Plan());

        Assert.Null(answer.Problem);
        Assert.Equal(await database.ByHandAsync($"""select "Code" from sample.items i where {sql} order by "Code" """), answer.Keys);
    }

    private static QuantifiedValues AnyValue(Expression collection, Func<Expression, Expression> condition) => Values(Quantifier.Any, collection, condition);

    private static QuantifiedValues AllValues(Expression collection, Func<Expression, Expression> condition) => Values(Quantifier.All, collection, condition);

    private static QuantifiedValues Values(Quantifier quantifier, Expression collection, Func<Expression, Expression> condition)
    {
        var variable = new ValueVariable("y", TypeReference.Of(PrimitiveKind.Int32, isNullable: false));
        return new QuantifiedValues(quantifier, collection, variable, condition(new VariableValue(variable)));
    }
}
