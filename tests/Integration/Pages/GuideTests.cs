using System.Net;
using System.Net.Http;
using AngleSharp.Html.Dom;
using Kawasaki.Api.Guides;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>`/docs`: the guides and the data dictionary, read by an HTML parser that we did not write.</summary>
public sealed class GuideTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task The_list_leads_to_every_guide_and_every_link_in_them_to_something(string language)
    {
        var index = await PageAsync("/docs?lang=" + language);
        var guides = index.QuerySelectorAll("main dt a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal([.. GuideShelf.Embedded.Slugs.Select(s => $"/docs/{s}?lang={language}"), $"/docs/data?lang={language}", $"/docs/errors?lang={language}"], guides);
        var ids = new Dictionary<string, HashSet<string>>();
        foreach (var guide in guides)
        {
            ids[guide] = [.. (await PageAsync(guide)).QuerySelectorAll("[id]").Select(e => e.Id!)];
        }

        foreach (var guide in guides)
        {
            foreach (var link in (await PageAsync(guide)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Where(h => h[0] is '#' || h.StartsWith("/docs", StringComparison.Ordinal)))
            {
                var (target, id) = link.Split('#') is [var page, var anchor] ? (page.Length == 0 ? guide : page, anchor) : (link, null);
                Assert.True(target == "/docs?lang=" + language || (ids.TryGetValue(target, out var known) && (id is null || known.Contains(Uri.UnescapeDataString(id)))), $"{guide} links to {link}");
            }
        }
    }

    [Theory]
    [InlineData("ja", "望ましい方向", "整数")]
    [InlineData("en", "Direction", "whole number")]
    public async Task The_dictionary_tells_every_property_with_the_numbers_of_sql(string language, string direction, string number)
    {
        var page = await PageAsync("/docs/data?lang=" + language);
        var model = PlanModel.Instance.Published.OpenPart();

        Assert.Equal(
            model.Sets.SelectMany(s => s.Type.Properties.Select(p => $"{s.Name}.{p.Name}")), page.QuerySelectorAll("main tr[id]").Select(r => r.Id));
        Assert.Contains(direction, page.GetElementById("indicators.direction")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(number, page.GetElementById("observations.fiscalYear")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("increase", page.GetElementById("indicators.direction")!.TextContent, StringComparison.Ordinal);
        var rows = await service.Database.ScalarAsync<long>("select count(*) from plan.observations");
        Assert.Contains(rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), page.GetElementById("observations")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("auditEntries", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guide_that_is_not_there_is_a_page_with_the_nearest_name()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/docs/nothing");
        request.Headers.Add("Accept", "text/html");
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no guide &#39;nothing&#39;", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_language_is_an_answer_of_its_own()
    {
        var (japanese, english) = (await TagAsync("/docs/data", "ja"), await TagAsync("/docs/data", "en"));

        Assert.NotEqual(japanese, english);
        Assert.Equal(japanese, await TagAsync("/docs/data", "ja-JP"));
    }

    private async Task<string> TagAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Headers.ETag!.Tag;
    }

    private Task<IHtmlDocument> PageAsync(string path) => PageReader.ReadAsync(service.Client, path);
}
