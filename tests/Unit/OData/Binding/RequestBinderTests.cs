using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Binding;

/// <summary>What a URL means, as the text of its plan.</summary>
public sealed class RequestBinderTests
{
    [Theory]
    [InlineData("plans", "Rows plans by $it.code select * page 1000")]
    [InlineData("PLANS", "Rows plans by $it.code select * page 1000")]
    [InlineData("plans('ip3')", "Row plans[Equal($it.code, 'ip3':String)] by $it.code select *")]
    [InlineData("plans(Code='ip3')", "Row plans[Equal($it.code, 'ip3':String)] by $it.code select *")]
    [InlineData("plans/ip3", "Row plans[Equal($it.code, 'ip3':String)] by $it.code select *")]
    [InlineData("plans(@a)?@a=@b&@b='ip3'", "Row plans[Equal($it.code, 'ip3':String)] by $it.code select *")]
    [InlineData("changes(5)", "Row changes[Equal($it.sequence, 5:Int64)] by $it.sequence select *")]
    [InlineData("changes/5", "Row changes[Equal($it.sequence, 5:Int64)] by $it.sequence select *")]
    [InlineData("plans/$count", "Count plans by $it.code select ")]
    [InlineData("plans/ip3/projects", "Rows plans[Equal($it.code, 'ip3':String)]/projects by projects.code select * page 1000 parent plans[Equal($it.code, 'ip3':String)]")]
    [InlineData("projects/x/measure", "Row projects[Equal($it.code, 'x':String)]/measure by measure.code select * parent projects[Equal($it.code, 'x':String)]")]
    [InlineData("projects/x/predecessor", "OptionalRow projects[Equal($it.code, 'x':String)]/predecessor by predecessor.code select * parent projects[Equal($it.code, 'x':String)]")]
    [InlineData("projects/x/measure/name", "Property projects[Equal($it.code, 'x':String)]/measure by measure.code select name parent projects[Equal($it.code, 'x':String)] property name")]
    [InlineData("plans/ip3/name/$value", "RawValue plans[Equal($it.code, 'ip3':String)] by $it.code select name property name")]
    [InlineData("plans/$ref?$top=3", "References plans by $it.code top 3 select  page 1000")]
    [InlineData("plans/$filter(line gt 1)/ip3", "Row plans[GreaterThan($it.line, 1:Int32)][Equal($it.code, 'ip3':String)] by $it.code select *")]
    [InlineData("plans?$top=5&$skip=2&$count=true", "Rows plans by $it.code skip 2 top 5 count select * page 1000")]
    [InlineData("plans?$skip=0", "Rows plans by $it.code select * page 1000")]
    [InlineData("plans?$orderby=name desc,NAME,line add 1,1,code desc", "Rows plans by $it.name desc,Add($it.line, 1:Int32),$it.code desc select * page 1000")]
    [InlineData("plans?$select=name,CODE", "Rows plans by $it.code select code,name page 1000")]
    [InlineData("plans?$select=name,*", "Rows plans by $it.code select * page 1000")]
    [InlineData("plans?$compute=line mul 2 as d,d add 1 as e&$select=e,code&$orderby=d", "Rows plans by Multiply($it.line, 2:Int32),$it.code select code e:=Add(Multiply($it.line, 2:Int32), 1:Int32) page 1000")]
    [InlineData("themes?$select=code&$expand=children($filter=line gt $it/line;$orderby=name;$top=1;$count=true;$expand=parent($select=code))", "Rows themes by $it.code select code +children($it/children[GreaterThan(children.line, $it.line)] by children.name,children.code top 1 count select * +parent(children/parent by parent.code select code)) page 1000")]
    [InlineData("themes?$select=code&$expand=children/$count($filter=line gt 1),parent/$ref", "Rows themes by $it.code select code +children/Count($it/children[GreaterThan(children.line, 1:Int32)] by children.code select ) +parent/References($it/parent by parent.code select ) page 1000")]
    public void A_url_becomes_a_plan(string url, string plan) => Assert.Equal(plan, PlanText.Of(Bind(url)));

