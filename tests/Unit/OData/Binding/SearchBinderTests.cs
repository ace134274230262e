using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Binding;

/// <summary>What a `$search` means, as the text of its plan.</summary>
public sealed class SearchBinderTests
{
    [Theory]
    [InlineData("町内", "'町内'")]
    [InlineData("CO2", "'CO2'")]
    [InlineData("5-1-1", "'5-1-1'")]
    [InlineData("\"町内会 自治会\"", "'町内会 自治会'")]
    [InlineData("'as typed AND'", "'as typed AND'")]
    [InlineData("a b", "And('a', 'b')")]
    [InlineData("a AND b", "And('a', 'b')")]
    [InlineData("a OR b c", "Or('a', And('b', 'c'))")]
    [InlineData("(a OR b) c", "And(Or('a', 'b'), 'c')")]
    [InlineData("a NOT b", "And('a', Not('b'))")]
    [InlineData("a AND NOT (b OR c)", "And('a', Not(Or('b', 'c')))")]
    [InlineData("and", "'and'")]
    public void A_search_becomes_a_filter_and_the_best_match_comes_first(string search, string term) => Assert.Equal(
        $"Rows plans[Search($it, {term})] by Rank($it, {term}) desc,$it.code select name page 1000", PlanText.Of(Bind($"plans?$search={search}&$select=name")));

    [Theory]
    [InlineData("plans?$search=a&$orderby=name&$select=name", "Rows plans[Search($it, 'a')] by $it.name,$it.code select name page 1000")]
    [InlineData("plans?$search=NOT a&$select=name", "Rows plans[Search($it, Not('a'))] by $it.code select name page 1000")]
    [InlineData("plans?$search=a&$filter=line gt 1&$select=name", "Rows plans[GreaterThan($it.line, 1:Int32)][Search($it, 'a')] by Rank($it, 'a') desc,$it.code select name page 1000")]
    [InlineData("plans/$count?$search=a", "Count plans[Search($it, 'a')] by Rank($it, 'a') desc,$it.code select ")]
    [InlineData("plans/$ref?$search=a", "References plans[Search($it, 'a')] by Rank($it, 'a') desc,$it.code select  page 1000")]
    [InlineData("themes?$select=name&$expand=children($search=a;$select=name)", "Rows themes by $it.code select name +children($it/children[Search(children, 'a')] by Rank(children, 'a') desc,children.code select name) page 1000")]
    [InlineData("themes?$select=name&$expand=children/$count($search=a)", "Rows themes by $it.code select name +children/Count($it/children[Search(children, 'a')] by Rank(children, 'a') desc,children.code select ) page 1000")]
    [InlineData("themes?$select=name&$filter=children/$count($search=a) gt 1", "Rows themes[GreaterThan(Count($it/children[Search(children, 'a')]), 1:Int64)] by $it.code select name page 1000")]
    [InlineData("themes?$select=name&$filter=children/$count($filter=line gt 1;$search=a) gt 1", "Rows themes[GreaterThan(Count($it/children[GreaterThan(children.line, 1:Int32)][Search(children, 'a')]), 1:Int64)] by $it.code select name page 1000")]
    public void A_search_stands_with_other_options(string url, string plan) => Assert.Equal(plan, PlanText.Of(Bind(url)));

    [Theory]
    [InlineData("changes?$search=a", ErrorCode.NotSupported, "column 1: $search of ChangeEntry, which has no text, is not supported by this service.")]
    [InlineData("citations/$count?$search=a", ErrorCode.NotSupported, "column 1: $search of Citation, which has no text, is not supported by this service.")]
    [InlineData("plans?$search=a \"  \"", ErrorCode.BadLiteral, "column 3: The text to look for is empty.")]
    [InlineData("plans?$search='%01'", ErrorCode.BadLiteral, "column 1: The text to look for holds a control character.")]
    [InlineData("plans('ip3')?$search=a", ErrorCode.UrlSyntax, "$search has no meaning for one row.")]
    [InlineData("plans('ip3')/name?$search=a", ErrorCode.UrlSyntax, "$search has no meaning for this resource.")]
    public void A_search_that_cannot_be_answered_is_refused(string url, ErrorCode code, string message)
    {
        var bound = TryBind(url);

        Assert.False(bound.IsOk);
        Assert.Equal((code, message), (bound.Problem!.Code, bound.Problem.Message));
    }

    [Fact]
    public void Names_are_searched_before_other_text_and_facts_by_their_indicator()
    {
        Assert.Equal(["name 4", "departmentText 1"], Places("reformTasks"));
        Assert.Equal(["text 4", "group 1"], Places("actions"));
        Assert.Equal(["indicator/name 4"], Places("observations"));
        Assert.Equal(["indicatorName 4"], Places("indicatorFacts"));
        Assert.Equal(["measure/name 4"], Places("evaluations"));
        Assert.Empty(Places("changes"));
    }

    private static IEnumerable<string> Places(string set) =>
        PlanModel.Instance.Published.FindSet(set)!.Type.Searched.Select(p => $"{(p.Via is null ? "" : p.Via.Name + "/")}{p.Property.Name} {p.Weight}");

    private static ReadPlan Bind(string url)
    {
        var bound = TryBind(url);
        Assert.True(bound.IsOk, bound.Problem?.Message);
        return ((ReadRequest)bound.Value).Plan;
    }

    private static Result<BoundRequest> TryBind(string url)
    {
        var parsed = UrlParser.ParseRelative(url.Replace(" ", "%20", StringComparison.Ordinal), ParseLimits.Default);
        Assert.True(parsed.IsOk, parsed.Problem?.Message);
        return new RequestBinder(PlanModel.Instance.Published, new QueryLimits()).Bind(parsed.Value, maxPageSize: null);
    }
}
