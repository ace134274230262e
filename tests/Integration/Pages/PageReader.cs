using System.Net.Http;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kawasaki.Api.Pages;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>Reads a page as a browser's parser does, but strictly: what a browser would repair is a failure.</summary>
internal static class PageReader
{
    /// <summary>A page that must be there and be well formed.</summary>
    /// <param name="client">Asks the service.</param>
    /// <param name="path">Path of the page.</param>
    public static async Task<IHtmlDocument> ReadAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        Assert.Equal(PageHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single());
        return Check(path, new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(body));
    }

    private static IHtmlDocument Check(string path, IHtmlDocument page)
    {
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main#main"));
        Assert.NotEmpty(page.Title!);
        Assert.Contains(page.DocumentElement.GetAttribute("lang"), (string[])["ja", "en"]);
        // What the policy would refuse.
        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src]):not([type='application/ld+json'])"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("main a"), a => Assert.True(a.TextContent.Trim().Length > 0 && a.GetAttribute("href") is { Length: > 0 }, $"{path}: a link without text or target: {a.OuterHtml}"));
        return page;
    }
}
