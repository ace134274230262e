using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Explorer;

/// <summary>`/indicator?code=`: an indicator as figures, chart and table.</summary>
internal static class IndicatorPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    /// <param name="query">Parameters: `code`, the indicator.</param>
    public static PageContent Make(Site site, PageLanguage language, IQueryCollection query)
    {
        var code = query["code"].ToString();
        var path = code.Length == 0 ? "/indicator" : $"/indicator?code={Uri.EscapeDataString(code)}";
        Html[] body = code.Length == 0 ? [Heading(language), Unnamed(site, language)] : [Heading(language), ExplorerFrame.Loading(language, "state"), WithoutScript(site, language, code), Figures(language)];
        return ExplorerFrame.WithCharts(site, ExplorerFrame.Page(
            site, language, path, "explorer/indicator.js", language.Text("指標", "Indicator"),
            language.Text("指標の計画策定時の値・現状値・目標値・実績値・推計値を年度別のグラフと表で、出典とともに示します。", "Baseline, targets, actual values and projections of an indicator by fiscal year, with their sources."), body));
    }

    private static Fragment Heading(PageLanguage language) => new(
        new Tag("nav") { ["id"] = "way", ["class"] = "crumbs", ["aria-label"] = language.Text("位置", "Where this stands") },
        new Tag("h1", language.Text("指標", "Indicator")) { ["id"] = "title" });

    private static Tag Unnamed(Site site, PageLanguage language) => new(
        "p",
        language.Text("アドレスに指標のコードがありません。", "The address names no indicator. "),
        new Tag("a", language.Text("検索または計画の体系から選んでください。", "Choose one by search or in the plan’s tree.")) { ["href"] = site.Link(language, "/") });

    private static Tag WithoutScript(Site site, PageLanguage language, string code) => new(
        "noscript",
        new Tag("p", new Tag("a", language.Text("この指標のすべての値と出典のページ", "The page of this indicator with every value and its source")) { ["href"] = site.Link(language, $"/id/indicators/{Uri.EscapeDataString(code)}") }) { ["class"] = "notice" });

    private static Tag Figures(PageLanguage language) => new(
        "div",
        new Tag("dl") { ["id"] = "key-figures", ["class"] = "key-figures" },
        new Tag("p") { ["id"] = "no-chart", ["class"] = "muted" },
        new Tag(
            "figure",
            new Tag("fieldset") { ["id"] = "series", ["class"] = "choices", ["hidden"] = "" },
            ExplorerFrame.Canvas(),
            ExplorerFrame.Place("figcaption", "legend"))
        { ["id"] = "chart", ["hidden"] = "" },
        new Tag("h2", language.Text("すべての値", "Every value")),
        ExplorerFrame.Scroll("values", language.Text("値の表", "Table of values")),
        new Tag("p", language.Text("達成・未達成は、同じ年度・同じ単位の目標値と実績値が数値で示されている場合に限り、目標値の「以上」「以下」等に従って判定しています。現状値は実績値として扱っていません。", "Met or missed is said only where target and actual value of the same year and unit are exact numbers, as the target’s word of comparison asks. Current values (現状値) are not taken for actual values.")) { ["class"] = "hint" },
        new Tag("section", new Tag("h2", language.Text("資料間の不一致", "Where documents differ")), ExplorerFrame.Place("ul", "contradiction-list")) { ["id"] = "contradictions", ["hidden"] = "" },
        new Tag("h2", language.Text("この指標について", "About this indicator")),
        ExplorerFrame.Place("dl", "about", "facts"),
        ExplorerFrame.Downloads(language))
    { ["id"] = "figures", ["hidden"] = "" };
}
