using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Binding;

/// <summary>What `$apply` refuses, and in which words.</summary>
public sealed class ApplyRefusalTests
{
    [Theory]
    [InlineData("aggregate(value with sum from fiscalYear with median as a)", "column 47: There is no aggregation method 'median'. Use sum, min, max, average or countdistinct.")]
    [InlineData("aggregate(value with sum from nothing with max as a)", "column 31: Observation has no property 'nothing'.")]
    [InlineData("aggregate(unit with max from valueType with sum as a)", "column 25: The method sum does not take values of Edm.String.")]
    [InlineData("topcount(value,value)", "column 10: An amount has no property 'value'.")]
    [InlineData("topcount($these/aggregate(value with average),value)", "column 10: topcount takes a whole number and what to rank by.")]
    [InlineData("join(indicator as i)", "column 6: 'indicator' leads to one row, a navigation that leads to many rows is expected.")]
    [InlineData("join(value as v)", "column 6: 'value' is a property, a navigation that leads to many rows is expected.")]
    [InlineData("join(citation as c)", "column 6: Observation has no navigation 'citation'. Did you mean 'citations'?")]
    [InlineData("join(citations as value)", "column 19: The name 'value' is taken.")]
    [InlineData("outerjoin(citations as c)/groupby((c/nothing))", "column 38: Citation has no property 'nothing'.")]
    [InlineData("nest(identity as a,identity as A)", "column 32: The name 'A' is taken.")]
    [InlineData("nest(identity as a)&$filter=value gt 1", "column 1: The result of $apply has no property 'value'.")]
    [InlineData("addnested(indicator,top(1) as a)", "column 21: 'indicator' leads to one row, which only identity, compute and addnested take.")]
    [InlineData("addnested(citations,identity as a,identity as value)", "column 47: The name 'value' is taken.")]
    [InlineData("addnested(citations,filter(nothing eq 1) as a)", "column 28: Citation has no property 'nothing'.")]
    [InlineData("groupby((indicator))&$filter=indicator/nothing eq 1", "column 11: Indicator has no property 'nothing'.")]
    [InlineData("groupby((citations))", "column 10: 'citations' leads to many rows and cannot be grouped by.")]
    [InlineData("groupby((citations/line))", "column 10: 'citations/line' leads to many rows and cannot be grouped by.")]
    [InlineData("groupby((nonsense))", "column 10: Observation has no property 'nonsense'.")]
    [InlineData("groupby((valueType))&$filter=value gt 1", "column 1: The result of $apply has no property 'value'.")]
    [InlineData("groupby((valueType))&$orderby=nothing", "column 1: The result of $apply has no property 'nothing'.")]
    [InlineData("groupby((valueType))&$expand=indicator", "column 1: The result of $apply has no navigation 'indicator'.")]
    [InlineData("groupby((indicator/kind))&$filter=indicator eq null", "column 1: 'indicator' is an object, a value is expected. Add a property: 'indicator/kind'.")]
    [InlineData("groupby((indicator/kind))&$filter=indicator/name eq 'x'", "column 11: The result of $apply has no property 'name'.")]
    [InlineData("groupby((indicator/kind))/groupby((indicator))", "column 36: 'indicator' is an object and cannot be grouped by. Add one of its properties.")]
    [InlineData("groupby((unit),groupby((valueType),aggregate($count as n))/compute(n as unit))", "column 16: The name 'unit' is taken.")]
    [InlineData("aggregate(value with sum as value)", "column 29: The name 'value' is taken.")]
    [InlineData("aggregate(value with sum as a,value with min as A)", "column 49: The name 'A' is taken.")]
    [InlineData("aggregate(valueType with sum as a)", "column 11: The method sum does not take values of Edm.String.")]
    [InlineData("aggregate(periodStart with average as a)", "column 11: The method average does not take values of Edm.Date.")]
    [InlineData("aggregate(value with median as a)", "column 22: There is no aggregation method 'median'. Use sum, min, max, average or countdistinct.")]
    [InlineData("aggregate(value with summ as a)", "column 22: There is no aggregation method 'summ'. Did you mean 'sum'?")]
    [InlineData("aggregate(value with ns.median as a)", "column 22: There is no aggregation method 'ns.median'. Use sum, min, max, average or countdistinct.")]
    [InlineData("expand(citations,filter(true))", "column 1: There is no transformation 'expand'. It was one of a draft. Write addnested(..., ... as name), or $expand behind $apply.")]
    [InlineData("ns.custom(a=1)", "column 1: There is no transformation 'ns.custom'. There are no custom ones. Known are addnested, aggregate, bottomcount, bottompercent, bottomsum, compute, concat, filter, groupby, identity, join, nest, orderby, outerjoin, search, skip, top, topcount, toppercent, topsum.")]
    [InlineData("groupby((rollup(h)))", "column 10: There is no leveled hierarchy 'h': none is declared. Write the levels: rollup($all,h).")]
    [InlineData("addnested(citations,groupby((line)) as c)&$expand=c/$ref", "column 1: c holds what $apply has made: it has no references. Leave /$ref out, or write c/$count.")]
    [InlineData("addnested(citations,identity as c)&$expand=c($levels=2)", "column 11: $levels repeats c, which Citation does not have. Nest $expand instead.")]
    [InlineData("groupby((indicator/kind))&$expand=indicator/$ref", "column 1: 'indicator' is an object that $apply has made: it has no reference.")]
    [InlineData("groupby((indicator/kind))&$expand=indicator/$count", "column 1: 'indicator' is an object that $apply has made: there is nothing to count or to stream.")]
    [InlineData("groupby((indicator/kind))&$expand=indicator($filter=kind eq 'x')", "$filter has no meaning for one row.")]
    [InlineData("groupby((indicator/kind))&$expand=indicator($levels=2)", "column 19: $levels repeats 'indicator', which is an object that $apply has made and has none.")]
    [InlineData("groupby((indicator/kind))&$select=indicator($top=1)", "$top has no meaning for one complex value.")]
    [InlineData("groupby((indicator/kind))&$select=indicator($select=unit)", "column 19: The result of $apply has no property 'unit'.")]
    [InlineData("join(citations/kawasaki.Policy as c)", "column 16: Policy does not derive from Citation: the cast never succeeds.")]
    [InlineData("join(citations/line as c)", "column 16: The path ends with one collection, 'line' goes on behind it.")]
    [InlineData("aggregate(forecast)", "column 11: There are no custom aggregates: a method and a name must follow. For example: value with sum as total.")]
    [InlineData("aggregate(forecast as f)", "column 11: There are no custom aggregates: a method must follow. For example: value with sum as total.")]
    [InlineData("aggregate(citations with sum as a)", "column 11: 'citations' leads to rows, which only countdistinct takes. Add a property: 'citations/code'.")]
    [InlineData("aggregate(citations/nothing with sum as a)", "column 21: Citation has no property 'nothing'.")]
    [InlineData("topcount(-1,value)", "column 10: The amount of topcount cannot be negative.")]
    [InlineData("topcount(1.5,value)", "column 10: topcount takes a whole number and what to rank by.")]
    [InlineData("toppercent('a',value)", "column 12: toppercent takes a number and what to rank by.")]
    [InlineData("topsum(10,unit)", "column 11: topsum does not rank values of Edm.String.")]
    [InlineData("compute(value as value)", "column 18: The name 'value' is taken.")]
    [InlineData("compute(indicator as v)", "column 9: 'indicator' leads to a row of Indicator, a value is expected. Add a property: 'indicator/code'.")]
    [InlineData("concat(aggregate(value with sum as a),aggregate(unit with min as a))", "column 1: 'a' is Edm.Decimal in one part and Edm.String in another.")]
    [InlineData("concat(groupby((indicator/kind)),groupby((unit),aggregate($count as n))/groupby((n))/compute(n as indicator))", "column 1: 'indicator' is a value in one part and an object in another.")]
    [InlineData("concat(nest(identity as a),compute(value as a))", "column 1: 'a' is many rows in one part and something else in another.")]
    [InlineData("concat(nest(identity as a),groupby((valueType))/concat(identity,identity))&$expand=b", "column 1: The result of $apply has no navigation 'b'. Did you mean 'a'?")]
    [InlineData("join(citations as c,nest(identity as a))/filter(c/a/any(x:x/nothing eq 1))", "column 61: Citation has no property 'nothing'.")]
    [InlineData("groupby((indicator/measure))&$filter=indicator/nothing eq 1", "column 11: The result of $apply has no property 'nothing'.")]
    [InlineData("groupby((indicator/measure),groupby((indicator/kind)))", "column 29: The name 'indicator' is taken.")]
    [InlineData("groupby((indicator/measure))/groupby((indicator))", "column 39: 'indicator' leads to a row of The result of $apply, a property is expected.")]
    [InlineData("addnested(citations,nest(identity as a) as b)/aggregate(b with sum as c)", "column 57: 'b' leads to rows, which only countdistinct takes.")]
    [InlineData("filter(value)", "column 8: A condition is expected, this is Edm.Decimal.")]
    [InlineData("skip(100001)", "column 1: skip passes over at most 100000 rows.")]
    [InlineData("orderby(indicator)", "column 9: 'indicator' leads to a row of Indicator, a value is expected. Add a property: 'indicator/code'.")]
    public void Wrong_transformations_are_refused(string apply, string message) => Assert.Equal(message, Refusal(apply, ErrorCode.NotSupported, isCode: false));