    [Theory]
    [InlineData("value eq 1", "Equal($it.value, 1:Decimal)")]
    [InlineData("1 eq value", "Equal(1:Decimal, $it.value)")]
    [InlineData("value eq 1.50", "Equal($it.value, 1.50:Decimal)")]
    [InlineData("value lt 1e2", "LessThan(Double($it.value), 100:Double)")]
    [InlineData("line eq 3000000000", "Equal(Int64($it.line), 3000000000:Int64)")]
    [InlineData("line eq 1.5", "Equal(Decimal($it.line), 1.5:Decimal)")]
    [InlineData("line eq 99999999999999999999", "Equal(Decimal($it.line), 99999999999999999999:Decimal)")]
    [InlineData("line eq value", "Equal(Decimal($it.line), $it.value)")]
    [InlineData("line divby 2 eq 1", "Equal(DivideBy(Decimal($it.line), 2:Decimal), 1:Decimal)")]
    [InlineData("line div 2 eq 1", "Equal(Divide($it.line, 2:Int32), 1:Int32)")]
    [InlineData("-value lt -1", "LessThan(Negate($it.value), -1:Decimal)")]
    [InlineData("unit eq null", "Equal($it.unit, null:String)")]
    [InlineData("null ne value", "NotEqual(null:Decimal, $it.value)")]
    [InlineData("null eq null", "Equal(null:String, null:String)")]
    [InlineData("ward eq null", "IsNull($it.ward)")]
    [InlineData("null ne indicator/measure", "Not(IsNull($it.indicator.measure))")]
    [InlineData("not (unit eq 'a' or line gt 1) and true", "And(Not(Or(Equal($it.unit, 'a':String), GreaterThan($it.line, 1:Int32))), True:Boolean)")]
    [InlineData("line in (1,2)", "In($it.line, 1:Int32 2:Int32)")]
    [InlineData("line in (1,2.5)", "In(Decimal($it.line), 1:Decimal 2.5:Decimal)")]
    [InlineData("unit in ('a',null)", "In($it.unit, 'a':String null:String)")]
    [InlineData("unit in [\"a\",\"b\"]", "In($it.unit, 'a':String 'b':String)")]
    [InlineData("status in ('ok','text')", "In($it.status, 'ok':String 'text':String)")]
    [InlineData("periodStart eq 2025-04-01", "Equal($it.periodStart, 2025-04-01:Date)")]
    [InlineData("periodEnd sub periodStart gt duration'P300D'", "GreaterThan(Subtract($it.periodEnd, $it.periodStart), 300.00:00:00:Duration)")]
    [InlineData("periodStart add duration'P1D' eq periodEnd", "Equal(Add($it.periodStart, 1.00:00:00:Duration), $it.periodEnd)")]
    [InlineData("periodEnd sub periodStart gt 'P300D'", "GreaterThan(Subtract($it.periodEnd, $it.periodStart), 300.00:00:00:Duration)")]
    [InlineData("date(now()) gt 2025-04-01", "GreaterThan(Date(Now()), 2025-04-01:Date)")]
    [InlineData("now() gt 2025-04-01T09:30:00+09:00", "GreaterThan(Now(), 2025-04-01T00:30:00.0000000+00:00:DateTimeOffset)")]
    [InlineData("LENGTH(unit) gt 1", "GreaterThan(Length($it.unit), 1:Int32)")]
    [InlineData("contains(unit,'%25')", "Contains($it.unit, '%':String)")]
    [InlineData("now() gt 2025-04-01T09:30Z and now() gt 2025-04-01T09:30:15.123456789012-00:30", "And(GreaterThan(Now(), 2025-04-01T09:30:00.0000000+00:00:DateTimeOffset), GreaterThan(Now(), 2025-04-01T10:00:15.1234567+00:00:DateTimeOffset))")]
    [InlineData("time(now()) ge 09:30 and time(now()) lt 23:59:59.5", "And(GreaterOrEqual(Time(Now()), 09:30:00.0000000:TimeOfDay), LessThan(Time(Now()), 23:59:59.5000000:TimeOfDay))")]
    [InlineData("round(line) eq 1", "Equal(Round(Decimal($it.line)), 1:Decimal)")]
    [InlineData("concat(unit,null) eq 'a'", "Equal(Concat($it.unit, null:String), 'a':String)")]
    [InlineData("citations/any()", "Any($it/citations)")]
    [InlineData("citations/any(c:c/line eq line)", "Any($it/citations, Equal(citations.line, $it.line))")]
    [InlineData("citations/all(c:c/document/code eq 'x')", "All($it/citations, Equal(citations.document.code, 'x':String))")]
    [InlineData("citations/$count gt 1", "GreaterThan(Count($it/citations), 1:Int64)")]
    [InlineData("citations/$count($filter=line eq $it/line) gt 1", "GreaterThan(Count($it/citations[Equal(citations.line, $it.line)]), 1:Int64)")]
    [InlineData("citations/$filter(line gt 1)/any()", "Any($it/citations[GreaterThan(citations.line, 1:Int32)])")]
    [InlineData("indicator/observations/any(o:o/citations/any(c:c/code eq o/code))", "Any($it.indicator/observations, Any(observations/citations, Equal(citations.code, observations.code)))")]
    [InlineData("case(line gt 1:null,true:2.5) eq 1", "Equal(Case(GreaterThan($it.line, 1:Int32) => null:Decimal, True:Boolean => 2.5:Decimal), 1:Decimal)")]
    [InlineData("cast(line,Edm.String) eq '1'", "Equal(String($it.line), '1':String)")]
    [InlineData("@p", "null:Boolean")]
    [InlineData("unit eq $root/indicators('x')/unit", "Equal($it.unit, ValueOf(indicators[Equal(indicators.code, 'x':String)], indicators.unit))")]
    [InlineData("$root/observations('x')/citations/$count gt 1", "GreaterThan(Count(observations[Equal(observations.code, 'x':String)]/citations), 1:Int64)")]
    [InlineData("'x' in citations/document/code", "Any($it/citations, Equal('x':String, citations.document.code))")]
    [InlineData("citations('x')/line gt 1", "GreaterThan(ValueOf($it/citations[Equal(citations.code, 'x':String)], citations.line), 1:Int32)")]
    [InlineData("unit in [subgroup,'a']", "Or(In($it.unit, 'a':String), Equal($it.unit, $it.subgroup))")]
    [InlineData("isof(ward,kawasaki.Ward) and isof(kawasaki.Observation)", "And(Not(IsNull($it.ward)), True:Boolean)")]
    public void A_filter_becomes_an_expression(string filter, string expression) => Assert.Equal(expression, Filter($"observations?$filter={filter}"));

