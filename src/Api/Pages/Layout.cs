using System.Globalization;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Pages;

/// <summary>What stands around every page: head, navigation, source and licence.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="address">The address that all addresses begin with, without a last slash.</param>
internal sealed class Layout(Site site, string address)
{
    /// <summary>Name of the site.</summary>
    /// <param name="language">Language of the page.</param>
    public static string Name(PageLanguage language) => language.Text("川崎市計画データ", "Kawasaki plan data");

    /// <summary>Writes a whole page.</summary>
    /// <param name="content">The page.</param>
    /// <param name="output">Where.</param>
    public void Write(PageContent content, PageBuffer output)
    {
        var writer = new HtmlWriter(output);
        writer.Begin();
        writer.Write(new Tag("html", Head(content), Body(content)) { ["lang"] = content.Language.Code });
    }

    private Tag Head(PageContent content) => new(
        "head",
        [
            new Tag("meta") { ["charset"] = "utf-8" },
            new Tag("title", content.Title == Name(content.Language) ? content.Title : $"{content.Title} | {Name(content.Language)}"),
            new Tag("meta") { ["name"] = "viewport", ["content"] = "width=device-width, initial-scale=1" },
            new Tag("meta") { ["name"] = "color-scheme", ["content"] = "light dark" },
            .. content.Description is { } description ? [new Tag("meta") { ["name"] = "description", ["content"] = description }] : Array.Empty<Html>(),
            new Tag("link") { ["rel"] = "icon", ["type"] = "image/svg+xml", ["href"] = site.Link(SiteAssets.Path("favicon.svg")) },
            new Tag("script") { ["src"] = site.Link(SiteAssets.Path("theme.js")) },
            .. content.Styles.Prepend("site.css").Select(s => new Tag("link") { ["rel"] = "stylesheet", ["href"] = site.Link(SiteAssets.Path(s)) }),
            .. content.Scripts.Prepend("site.js").Select(s => new Tag("script") { ["type"] = "module", ["src"] = site.Link(SiteAssets.Path(s)) }),
            .. content.IsPublished ? Addresses(content) : [new Tag("meta") { ["name"] = "robots", ["content"] = "noindex" }],
            .. content.Head,
        ]);

    private IEnumerable<Html> Addresses(PageContent content)
    {
        yield return new Tag("link") { ["rel"] = "canonical", ["href"] = address + content.Path };
        yield return new Tag("link") { ["rel"] = "alternate", ["hreflang"] = "x-default", ["href"] = address + content.Path };
        foreach (var code in (string[])["ja", "en"])
        {
            yield return new Tag("link") { ["rel"] = "alternate", ["hreflang"] = code, ["href"] = address + Site.In(content.Path, code) };
        }

        yield return new Tag("link") { ["rel"] = "license", ["href"] = site.Publication.Licence.AbsoluteUri };
    }

    private Tag Body(PageContent content) => new(
        "body",
        new Tag("a", content.Language.Text("本文へ移動", "Skip to content")) { ["class"] = "skip", ["href"] = "#main" },
        Header(content),
        new Tag("main", content.Body) { ["id"] = "main", ["tabindex"] = "-1" },
        Footer(content));

    private Tag Header(PageContent content)
    {
        var language = content.Language;
        var home = new Tag("a", Name(language)) { ["class"] = "site", ["href"] = site.Link(language, "/") };
        return new Tag("header", content.IsSwitchable ? [home, Ways(language), Switch(content)] : [home, Ways(language)]) { ["class"] = "top" };
    }

    private Tag Ways(PageLanguage language) => new(
        "nav",
        new Tag(
            "ul",
            Item(language.Text("検索", "Search"), site.Link(language, "/?q=")),
            Item(language.Text("データ", "Data"), site.Link(language, "/docs/data")),
            Item(language.Text("使い方", "Guides"), site.Link(language, "/docs")),
            Item("API", site.Link("/swagger"))))
    { ["aria-label"] = language.Text("主なページ", "Main pages") };

    private static Tag Item(string text, string link) => new("li", new Tag("a", text) { ["href"] = link });

    private Tag Switch(PageContent content)
    {
        var (code, name) = content.Language.Language == Language.English ? ("ja", "日本語") : ("en", "English");
        return new Tag("a", name) { ["class"] = "language", ["href"] = site.Link(Site.In(content.Path, code)), ["lang"] = code, ["hreflang"] = code, ["data-language"] = code };
    }

    private Tag Footer(PageContent content)
    {
        var language = content.Language;
        if (!content.IsPublished)
        {
            return new Tag("footer", new Tag("p", site.Publication.Publisher)) { ["class"] = "bottom" };
        }

        var source = Attribution.Of(site.Publication, address + content.Path);
        return new Tag(
            "footer",
            [
                new Tag("p", new Tag("span", language.Text(source.Japanese, source.English)) { ["id"] = "source" }, " ", Copy(language, "source")),
                new Tag(
                    "p", language.Text("ライセンス：", "Licence: "), new Tag("a", site.Publication.LicenceName) { ["href"] = site.Publication.Licence.AbsoluteUri, ["rel"] = "license" },
                    language.Text("。", ". "), language.Text(Attribution.RightsJapanese, Attribution.RightsEnglish)),
                .. content.AsOf is { } moment ? [new Tag("p", language.Text("データの時点：", "Data as of "), Moment(language, moment))] : Array.Empty<Html>(),
                .. site.Publication.Contact is { } contact ? [new Tag("p", new Tag("a", language.Text("問い合わせ先", "Contact")) { ["href"] = contact.AbsoluteUri })] : Array.Empty<Html>(),
            ])
        { ["class"] = "bottom" };
    }

    /// <summary>A button that copies the text of an element; shown where scripts run.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="id">Id of the element.</param>
    public static Tag Copy(PageLanguage language, string id) => new Tag("button", language.Text("コピー", "Copy"))
    {
        ["type"] = "button",
        ["class"] = "copy",
        ["data-copy"] = id,
        ["data-copied"] = language.Text("コピーしました", "Copied"),
        ["data-by-hand"] = language.Text("コピーできませんでした。選択されている文字列を、キー操作またはメニューでコピーしてください。", "The browser did not copy the text. It is selected here: copy it with your keys or the menu."),
        ["hidden"] = "",
    };

    /// <summary>A moment as people in Japan read it.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="moment">The moment.</param>
    public static Tag Moment(PageLanguage language, DateTimeOffset moment) =>
        new("time", MomentText(language, moment)) { ["datetime"] = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture) };

    /// <summary>The same as text.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="moment">The moment.</param>
    public static string MomentText(PageLanguage language, DateTimeOffset moment)
    {
        var japan = moment.ToOffset(TimeSpan.FromHours(9));
        return language.Text(japan.ToString("yyyy年M月d日 H:mm", CultureInfo.InvariantCulture), japan.ToString("d MMMM yyyy, HH:mm 'JST'", CultureInfo.InvariantCulture));
    }
}
