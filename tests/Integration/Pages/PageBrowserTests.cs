using System.Text.Json;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>Pages in a real browser, judged by axe-core: WCAG 2.2 AA, phone and desktop, light and dark, and nothing that their policy refuses.</summary>
public sealed class PageBrowserTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Pages =
        """
        {"pages": [
            {"path": "/id/indicators/5-1-1-o2?lang=ja", "width": 1280, "scheme": "light"},
            {"path": "/id/policies/5-1?lang=en", "width": 390, "scheme": "dark"},
            {"path": "/docs/data?lang=ja", "width": 390, "scheme": "light"},
            {"path": "/docs/r?lang=en", "width": 1280, "scheme": "dark"}]}
        """;

    [Fact]
    public async Task A_browser_finds_nothing_to_complain_of()
    {
        await using var browser = ClientProgram.Start("pages.mjs", service.Root);
        var answers = (await browser.AskAsync(Pages)).EnumerateArray().ToList();

        Assert.All(answers, page =>
        {
            Assert.Equal([], Texts(page, "violations"));
            Assert.Equal([], Texts(page, "errors"));
            Assert.Equal([], Texts(page, "elsewhere"));
            Assert.Equal(0, page.GetProperty("overflow").GetInt32());
            Assert.Equal("skip", page.GetProperty("first").GetString());
            Assert.NotEqual(0, page.GetProperty("copies").GetInt32());
        });
        Assert.EndsWith("/id/indicators/5-1-1-o2", Texts(answers[0], "linkedData").Single(), StringComparison.Ordinal);
        Assert.NotEqual(answers[0].GetProperty("ground").GetString(), answers[1].GetProperty("ground").GetString());
    }

    private static IEnumerable<string?> Texts(JsonElement page, string name) => page.GetProperty(name).EnumerateArray().Select(t => t.GetString());
}