    [Theory]
    [InlineData("fiscalYears/any(y:y gt 2022)", "Any($it.fiscalYears, y => GreaterThan(y, 2022:Int32))")]
    [InlineData("fiscalYears/any()", "Any($it.fiscalYears)")]
    [InlineData("2022 in fiscalYears", "MemberOf(2022:Int32, $it.fiscalYears)")]
    [InlineData("fiscalYears/$count eq 1", "Equal(Length($it.fiscalYears), 1:Int32)")]
    [InlineData("hassubset(fiscalYears,[2022,2023])", "HasSubset($it.fiscalYears, [2022,2023]:Int32)")]
    [InlineData("isOngoing eq true and isOngoing", "And(Equal($it.isOngoing, True:Boolean), $it.isOngoing)")]
    public void A_filter_of_collections_becomes_an_expression(string filter, string expression) => Assert.Equal(expression, Filter($"actions?$filter={filter}"));

    [Theory]
    [InlineData("observations?$filter=value eq 12345678901234567890123456789", "$filter", "column 10: '12345678901234567890123456789' is not a value of Edm.Decimal. At most 28 digits can be compared exactly.")]
    [InlineData("observations?$filter=value eq 1e999", "$filter", "column 10: '1e999' is not a value of Edm.Double.")]
    [InlineData("observations?$filter=periodStart add 1 eq periodEnd", "$filter", "column 13: 'add' does not take Edm.Date and Edm.Int32.")]
    [InlineData("observations?$filter=periodStart eq 2025-04-01T00:00:00Z", "$filter", "column 13: 'eq' cannot compare Edm.Date with Edm.DateTimeOffset. A date is 2025-04-01, a point in time 2025-04-01T00:00:00+09:00.")]
    [InlineData("observations?$filter=-unit eq 1", "$filter", "column 1: '-' takes a number or a duration, not Edm.String.")]
    [InlineData("observations?$filter=not line", "$filter", "column 5: A condition is expected, this is Edm.Int32.")]
    [InlineData("observations?$filter=indicator eq 'x'", "$filter", "column 1: 'indicator' leads to a row of Indicator, a value is expected. Add a property: 'indicator/code'.")]
    [InlineData("observations?$filter=citations eq 'x'", "$filter", "column 1: 'citations' leads to many rows, a value is expected. Use 'citations/any(x:...)', 'citations/all(x:...)' or 'citations/$count'.")]
    [InlineData("observations?$filter=citations/code eq 'x'", "$filter", "column 1: 'citations/code' leads to many values, one is expected. In a condition use 'citations/any(x:...)' or put it on the right of 'in'; one value is 'citations/$count'.")]
    [InlineData("observations?$filter=indicator/any()", "$filter", "column 11: This is one row of Indicator; any, all and $count take a collection.")]
    [InlineData("observations?$filter=code/x eq 1", "$filter", "column 6: A plain value has no members.")]
    [InlineData("observations?$filter=unit in (1)", "$filter", "column 10: 'in' cannot compare Edm.String with Edm.Int32. Numbers are written without quotes, texts in single quotes.")]
    [InlineData("observations?$filter=unit in code", "$filter", "column 6: 'in' takes a list or a collection of Edm.String on its right, not Edm.String.")]
    [InlineData("observations?$filter=case(true:1,true:'x') eq 1", "$filter", "column 1: The values of 'case' are of Edm.Int32 and Edm.String.")]
    [InlineData("observations?$filter=cast(line,Edm.Strng) eq '1'", "$filter", "column 11: There is no type 'Edm.Strng'. Did you mean 'Edm.String'?")]
    [InlineData("observations?$filter=cast(line,Edm.Date) eq 2025-04-01", "$filter", "column 1: Edm.Int32 cannot be cast to Edm.Date.")]
    [InlineData("observations?$filter=code eq @a&@a=@b&@b=@a", "@b", "column 1: The alias @a is used inside its own value.")]
    [InlineData("actions?$filter=fiscalYears eq 1", "$filter", "column 13: 'eq' does not compare a collection with one value. Use any(x:x eq ...), 'in' or $count.")]
    [InlineData("actions?$filter=hassubset(fiscalYears,['a'])", "$filter", null)]
    [InlineData("actions?$orderby=fiscalYears", "$orderby", "column 1: Values of Collection(Edm.Int32) have no order.")]
    public void A_mistake_is_named_with_its_place(string url, string target, string? message)
    {
        var problem = Refuse(url);

        Assert.Equal(target, problem.Target);
        Assert.Equal(message ?? problem.Message, problem.Message + (problem.Hint is null ? "" : " " + problem.Hint));
    }

