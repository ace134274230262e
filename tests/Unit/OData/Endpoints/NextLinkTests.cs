using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.OData.Endpoints;

/// <summary>How a link to a further page is read again.</summary>
public sealed class NextLinkTests
{
    private const int MaxPageRows = 10_000;

    [Theory]
    [InlineData(50, 50)]
    [InlineData(MaxPageRows, MaxPageRows)]
    [InlineData(MaxPageRows + 1, MaxPageRows)]
    [InlineData(int.MaxValue, MaxPageRows)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    public void A_token_cannot_ask_for_more_rows_than_a_page_may_have(int asked, int given)
    {
        var tokens = new ContinuationToken("kawasaki-plan-api");
        var token = tokens.Write(new Continuation([E.Lit("a")], asked), "plans");
        var syntax = UrlParser.ParseRelative($"plans?$skiptoken={token}", ParseLimits.Default).Value!;
        var plan = ((ReadRequest)new RequestBinder(PlanModel.Instance.Published, new QueryLimits()).Bind(syntax, null).Value!).Plan;

        var continued = new NextLink(tokens, new StateAge(TimeSpan.FromDays(1), TimeProvider.System), MaxPageRows).Continue(syntax, plan);

        Assert.Equal(given, continued.Value?.PageRows);
    }
}
