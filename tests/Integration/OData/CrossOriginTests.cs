using System.Net;
using System.Net.Http;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>What a browser is told when a script of a page elsewhere asks (CORS).</summary>
public sealed class CrossOriginTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Page = "https://page.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plans", 200)]
    [InlineData("plans/$count", 200)]
    [InlineData("$metadata", 200)]
    [InlineData("plans?$format=csv", 200)]
    [InlineData("plns", 404)]
    [InlineData("plans?$top=x", 400)]
    public async Task A_read_is_for_any_origin_and_shows_its_headers(string url, int status)
    {
        using var response = await service.SendAsync(url, ("Origin", Page));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
        Assert.Contains("ETag", Header(response, "Access-Control-Expose-Headers")!.Split(", "));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
        Assert.DoesNotContain("Origin", response.Headers.Vary);
    }

    [Fact]
    public async Task The_answer_is_the_same_without_an_origin()
    {
        using var response = await service.SendAsync("plans");

        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("plans", "GET", "GET, HEAD")]
    [InlineData("plans('ip3')", "HEAD", "GET, HEAD")]
    [InlineData("plans/$query", "POST", "GET, HEAD, POST")]
    public async Task A_preflight_for_a_read_is_answered(string url, string method, string methods)
    {
        using var response = await PreflightAsync(service.Client, url, method);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(("*", methods), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Methods")));
        Assert.Contains("OData-MaxVersion", Header(response, "Access-Control-Allow-Headers")!.Split(", "));
        Assert.DoesNotContain("Authorization", Header(response, "Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("plans", "POST")]
    [InlineData("statusReports('sr-1')", "PATCH")]
    [InlineData("$batch", "POST")]
    public async Task A_preflight_for_a_change_allows_nothing(string url, string method)
    {
        using var response = await PreflightAsync(service.Client, url, method);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_read_with_credentials_is_not_shared()
    {
        using var response = await service.SendAsync("plans", ("Origin", Page), ("Authorization", "Basic eDp5"));

        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0, AllowsOtherOrigins = false }, new QueryLimits());
        await using (app)
        using (client)
        {
            using var read = await client.GetAsync(new Uri("odata/plans", UriKind.Relative), Token);
            using var preflight = await PreflightAsync(client, "plans", "GET");

            Assert.Null(Header(read, "Access-Control-Allow-Origin"));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, preflight.StatusCode);
        }
    }

    private static async Task<HttpResponseMessage> PreflightAsync(HttpClient client, string url, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(client.BaseAddress + "odata/" + url));
        request.Headers.Add("Origin", Page);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "odata-maxversion");
        return await client.SendAsync(request, Token);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
