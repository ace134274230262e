using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Versions, formats, conditions, hosts: everything that stands around the body.</summary>
public sealed class HeaderTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Minimal = "application/json;odata.metadata=minimal";

    [Theory]
    [InlineData("*/*", Minimal)]
    [InlineData("application/*", Minimal)]
    [InlineData("application/json", Minimal)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Minimal)]
    [InlineData("application/json;odata=verbose", Minimal)]
    [InlineData("application/json;metadata=none", "application/json;odata.metadata=none")]
    [InlineData("application/json;odata.metadata=full;q=0.5,application/json;odata.metadata=none;q=0.4", "application/json;odata.metadata=full")]
    [InlineData("application/json;ODATA.Metadata=None;ieee754compatible=TRUE", "application/json;odata.metadata=none;IEEE754Compatible=true")]
    [InlineData("application/json;odata.streaming=true;ExponentialDecimals=true;charset=utf-8", Minimal + ";odata.streaming=true")]
    [InlineData("application/json;streaming=maybe", null)]
    [InlineData("application/json;charset=shift_jis,application/json;q=0.1", Minimal)]
    [InlineData("application/xml", null)]
    [InlineData("application/json;odata.metadata=some", null)]
    [InlineData("application/json;IEEE754Compatible=maybe", null)]
    [InlineData("application/json;q=0", null)]
    public async Task Accept_is_honoured_or_refused(string accept, string? contentType)
    {
        using var response = await service.SendAsync("plans", ("Accept", accept));

        Assert.Equal(contentType is null ? 406 : 200, (int)response.StatusCode);
        Assert.Equal(contentType ?? Minimal, response.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "4.0", 200)]
    [InlineData("4.0", "4.0", 200)]
    [InlineData("4.01", "4.01", 200)]
    [InlineData("5.0", "4.01", 200)]
    [InlineData("3.0", "4.0", 400)]
    [InlineData("latest", "4.0", 400)]
    public async Task The_version_is_negotiated(string? most, string version, int status)
    {
        using var response = await service.SendAsync("plans", most is null ? [] : [("OData-MaxVersion", most)]);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal([version], response.Headers.GetValues("OData-Version"));
    }

    [Theory]
    [InlineData("$metadata", "*/*", "application/xml")]
    [InlineData("$metadata", "application/json", "application/json")]
    [InlineData("$metadata?$format=json", "application/xml", "application/json")]
    [InlineData("$metadata?$format=xml", "application/json", "application/xml")]
    [InlineData("$metadata?$format=application/xml", "*/*", "application/xml")]
    public async Task Metadata_comes_as_xml_or_json(string url, string accept, string contentType)
    {
        using var response = await service.SendAsync(url, ("Accept", accept));

        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_metadata_served_is_the_approved_one() =>
        Baseline.Equal("openapi/metadata.xml", await BodyAsync("$metadata"));

    [Fact]
    public async Task The_json_metadata_says_what_the_xml_says()
    {
        var json = await service.GetAsync("$metadata?$format=json");

        Assert.Equal("4.0", json.GetProperty("$Version").GetString());
        var schema = json.GetProperty("kawasaki");
        var observation = schema.GetProperty("Observation");
        Assert.Equal("""{"$Type":"Edm.Decimal","$Nullable":true,"@Core.Description":"Value","@Core.Description#ja":"値","@Core.LongDescription":"The number if there is one; 0 is a value, a printed dash is not.","@Core.LongDescription#ja":"数値として読み取れる値。0は値であり、「-」の記載は値ではない","@Measures.Unit":{"$Path":"unit"}}""", observation.GetProperty("value").ToString());
        Assert.Equal("kawasaki.Observation", schema.GetProperty("PlanService").GetProperty("observations").GetProperty("$Type").GetString());
    }

    [Fact]
    public async Task Full_metadata_tells_everything_none_tells_nothing()
    {
        Assert.Equal(
            """{"value":[{"code":"5-1-1-o1.target.2025","fiscalYear":2025,"value":"63.50"}],"@odata.nextLink":"ROOT""".Replace("ROOT", service.Root, StringComparison.Ordinal),
            (await BodyAsync("observations?$select=code,fiscalYear,value&$orderby=value desc&$count=false", ("Accept", "application/json;odata.metadata=none;IEEE754Compatible=true"), ("Prefer", "maxpagesize=1"))).Split("observations?")[0]);
        Assert.Equal(
            """{"@odata.context":"ROOT$metadata#observations(code,fiscalYear,value)/$entity","@odata.type":"#kawasaki.Observation","@odata.id":"ROOTobservations('5-1-1-o1.target.2025')","@odata.etag":"TAG","code":"5-1-1-o1.target.2025","fiscalYear@odata.type":"#Int32","fiscalYear":2025,"value@odata.type":"#Decimal","value":63.50}""".Replace("ROOT", service.Root, StringComparison.Ordinal),
            Regex.Replace(await BodyAsync("observations('5-1-1-o1.target.2025')?$select=code,fiscalYear,value", ("Accept", "application/json;odata.metadata=full")), "(?<=etag\":\")[^,]+(?=\",)", "TAG"));
        Assert.Contains(
            "\"measures@odata.navigationLink\":\"" + service.Root + "policies('5-1')/measures\"",
            await BodyAsync("policies('5-1')", ("Accept", "application/json;odata.metadata=full")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_in_version_4_01_names_what_is_expanded()
    {
        Assert.StartsWith(
            $"{{\"@odata.context\":\"{service.Root}$metadata#policies(measures())\",",
            await BodyAsync("policies?$expand=measures", ("OData-MaxVersion", "4.01")), StringComparison.Ordinal);
        Assert.StartsWith($"{{\"@odata.context\":\"{service.Root}$metadata#policies\",", await BodyAsync("policies?$expand=measures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_the_caller_has_is_not_sent_again()
    {
        using var first = await service.SendAsync("plans?$top=1");
        var tag = first.Headers.ETag!.ToString();
        Assert.DoesNotContain("W/", tag, StringComparison.Ordinal);

        foreach (var known in (string[])[tag, "W/" + tag, "\"other\", " + tag, "*"])
        {
            using var again = await service.SendAsync("plans?$top=1", ("If-None-Match", known));
            Assert.Equal(304, (int)again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag!.ToString());
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        foreach (var (url, header, value) in ((string, string, string)[])[
            ("plans?$top=2", "Accept", "*/*"), ("plans?$top=1", "Accept", "application/json;odata.metadata=full"), ("plans?$top=1", "Accept", "application/json;IEEE754Compatible=true")])
        {
            using var other = await service.SendAsync(url, ("If-None-Match", tag), (header, value));
            Assert.Equal(200, (int)other.StatusCode);
        }
    }

    [Fact]
    public async Task Head_gives_the_headers_of_get()
    {
        using var get = await service.SendAsync("plans");
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(service.Root + "plans"));
        using var head = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_answer_carries_its_id_and_no_server_name()
    {
        using var own = await service.SendAsync("plans", ("X-Request-Id", "abc-1.2_3"));
        Assert.Equal(["abc-1.2_3"], own.Headers.GetValues("X-Request-Id"));
        Assert.Equal(["nosniff"], own.Headers.GetValues("X-Content-Type-Options"));
        Assert.False(own.Headers.Contains("Server"));

        using var foreign = await service.SendAsync("plns", ("X-Request-Id", "<script>"));
        var id = Assert.Single(foreign.Headers.GetValues("X-Request-Id"));
        Assert.Matches("^[0-9a-f]{32}$", id);
        var error = JsonDocument.Parse(await foreign.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("error");
        Assert.Equal(id, error.GetProperty("innererror").GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task A_foreign_host_is_refused_and_never_in_a_link()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Root + "plans")) { Headers = { Host = "evil.example" } };
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await BodyAsync("plans", ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_begin_with_the_base_address_where_one_is_set()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp/api/") }, new QueryLimits { PageRows = 1 });
        await using (app)
        using (client)
        {
            var body = await client.GetStringAsync(new Uri("odata/plans", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.StartsWith("""{"@odata.context":"https://plan.example.jp/api/odata/$metadata#plans",""", body, StringComparison.Ordinal);
            Assert.Contains("\"@odata.nextLink\":\"https://plan.example.jp/api/odata/plans?$skiptoken=", body, StringComparison.Ordinal);
        }
    }

    private async Task<string> BodyAsync(string url, params (string Name, string Value)[] headers)
    {
        using var response = await service.SendAsync(url, headers);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
