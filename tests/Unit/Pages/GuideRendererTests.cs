using System.Text;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Guides;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Xunit;

namespace Kawasaki.Tests.Unit.Pages;

public sealed class GuideRendererTests
{
    private const string Address = "https://plan.example.jp";
    private static readonly ServerOptions Options = new();
    private static readonly Site Site = new(new PublicationOptions(), new ServiceRoot(Options), Options);

    [Fact]
    public void Title_and_summary_are_the_heading_and_the_first_paragraph()
    {
        var guide = Render("# R で*使う*\n\n`read_csv()` で\n読み込みます。\n\n続き。\n");

        Assert.Equal(("R で使う", "read_csv() で 読み込みます。"), (guide.Title, guide.Summary));
        Assert.DoesNotContain("<h1", guide.Text.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[r](r.md)", "<a href=\"/docs/r?lang=en\">r</a>")]
    [InlineData("[r](r.md#load)", "<a href=\"/docs/r?lang=en#load\">r</a>")]
    [InlineData("[d](data#plans.code)", "<a href=\"/docs/data?lang=en#plans.code\">d</a>")]
    [InlineData("[h](#load)", "<a href=\"#load\">h</a>")]
    [InlineData("[o](https://example.jp/a.md)", "<a href=\"https://example.jp/a.md\">o</a>")]
    [InlineData("[s](http://localhost:5080/odata)", $"<a href=\"{Address}/odata\">s</a>")]
    [InlineData("<http://localhost:5080/>", $"<a href=\"{Address}/\">{Address}/</a>")]
    public void Links_lead_to_this_service(string markdown, string html) => Assert.Contains(html, Render(markdown).Text.Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("a <b onclick=x>b</b>", "<b ")]
    [InlineData("```sh\n</code><script>\n```", "<script")]
    [InlineData("```x\"><script>\ncode\n```", "<script")]
    [InlineData("# x\n\n## <img src=x onerror=y>\n", "<img")]
    public void Raw_HTML_is_text(string markdown, string forbidden) => Assert.DoesNotContain(forbidden, Written(Render(markdown).Text), StringComparison.Ordinal);

    [Fact]
    public void Code_of_an_example_asks_this_service_and_can_be_copied()
    {
        var markup = Render("```sh\ncurl 'http://localhost:5080/odata/plans?$top=1&$count=true'\n```").Text.Markup;

        Assert.Contains("data-copy=\"code-1\"", markup, StringComparison.Ordinal);
        Assert.Contains($"<code id=\"code-1\" data-kind=\"sh\">curl 'https://plan.example.jp/odata/plans?$top=1&amp;$count=true'\n</code>", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_are_anchors_in_any_script()
    {
        var guide = Render("# t\n\n## 年度と元号\n\n### First step\n\n## 年度と元号\n");

        Assert.Equal([(2, "年度と元号", "年度と元号"), (3, "first-step", "First step"), (2, "年度と元号-1", "年度と元号")], guide.Headings.Select(h => (h.Level, h.Id, h.Text)));
        Assert.Contains("id=\"first-step\"", guide.Text.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_tables() => Assert.Contains("<td>2025</td>", Render("| a | b |\n|---|---|\n| 2025 | x |\n").Text.Markup, StringComparison.Ordinal);

    [Fact]
    public void Each_guide_in_the_list_has_a_text_and_each_text_is_in_the_list()
    {
        var shelf = GuideShelf.Embedded;

        Assert.Equal(shelf.Slugs.Order(), shelf.Texts.Select(t => t.Slug).Distinct().Order());
        Assert.Equal(shelf.Slugs.Distinct(), shelf.Slugs);
        Assert.All(shelf.Texts, text =>
        {
            var guide = Render(text.Markdown);
            Assert.StartsWith("# ", text.Markdown, StringComparison.Ordinal);
            Assert.InRange(guide.Summary.Length, 10, 200);
        });
    }

    private static Guide Render(string markdown) => new GuideRenderer(Site, new PageLanguage(Language.English, IsChosen: true), Address).Render(markdown);

    private static string Written(Html html)
    {
        using var output = new PageBuffer();
        new HtmlWriter(output).Write(html);
        return Encoding.UTF8.GetString(output.Written.Span);
    }
}
