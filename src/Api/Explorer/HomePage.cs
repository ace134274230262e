using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Explorer;

/// <summary>`/`: what this is, search, the tree of a plan, where to go on.</summary>
internal static class HomePage
{
    private static readonly (string Code, string Japanese, string English)[] Plans =
    [
        ("ip3", "第3期実施計画(令和4～7年度)", "3rd implementation plan (2022–2025)"), ("ip1", "第1期実施計画(平成28～29年度)", "1st implementation plan (2016–2017)"),
        ("ar3", "行財政改革第3期プログラム(令和4～7年度)", "Reform programme (2022–2025)"),
    ];

    /// <summary>Makes the page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    /// <param name="query">Parameters: `q`, what is looked for.</param>
    public static PageContent Make(Site site, PageLanguage language, IQueryCollection query) => ExplorerFrame.Page(
        site, language, "/", "explorer/home.js", Layout.Name(language), Sentence(language),
        new Tag(
            "div",
            new Tag("h1", language.Text("川崎市の計画と実績を、数値の出典まで", "Kawasaki City’s plans and results, down to the printed line")),
            new Tag("p", Sentence(language)) { ["class"] = "lede" })
        { ["class"] = "opening" },
        Search(site, language, query["q"].ToString()),
        new Tag("div", Tree(language), Entries(site, language)) { ["id"] = "browse", ["class"] = "browse" });

    private static string Sentence(PageLanguage language) => language.Text(
        "川崎市総合計画の実施計画と行財政改革プログラムに記載された政策・指標・改革課題・収支を、検索し、グラフと表で見て、そのままデータとして使えます。どの数値にも、原資料の文書・行番号への出典を付けています。",
        "Policies, indicators, reform tasks and fiscal figures from Kawasaki City’s implementation plans and reform programme, to search, to see and to take away as data. Every figure names the document and line in which it is printed.");

    private static Tag Search(Site site, PageLanguage language, string text) => new(
        "section",
        new Tag(
            "form",
            [
                new Tag("label", language.Text("計画・指標・改革課題を検索", "Search plans, indicators and reform tasks")) { ["for"] = "search" },
                new Tag("input")
                {
                    ["id"] = "search", ["name"] = "q", ["type"] = "search", ["value"] = text, ["autocomplete"] = "off", ["spellcheck"] = "false", ["role"] = "combobox", ["aria-expanded"] = "false",
                    ["aria-controls"] = "hits", ["aria-autocomplete"] = "list", ["aria-describedby"] = "search-hint", ["placeholder"] = language.Text("例：マイナンバー、町内会", "e.g. マイナンバー, 町内会"),
                },
                .. language.IsChosen ? [new Tag("input") { ["type"] = "hidden", ["name"] = PageLanguage.Parameter, ["value"] = language.Code }] : Array.Empty<Html>(),
                new Tag("p", language.Text("入力すると結果が下に表示されます。↑↓キーで選び、Enterで開きます。", "Results appear below as you type; choose with ↑ ↓ and open with Enter. The data is in Japanese.")) { ["id"] = "search-hint", ["class"] = "hint" },
            ])
        { ["action"] = site.Link("/"), ["role"] = "search" },
        new Tag("p") { ["id"] = "search-state", ["class"] = "state", ["role"] = "status" },
        new Tag("div") { ["id"] = "hits", ["role"] = "listbox", ["aria-label"] = language.Text("検索結果", "Search results"), ["hidden"] = "" })
    { ["class"] = "search" };

    private static Tag Tree(PageLanguage language) => new(
        "section",
        new Tag("h2", language.Text("計画の体系", "The plan’s tree")) { ["id"] = "tree-title" },
        new Tag(
            "fieldset",
            [
                new Tag("legend", language.Text("計画", "Plan")) { ["class"] = "unseen" },
                .. Plans.Select((p, i) => new Tag("label", new Tag("input") { ["type"] = "radio", ["name"] = "plan", ["value"] = p.Code, ["checked"] = i == 0 ? "" : null }, " ", language.Text(p.Japanese, p.English))),
            ])
        { ["id"] = "plans", ["class"] = "segments" },
        ExplorerFrame.Loading(language, "tree-state"),
        ExplorerFrame.Place("div", "tree", "tree"))
    { ["aria-labelledby"] = "tree-title" };

    private static Tag Entries(Site site, PageLanguage language) => new(
        "aside",
        new Tag("h2", language.Text("見る・使う", "See and use")) { ["id"] = "entries-title" },
        new Tag(
            "ul",
            Entry(site, language, "/indicator?code=5-1-1-o2", language.Text("指標のグラフ", "An indicator’s chart"), language.Text("町内会・自治会加入率の計画策定時の値・目標値・実績値", "Households in neighbourhood associations: baseline, targets, results")),
            Entry(site, language, "/tasks", language.Text("改革課題", "Reform tasks"), language.Text("215課題を所管・経営資源・進捗で絞り込む", "215 tasks by department, resource and status")),
            Entry(site, language, "/finance", language.Text("収支フレーム", "Fiscal frame"), language.Text("令和3(2021)年度から令和13(2031)年度までの歳入・歳出・収支", "Revenue, expenditure and balance, FY2021 to FY2031")),
            Entry(site, language, "/query", language.Text("データの問い合わせ", "Query builder"), language.Text("OData の URL を組み立て、Excel・R・Python などのコードで取り出す", "Builds the OData URL and code for Excel, R, Python and more")),
            Entry(site, language, "/docs/data", language.Text("データ辞書", "Data dictionary"), language.Text("公開している集合と、各項目の意味・単位", "What is published: sets, fields, meanings and units")),
            Entry(site, language, "/docs", language.Text("使い方", "Guides"), language.Text("Excel・Power BI・R・Python・DuckDB からの利用、引用のしかた", "From Excel, Power BI, R, Python, DuckDB; how to cite")),
            Entry(site, language, "/api/v1/datasets", language.Text("一括ダウンロード", "Downloads"), language.Text("集合ごとの CSV・XLSX・JSON と、全データの ZIP", "CSV, XLSX and JSON of every set, and everything as one zip"))))
    { ["class"] = "entries", ["aria-labelledby"] = "entries-title" };

    private static Tag Entry(Site site, PageLanguage language, string path, string name, string text) => new("li", new Tag("a", name) { ["href"] = path.StartsWith("/api/", StringComparison.Ordinal) ? site.Link(path) : site.Link(language, path) }, new Tag("span", text));
}