    [Theory]
    [InlineData("descendants($root/observations,h,code,filter(true))", "column 1: The transformation descendants is not supported by this service.")]
    [InlineData("ancestors($root/observations,h,code,filter(true))", "column 1: The transformation ancestors is not supported by this service.")]
    [InlineData("traverse($root/observations,h,code,preorder)", "column 1: The transformation traverse is not supported by this service.")]
    [InlineData("groupby((rolluprecursive($root/observations,h,code)))", "column 10: rolluprecursive is not supported by this service.")]
    public void What_is_not_built_is_said_to_be_so(string apply, string message) => Assert.Equal(message, Refusal(apply, ErrorCode.NotSupported, isCode: true));

    [Fact]
    public void Every_transformation_that_metadata_names_is_bound()
    {
        string[] texts =
        [
            "addnested(projects,identity as p)", "aggregate($count as n)", "bottomcount(1,line)", "bottompercent(1,line)", "bottomsum(1,line)", "compute(line as l)", "concat(identity,identity)", "filter(true)", "groupby((line))",
            "identity", "join(projects as p)", "nest(identity as p)", "orderby(line)", "outerjoin(projects as p)", "search(a)", "skip(1)", "top(1)", "topcount(1,line)", "toppercent(1,line)", "topsum(1,line)",
        ];
        Assert.Equal(ApplyBinder.Transformations, texts.Select(t => t.Split('(')[0]));
        Assert.All(texts, t => Assert.True(Bind("plans?$apply=" + t).IsOk, t));
    }

    private static string Refusal(string apply, ErrorCode code, bool isCode)
    {
        var bound = Bind("observations?$apply=" + apply);
        Assert.False(bound.IsOk, apply);
        Assert.Equal(isCode, bound.Problem!.Code == code);
        return bound.Problem.Hint is { } hint ? $"{bound.Problem.Message} {hint}" : bound.Problem.Message;
    }

    private static Domain.Errors.Result<BoundRequest> Bind(string url)
    {
        var parts = url.Split('?', 2);
        var syntax = UrlParser.Parse(parts[0], Uri.EscapeDataString(parts[1]).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal), ParseLimits.Default);
        Assert.True(syntax.IsOk, syntax.Problem?.Message);
        return new RequestBinder(PlanModel.Instance.Published, new QueryLimits()).Bind(syntax.Value, null);
    }
}
