using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Explorer;

/// <summary>`/tasks`: the reform tasks, filtered.</summary>
internal static class TasksPage
{
    private static readonly (string Code, string Japanese, string English)[] Resources =
        [("people", "ヒト", "People"), ("goods", "モノ", "Goods"), ("money", "カネ", "Money"), ("information", "情報", "Information"), ("time", "時間", "Time")];

    /// <summary>Makes the page.</summary>
    /// <param name="site">What all pages have in common.</param>
    /// <param name="language">Its language.</param>
    public static PageContent Make(Site site, PageLanguage language) => ExplorerFrame.Page(
        site, language, "/tasks", "explorer/tasks.js", language.Text("改革課題", "Reform tasks"),
        language.Text("川崎市行財政改革第3期プログラムの改革課題を、所管部署・確保する経営資源・進捗・改革の柱で絞り込みます。", "The tasks of Kawasaki City’s reform programme by department, resource, status and pillar."),
        new Tag("h1", language.Text("改革課題", "Reform tasks")),
        new Tag("p", language.Text("川崎市行財政改革第3期プログラム(令和4～7年度)の改革課題です。条件を選ぶと、表・件数・ダウンロードが同じ内容に変わります。", "The tasks of the reform programme for FY2022–2025. Table, count and downloads always show the same rows.")) { ["class"] = "lede" },
        Filters(language),
        new Tag("p", language.Text("読み込んでいます…", "Loading …")) { ["id"] = "count", ["class"] = "count-line" },
        Table(language),
        ExplorerFrame.Downloads(language));

    private static Tag Filters(PageLanguage language) => new(
        "form",
        Choice("department", language.Text("所管部署", "Department"), language.Text("すべて", "All")),
        Choice("pillar", language.Text("改革の柱", "Pillar"), language.Text("すべて", "All")),
        Choice("status", language.Text("最新の進捗報告", "Latest report"), language.Text("すべて", "All")),
        Labelled("text", language.Text("課題名に含む語", "Words in the name"), new Tag("input") { ["id"] = "text", ["name"] = "text", ["type"] = "search", ["autocomplete"] = "off" }),
        new Tag(
            "fieldset",
            [
                new Tag("legend", language.Text("確保を想定する経営資源(すべて満たすもの)", "Resources to be secured (all of)")),
                .. Resources.Select(r => new Tag("label", new Tag("input") { ["type"] = "checkbox", ["name"] = "resource", ["value"] = r.Code }, " ", language.Text(r.Japanese, r.English))),
            ])
        { ["class"] = "choices" },
        new Tag("button", language.Text("条件をクリア", "Clear")) { ["type"] = "reset" })
    { ["id"] = "filters", ["class"] = "filters", ["aria-label"] = language.Text("絞り込み", "Filters") };

    private static Tag Choice(string name, string label, string all) => Labelled(name, label, new Tag("select", new Tag("option", all) { ["value"] = "" }) { ["id"] = name, ["name"] = name });

    private static Tag Labelled(string name, string label, Html control) => new("div", new Tag("label", label) { ["for"] = name }, control) { ["class"] = "field" };

    private static Tag Table(PageLanguage language)
    {
        string[] columns = [language.Text("改革課題", "Task"), language.Text("柱・項目", "Pillar, item"), language.Text("所管(原文)", "Department, as printed"), language.Text("経営資源", "Resources"), language.Text("最新の進捗報告", "Latest report")];
        // Roles are said because narrow screens lay rows out as blocks, which takes them away from the elements.
        return new Tag(
            "table",
            new Tag("caption", language.Text("改革課題(プログラムの順)", "Reform tasks, in the order of the programme")),
            new Tag("thead", new Tag("tr", columns.Select(c => new Tag("th", c) { ["scope"] = "col", ["role"] = "columnheader" })) { ["role"] = "row" }) { ["role"] = "rowgroup" },
            new Tag("tbody") { ["id"] = "rows", ["role"] = "rowgroup" })
        { ["id"] = "tasks", ["class"] = "stacked", ["role"] = "table" };
    }
}
