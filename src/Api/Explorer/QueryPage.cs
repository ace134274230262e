using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Explorer;

/// <summary>`/query`: the query builder.</summary>
internal static class QueryPage
{
    private static readonly string[] Parts = ["set", "columns", "conditions", "group", "expand", "order", "top"];

    private static readonly (string State, string Japanese, string English)[] Examples =
    [
        ("set=indicatorResults&columns=target,actual,isAchieved&where=isAchieved~false~&expand=indicator&inside=code,name,unit", "第1期に目標に届かなかった指標", "Indicators that missed their first-period target"),
        ("set=indicatorFacts&columns=indicatorName,fiscalYear,valueText,unit,measureName&where=valueType~eq~target&where=fiscalYear~eq~2025&where=policyCode~eq~5-1", "政策5-1の令和7年度の目標値", "Targets of policy 5-1 for FY2025"),
        ("set=reformTasks&where=securesMoney~true~&group=item/name&total=$count~count&sort=rows~desc", "「カネ」を確保する改革課題の数(改革項目別)", "Tasks that secure money, by reform item"),
        ("set=fiscalAmounts&columns=fiscalYear,amount,valueText,basis&where=fiscalLine/name~eq~市税&sort=fiscalYear~asc", "市税の見込み(年度別)", "City tax by fiscal year"),
    ];

    /// <summary>Makes the page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    public static PageContent Make(Site site, PageLanguage language) => ExplorerFrame.Page(
        site, language, "/query", "explorer/query.js", language.Text("データの問い合わせ", "Query builder"),
        language.Text("公開データの列・条件・集計を選ぶと OData の URL と、curl・Python・R・JavaScript・Excel のコードができます。", "Choose columns, conditions and totals of the published data; get the OData URL and code for curl, Python, R, JavaScript and Excel."),
        new Tag("h1", language.Text("データの問い合わせ", "Query builder")),
        new Tag("p", language.Text("項目を選ぶと、URL・結果・コードが連動して変わります。URL はほかのソフトウェアでもそのまま使えます。このページのアドレスには選んだ内容が含まれますので、そのまま共有できます。", "Address, rows and code follow what you choose. The address works in any tool; the link to this page keeps the question.")) { ["class"] = "lede" },
        ExamplesOf(site, language),
        ExplorerFrame.Loading(language, "state"),
        new Tag("div", Form(language), Result(language)) { ["class"] = "query" });

    private static Tag ExamplesOf(Site site, PageLanguage language) => new(
        "nav",
        new Tag("span", language.Text("例：", "Examples: ")),
        new Tag("ul", Examples.Select(e => new Tag("li", new Tag("a", language.Text(e.Japanese, e.English)) { ["href"] = site.Link(language, "/query?" + e.State) }))))
    { ["class"] = "examples", ["aria-label"] = language.Text("質問の例", "Examples of questions") };

    private static Tag Form(PageLanguage language) => new(
        "form", [.. Parts.Select(p => ExplorerFrame.Place("div", "part-" + p, "part"))])
    { ["id"] = "builder", ["hidden"] = "", ["aria-label"] = language.Text("質問", "Question") };

    private static Tag Result(PageLanguage language) => new(
        "div",
        new Tag("section", new Tag("h2", "OData URL") { ["id"] = "address-title" }, ExplorerFrame.Place("p", "address", "address"), ExplorerFrame.Place("p", "address-copy", "actions")) { ["aria-labelledby"] = "address-title" },
        new Tag(
            "section",
            new Tag("h2", language.Text("結果", "Rows")) { ["id"] = "rows-title" },
            ExplorerFrame.Place("p", "count", "count-line"),
            new Tag("ul") { ["id"] = "files", ["class"] = "files", ["aria-label"] = language.Text("この結果を取得", "Take these rows away") },
            new Tag("p", language.Text("複数の行が入れ子になるため、CSV と XLSX では取り出せません。JSON を使うか、関連するデータを外してください。", "Nested rows fit into JSON only: for CSV and XLSX leave the related data out.")) { ["id"] = "nested-hint", ["class"] = "hint", ["hidden"] = "" },
            ExplorerFrame.Scroll("rows", language.Text("結果の表", "Table of rows")),
            ExplorerFrame.Place("p", "more"))
        { ["aria-labelledby"] = "rows-title" },
        new Tag(
            "section",
            new Tag("h2", language.Text("コード", "Code")) { ["id"] = "code-title" },
            new Tag("p", new Tag("label", language.Text("言語・ツール", "Language or tool")) { ["for"] = "language" }, " ", new Tag("select") { ["id"] = "language" }, " ", ExplorerFrame.Place("span", "snippet-copy")) { ["class"] = "actions" },
            new Tag("pre", new Tag("code") { ["id"] = "snippet" }) { ["tabindex"] = "0", ["aria-labelledby"] = "code-title" })
        { ["aria-labelledby"] = "code-title" })
    { ["class"] = "result" };
}
