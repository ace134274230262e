using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Explorer;

/// <summary>`/finance`: the fiscal tables of the reform programme as chart and table.</summary>
internal static class FinancePage
{
    private static readonly (string Code, string Japanese, string English)[] Statements =
    [
        ("frame", "収支フレーム", "Fiscal frame"), ("settlementBasis", "減債基金からの新規借入", "Borrowing from the sinking fund"),
        ("reformEffect", "改革の効果見込", "Expected effect of the reform"), ("reformSavings", "これまでの財政効果", "Savings so far"),
    ];

    /// <summary>Makes the page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    public static PageContent Make(Site site, PageLanguage language) => ExplorerFrame.WithCharts(site, ExplorerFrame.Page(
        site, language, "/finance", "explorer/finance.js", language.Text("収支フレーム", "Fiscal frame"),
        language.Text("川崎市行財政改革第3期プログラムの収支フレームなどの財政表を、年度別のグラフと表で示します。", "The fiscal tables of Kawasaki City’s reform programme by fiscal year."),
        new Tag("h1", language.Text("収支フレームと財政効果", "Fiscal frame and effects")),
        new Tag(
            "form",
            new Tag(
                "fieldset",
                [
                    new Tag("legend", language.Text("表", "Table")) { ["class"] = "unseen" },
                    .. Statements.Select((s, i) => new Tag("label", new Tag("input") { ["type"] = "radio", ["name"] = "statement", ["value"] = s.Code, ["checked"] = i == 0 ? "" : null }, " ", language.Text(s.Japanese, s.English))),
                ])
            { ["class"] = "segments" })
        { ["id"] = "choice" },
        ExplorerFrame.Place("p", "explained", "lede"),
        new Tag("p") { ["id"] = "state", ["class"] = "state", ["role"] = "status" },
        new Tag("figure", ExplorerFrame.Place("div", "views", "views"), ExplorerFrame.Canvas(), ExplorerFrame.Place("figcaption", "legend")),
        new Tag("h2", language.Text("表", "Table")),
        ExplorerFrame.Scroll("values", language.Text("財政の表", "Fiscal table")),
        ExplorerFrame.Downloads(language)));
}
