using System.Net;
using System.Net.Http;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>What cannot be followed is said so.</summary>
public sealed class DeltaRefusalTests(ServiceFixture service) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private string link = "";

    public async ValueTask InitializeAsync()
    {
        var mirror = new Mirror(service.Client, "4.01");
        await mirror.StartAsync("themes?$filter=line gt 0&$select=code");
        link = mirror.Link;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("themes?$top=1")]
    [InlineData("themes?$skip=1")]
    [InlineData("themes?$apply=groupby((name))")]
    [InlineData("themes?$at=2999-01-01")]
    [InlineData("statusReports?$filter=reportedAt lt now()")]
    [InlineData("themes/$count")]
    [InlineData("themes('1')")]
    [InlineData("themes('1')/name")]
    [InlineData("themes/$ref")]
    [InlineData("changes")]
    [InlineData("$crossjoin(themes,wards)")]
    [InlineData("actions('ar3-1-2-4-k01')/fiscalYears")]
    [InlineData("themes?$format=csv")]
    [InlineData("themes?$format=application/json;odata.streaming=true")]
    [InlineData("themes?$expand=children", "4.0")]
    public async Task The_preference_is_left_where_nothing_could_be_told(string url, string version = "4.01")
    {
        if (url.Contains("$at", StringComparison.Ordinal))
        {
            url = $"themes?$at={await service.Database.ScalarAsync<string>("""select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from plan.data_version""")}";
        }

        using var response = await SendAsync("odata/" + url, ("Prefer", "odata.track-changes"), ("OData-MaxVersion", version));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
        Assert.DoesNotContain("deltaLink", await BodyAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("track-changes", true)]
    [InlineData("odata.track-changes", true)]
    [InlineData("return=minimal, Track-Changes; x=1", true)]
    [InlineData("track-changes=\"\"", true)]
    [InlineData("track-changes=no", false)]
    [InlineData("maxpagesize=1000", false)]
    public async Task The_preference_may_have_its_prefix_and_stand_among_others(string prefer, bool isTracked)
    {
        using var response = await SendAsync("odata/themes", ("Prefer", prefer));

        Assert.Equal(isTracked, response.Headers.TryGetValues("Preference-Applied", out var applied) && applied.Contains("odata.track-changes"));
        Assert.Equal(isTracked, (await BodyAsync(response)).Contains("@odata.deltaLink", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("&$top=1")]
    [InlineData("&$skip=1")]
    [InlineData("&$orderby=code")]
    [InlineData("&$count=true")]
    [InlineData("&$expand=children")]
    [InlineData("&$format=json")]
    [InlineData("&$at=2024-04-01")]
    [InlineData("&$search=x")]
    [InlineData("&$skiptoken=x")]
    [InlineData("A")]
    public async Task Nothing_may_be_added_to_a_delta_link(string addition) => await AssertRefusedAsync(link + addition, 400, "KWS108");

    [Fact]
    public async Task A_damaged_or_foreign_token_is_refused()
    {
        var token = link[(link.IndexOf("$deltatoken=", StringComparison.Ordinal) + "$deltatoken=".Length)..];
        var next = JsonDocument.Parse(await BodyAsync(await SendAsync("odata/themes?$filter=line gt 0&$select=code", ("Prefer", "track-changes, maxpagesize=1")))).RootElement.GetProperty("@odata.nextLink").GetString()!;

        foreach (var bad in (string[])[
            link[..^1], link[..^5], link.Replace(token, "x", StringComparison.Ordinal), link.Replace(token, token[1..], StringComparison.Ordinal), link.Replace("line", "page", StringComparison.Ordinal),
            link.Replace("/themes?", "/wards?", StringComparison.Ordinal), next.Replace("$skiptoken", "$deltatoken", StringComparison.Ordinal), link.Replace("$deltatoken", "$skiptoken", StringComparison.Ordinal),
            $"odata/themes?$deltatoken={token}", $"odata/themes/$ref?$deltatoken={token}"])
        {
            var code = bad.Contains("$ref", StringComparison.Ordinal) ? "KWS101" : "KWS108";
            await AssertRefusedAsync(bad, 400, code);
        }

        for (var i = 0; i < token.Length; i++)
        {
            await AssertRefusedAsync(link.Replace(token, string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1)), StringComparison.Ordinal), 400, "KWS108");
        }
    }

    [Fact]
    public async Task A_delta_is_no_table_and_has_expanded_rows_in_4_01_only()
    {
        await AssertRefusedAsync(link, 406, "KWS109", ("Accept", "text/csv"));
        var mirror = new Mirror(service.Client, "4.01");
        await mirror.StartAsync("themes?$expand=children");
        await AssertRefusedAsync(mirror.Link, 400, "KWS110", ("OData-MaxVersion", "4.0"));
    }

    private async Task AssertRefusedAsync(string url, int status, string code, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(url, headers);
        var body = await BodyAsync(response);

        Assert.True(status == (int)response.StatusCode, $"{url}: {(int)response.StatusCode} {body}");
        Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    private async Task<HttpResponseMessage> SendAsync(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.RelativeOrAbsolute));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
