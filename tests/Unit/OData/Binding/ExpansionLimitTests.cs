using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.OData.Binding;

/// <summary>Every expanded collection has a limit of rows.</summary>
public sealed class ExpansionLimitTests
{
    [Theory]
    [InlineData("children", 7, "$skip=7")]
    [InlineData("children($top=9;$skip=1)", 7, "$top=2&$skip=8")]
    [InlineData("children/$ref", 7, "$skip=7")]
    [InlineData("children($filter=line gt $it/line)", 7, null)]
    [InlineData("children($expand=children($filter=line gt $it/line))", 7, null)]
    [InlineData("children/$ref($filter=line gt $it/line)", 7, null)]
    [InlineData("children/$count", null, null)]
    [InlineData("parent", null, null)]
    public void A_collection_is_limited_and_continued_unless_it_names_the_row_around(string expand, int? rows, string? next)
    {
        var syntax = UrlParser.ParseRelative($"themes?$expand={expand}".Replace(" ", "%20", StringComparison.Ordinal), ParseLimits.Default);
        Assert.True(syntax.IsOk, syntax.Problem?.Message);

        var bound = new RequestBinder(PlanModel.Instance.Published, new QueryLimits { ExpandRows = 7 }).Bind(syntax.Value, null);

        Assert.True(bound.IsOk, bound.Problem?.Message);
        var expansion = Assert.Single(((ReadRequest)bound.Value).Plan.Query.Shape.Expansions);
        Assert.Equal((rows, next), (expansion.PageRows, expansion.NextOptions));
    }
}
