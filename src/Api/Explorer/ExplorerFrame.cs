using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Explorer;

/// <summary>What the pages of the explorer have in common.</summary>
internal static class ExplorerFrame
{
    private static readonly (string Path, string Japanese, string English)[] Pages =
    [
        ("/", "計画の体系", "The plan"), ("/tasks", "改革課題", "Reform tasks"), ("/finance", "収支フレーム", "Fiscal frame"), ("/query", "データの問い合わせ", "Query"),
    ];

    /// <summary>A page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    /// <param name="path">Its path.</param>
    /// <param name="script">Its script.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="description">The same in a sentence.</param>
    /// <param name="body">What stands in it.</param>
    public static PageContent Page(Site site, PageLanguage language, string path, string script, string title, string description, params IEnumerable<Html> body) =>
        new(language, title, path, [Ways(site, language, path), .. body, Announcements(), NoScript(site, language)])
        {
            Description = description,
            Scripts = [script],
            Styles = ["explorer/explorer.css"],
        };

    /// <summary>The same page with the chart library, fetched while the scripts that need it are still on their way.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="content">The page.</param>
    public static PageContent WithCharts(Site site, PageContent content) =>
        content with { Head = [.. content.Head, new Tag("link") { ["rel"] = "modulepreload", ["href"] = site.Link(SiteAssets.Path("chart.js")) }] };

    /// <summary>A place that a script fills.</summary>
    /// <param name="name">Name of the element.</param>
    /// <param name="id">Its id.</param>
    /// <param name="style">Its class; null for none.</param>
    public static Tag Place(string name, string id, string? style = null) => new(name) { ["id"] = id, ["class"] = style };

    /// <summary>A place where the script says what it is doing.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="id">Its id.</param>
    public static Tag Loading(PageLanguage language, string id) => new("p", language.Text("読み込んでいます…", "Loading …")) { ["id"] = id, ["class"] = "state", ["role"] = "status" };

    /// <summary>A chart, its legend, and what is said about it.</summary>
    /// <param name="children">What stands above and below it.</param>
    public static Tag Canvas(params IEnumerable<Html> children) => new("div", [new Tag("canvas") { ["id"] = "canvas", ["role"] = "img" }, .. children]) { ["class"] = "canvas" };

    /// <summary>A table that may be wider than the page: it can be scrolled with the keys too.</summary>
    /// <param name="id">Id of the place.</param>
    /// <param name="label">What it holds.</param>
    /// <param name="children">What stands in it at first.</param>
    public static Tag Scroll(string id, string label, params IEnumerable<Html> children) =>
        new("div", children) { ["id"] = id, ["class"] = "scroll", ["role"] = "region", ["tabindex"] = "0", ["aria-label"] = label };

    /// <summary>The downloads of what is shown.</summary>
    /// <param name="language">Language of the page.</param>
    public static Html Downloads(PageLanguage language) => new Tag(
        "section", new Tag("h2", language.Text("表示中のデータを取得", "Take away exactly this")) { ["id"] = "downloads-title" }, Place("div", "downloads"))
    { ["aria-labelledby"] = "downloads-title", ["class"] = "downloads" };

    private static Tag Ways(Site site, PageLanguage language, string path) => new(
        "nav",
        new Tag("ul", Pages.Select(p => new Tag("li", new Tag("a", language.Text(p.Japanese, p.English)) { ["href"] = site.Link(language, p.Path), ["aria-current"] = p.Path == path ? "page" : null }))))
    { ["class"] = "ways", ["aria-label"] = language.Text("データを見る", "Explore") };

    private static Tag Announcements() => new("p") { ["id"] = "announcements", ["class"] = "unseen", ["role"] = "status" };

    private static Tag NoScript(Site site, PageLanguage language) => new(
        "noscript",
        new Tag(
            "p",
            language.Text("この画面の操作には JavaScript が必要です。JavaScript なしでも、", "These views need JavaScript. Without it, read the "),
            new Tag("a", language.Text("使い方", "guides")) { ["href"] = site.Link(language, "/docs") },
            language.Text("、", ", the "),
            new Tag("a", language.Text("データ辞書", "data dictionary")) { ["href"] = site.Link(language, "/docs/data") },
            language.Text("、各データのページ(例：", " and the page of each row, such as "),
            new Tag("a", "/id/indicators/5-1-1-o2") { ["href"] = site.Link(language, "/id/indicators/5-1-1-o2") },
            language.Text(")をご利用いただけます。", "."))
        { ["class"] = "notice" });
}
