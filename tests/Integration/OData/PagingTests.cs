using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Next links: every row once, every option kept, no token that lies.</summary>
public sealed class PagingTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("observations?$orderby=value desc&$select=code", 1)]
    [InlineData("observations?$orderby=value,status desc&$select=code", 1)]
    [InlineData("observations?$orderby=ward/name desc,length(valueText)&$select=code,value", 3)]
    [InlineData("observations?$filter=value eq null or value gt -1&$expand=indicator($select=name)&$select=code", 2)]
    [InlineData("changes?$orderby=sequence desc&$select=sequence,entityCode", 7)]
    [InlineData("changes?$skip=3&$top=11&$select=sequence", 4)]
    [InlineData("plans('ip3')/projects?$select=code", 1)]
    [InlineData("departments/$ref", 1)]
    [InlineData("statusReports?$orderby=reportedAt desc&$select=code", 1)]
    [InlineData("observations?$orderby=periodStart desc,value&$compute=value mul 2 as two&$select=code,two", 1)]
    public async Task Pages_put_together_are_the_whole(string url, int size)
    {
        var whole = (await service.GetAsync(url)).GetProperty("value").EnumerateArray().Select(r => r.ToString()).ToList();

        var pages = await PagesAsync(url, size);

        Assert.Equal(whole, pages.SelectMany(p => p));
        Assert.All(pages.SkipLast(1), p => Assert.Equal(size, p.Count));
    }

    [Fact]
    public async Task The_next_link_keeps_every_option_and_takes_the_rows_given_off_the_top()
    {
        var page = await FirstPageAsync("observations?$filter=line ge 0&$orderby=value&$skip=1&$top=3&$count=true&$select=code&$format=json", "2");

        var link = page.GetProperty("@odata.nextLink").GetString()!;
        Assert.StartsWith(service.Root + "observations?", link, StringComparison.Ordinal);
        foreach (var option in (string[])["$filter=line%20ge%200", "$orderby=value", "$top=1", "$count=true", "$select=code", "$format=json", "$skiptoken="])
        {
            Assert.Contains(option, link, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("$skip=", link, StringComparison.Ordinal);
        var next = await service.GetAsync(link);
        Assert.Equal(4, next.GetProperty("@odata.count").GetInt64());
        Assert.Equal(1, next.GetProperty("value").GetArrayLength());
        Assert.False(next.TryGetProperty("@odata.nextLink", out _));
    }

    [Fact]
    public async Task A_token_of_another_query_or_an_altered_one_is_refused()
    {
        var link = (await FirstPageAsync("observations?$orderby=value", "1")).GetProperty("@odata.nextLink").GetString()!;
        var token = link[(link.IndexOf("$skiptoken=", StringComparison.Ordinal) + "$skiptoken=".Length)..];

        foreach (var url in (string[])[
            $"observations?$orderby=value desc&$skiptoken={token}", $"observations?$skiptoken={token}", $"indicators?$orderby=code&$skiptoken={token}",
            $"observations?$orderby=value&$filter=true&$skiptoken={token}", $"observations?$orderby=value&$skiptoken={token}A", $"observations?$orderby=value&$skiptoken={token[1..]}",
            $"observations?$orderby=value&$skiptoken={token[..^3]}", $"observations?$orderby=value&$skiptoken={(token[0] == 'A' ? 'B' : 'A') + token[1..]}"])
        {
            using var response = await service.SendAsync(url);
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Contains("KWS108", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0", 4)]
    [InlineData("-1", 4)]
    [InlineData("", 4)]
    [InlineData("x", 4)]
    [InlineData("1000000000", 4)]
    [InlineData("99999999999999999999", 4)]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    public async Task A_page_size_that_makes_no_sense_is_ignored(string size, int rows) =>
        Assert.Equal(rows, (await FirstPageAsync("observations", size)).GetProperty("value").GetArrayLength());

    [Fact]
    public async Task The_preference_applied_is_told()
    {
        using var response = await service.SendAsync("observations", ("Prefer", "respond-async, odata.maxpagesize=2"));

        Assert.Equal(["odata.maxpagesize=2"], response.Headers.GetValues("Preference-Applied"));
    }

    [Fact]
    public async Task An_expanded_collection_that_is_cut_leads_to_its_rest()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0 }, new QueryLimits { ExpandRows = 1 });
        await using (app)
        using (client)
        {
            var page = await JsonAsync(client, "odata/measures?$expand=projects($select=code;$orderby=number;$filter=number lt @n;$count=true)&@n=99");
            var row = page.GetProperty("value")[0];
            Assert.Equal("ip3-5-1-1-p01", Assert.Single(row.GetProperty("projects").EnumerateArray()).GetProperty("code").GetString());
            Assert.Equal(2, row.GetProperty("projects@odata.count").GetInt32());

            var rest = await JsonAsync(client, row.GetProperty("projects@odata.nextLink").GetString()!);
            Assert.Equal("ip3-5-1-1-p02", Assert.Single(rest.GetProperty("value").EnumerateArray()).GetProperty("code").GetString());
            Assert.False(rest.TryGetProperty("@odata.nextLink", out _));

            var deep = await JsonAsync(client, "odata/policies?$expand=measures($expand=projects)");
            Assert.Contains("measures('5-1-1')/projects?$skip=1", deep.GetRawText(), StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string url) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(url, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken)).RootElement;

    private async Task<JsonElement> FirstPageAsync(string url, string size)
    {
        using var response = await service.SendAsync(url, ("Prefer", $"maxpagesize={size}"));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private async Task<List<List<string>>> PagesAsync(string url, int size)
    {
        var pages = new List<List<string>>();
        var page = await FirstPageAsync(url, size.ToString(System.Globalization.CultureInfo.InvariantCulture));
        while (true)
        {
            pages.Add([.. page.GetProperty("value").EnumerateArray().Select(r => r.ToString())]);
            Assert.True(pages.Count < 200, "The pages do not end.");
            if (!page.TryGetProperty("@odata.nextLink", out var link))
            {
                return pages;
            }

            page = await service.GetAsync(link.GetString()!);
        }
    }
}
