using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Guides;

/// <summary>The pages of the guides: their list, and each of them.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="shelf">The guides.</param>
internal sealed class GuidePages(Site site, GuideShelf shelf)
{
    /// <summary>The list of the guides.</summary>
    /// <param name="language">Language of the page.</param>
    public PageContent Index(PageLanguage language)
    {
        var guides = shelf.Slugs.Select(s => shelf.Find(s, language.Language)).OfType<GuideText>().Select(t => Entry(language, t));
        var dictionary = Entry(
            language, DictionaryPage.Path, DictionaryPage.Title(language), language.Text("公開しているすべての集合と項目の意味、型、単位、取りうる値を説明します。", "What every set and every field means, with types, units and allowed values."), null);
        var errors = Entry(language, ProblemWords.Page, ErrorsPage.Title(language), ErrorsPage.Description(language), null);
        var description = Layout.Name(language) + language.Text("を Excel、R、Python などで使うための案内です。", " in Excel, R, Python and other tools: step by step.");
        return new PageContent(
            language, Title(language), GuideEndpoints.Root, [new Tag("h1", Title(language)), new Tag("p", description), new Tag("dl", [.. guides, dictionary, errors]) { ["class"] = "facts" }])
        { Description = description };
    }

    /// <summary>A guide.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="slug">Name of the guide.</param>
    /// <param name="address">The address of the service, without a last slash.</param>
    public Result<PageContent> One(PageLanguage language, string slug, string address)
    {
        if (!shelf.Slugs.Contains(slug) || shelf.Find(slug, language.Language) is not { } text)
        {
            return new Problem(
                ErrorCode.UnknownResource, $"There is no guide '{LiteralBinder.Shorten(slug)}'.", Hint: BindContext.DidYouMean(slug, shelf.Slugs) ?? $"{GuideEndpoints.Root} lists the guides.");
        }

        var guide = new GuideRenderer(site, language, address).Render(text.Markdown);
        var isOther = text.Language != language.Language;
        Html[] body =
        [
            Crumbs(language),
            new Tag("article", [new Tag("h1", guide.Title), .. Contents(language, guide), guide.Text]) { ["lang"] = isOther ? PageLanguage.CodeOf(text.Language) : null },
        ];
        return new PageContent(language, guide.Title, $"{GuideEndpoints.Root}/{slug}", isOther ? [Missing(language), .. body] : body) { Description = guide.Summary };
    }

    private static string Title(PageLanguage language) => language.Text("使い方", "Guides");

    private Tag Crumbs(PageLanguage language) => new("nav", new Tag("ol", new Tag("li", new Tag("a", Title(language)) { ["href"] = site.Link(language, GuideEndpoints.Root) })))
    {
        ["class"] = "crumbs",
        ["aria-label"] = language.Text("現在位置", "You are here"),
    };

    private Fragment Entry(PageLanguage language, GuideText text)
    {
        var (title, summary) = GuideRenderer.Describe(text.Markdown);
        return Entry(language, $"{GuideEndpoints.Root}/{text.Slug}", title, summary, text.Language == language.Language ? null : PageLanguage.CodeOf(text.Language));
    }

    private Fragment Entry(PageLanguage language, string path, string title, string summary, string? other) => new(
        new Tag("dt", new Tag("a", title) { ["href"] = site.Link(language, path), ["lang"] = other }), new Tag("dd", summary) { ["lang"] = other });

    private static Tag Missing(PageLanguage language) => new("p", language.Text("このページの日本語版はまだありません。英語版を表示しています。", "There is no English version of this page yet; this is the Japanese one.")) { ["class"] = "muted" };

    private static IEnumerable<Html> Contents(PageLanguage language, Guide guide)
    {
        if (guide.Headings.Count(h => h.Level == 2) > 2)
        {
            yield return new Tag("nav", new Tag("ul", guide.Headings.Where(h => h.Level == 2).Select(h => new Tag("li", new Tag("a", h.Text) { ["href"] = "#" + h.Id }))))
            {
                ["class"] = "toc",
                ["aria-label"] = language.Text("目次", "Contents"),
            };
        }
    }
}