    [Fact]
    public void The_page_size_preferred_is_kept_within_the_limit()
    {
        Assert.Equal(7, Bind("plans", 7).PageRows);
        Assert.Equal(10_000, Bind("plans", 1_000_000).PageRows);
        Assert.Null(Bind("plans('ip3')", 7).PageRows);
        Assert.Null(Bind("plans/$count", 7).PageRows);
    }

    [Fact]
    public void Aliases_cannot_make_a_small_text_a_large_tree()
    {
        var chain = string.Join('&', Enumerable.Range(0, 30).Select(i => $"@a{i}=@a{i + 1} or @a{i + 1}"));

        Assert.Equal(ErrorCode.TooComplex, Refuse($"plans?$filter=@a0&{chain}&@a30=true").Code);
    }

    private static ReadPlan Bind(string url, int? maxPageSize = null)
    {
        var bound = TryBind(url, maxPageSize);
        Assert.True(bound.IsOk, bound.Problem?.Message);
        return ((ReadRequest)bound.Value).Plan;
    }

    private static string Filter(string url) => PlanText.Of(((FilteredRows)Bind(url).Query.Rows).Predicate);

    private static Problem Refuse(string url)
    {
        var bound = TryBind(url, null);
        Assert.False(bound.IsOk, "The request was bound.");
        return bound.Problem!;
    }

    private static Result<BoundRequest> TryBind(string url, int? maxPageSize)
    {
        var parsed = UrlParser.ParseRelative(url.Replace(" ", "%20", StringComparison.Ordinal), ParseLimits.Default);
        Assert.True(parsed.IsOk, parsed.Problem?.Message);
        return new RequestBinder(PlanModel.Instance.Published, new QueryLimits()).Bind(parsed.Value, maxPageSize);
    }
}
