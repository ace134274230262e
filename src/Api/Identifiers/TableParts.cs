using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Tables and sections of the pages of rows.</summary>
internal static class TableParts
{
    /// <summary>A section under a heading that can be linked to.</summary>
    /// <param name="id">Its anchor.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="content">What stands in it.</param>
    public static Tag Section(string id, string title, params IEnumerable<Html> content) => new("section", content.Prepend(new Tag("h2", title))) { ["id"] = id };

    /// <summary>A table that scrolls by itself where the screen is narrow.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">Its columns.</param>
    /// <param name="rows">Its rows, the first cell of each being its head.</param>
    public static Tag Table(string caption, IEnumerable<string> heads, IEnumerable<IReadOnlyList<Html>> rows) => new(
        "div",
        new Tag(
            "table",
            new Tag("caption", caption),
            new Tag("thead", new Tag("tr", heads.Select(h => new Tag("th", h) { ["scope"] = "col" }))),
            new Tag("tbody", rows.Select(cells => new Tag("tr", cells.Select((c, i) => i == 0 ? new Tag("th", c) { ["scope"] = "row" } : new Tag("td", c)))))))
    {
        ["class"] = "scroll",
        ["role"] = "group",
        ["tabindex"] = "0",
        ["aria-label"] = caption,
    };

    /// <summary>Says that there is more than is shown.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="shown">Number of rows shown.</param>
    /// <param name="count">Number of all.</param>
    /// <param name="all">Link to all of them; null for none.</param>
    public static IEnumerable<Html> More(PageLanguage language, int shown, long count, string? all)
    {
        if (count > shown)
        {
            var text = language.Text($"全{count}件のうち{shown}件を表示しています。", $"{shown} of {count} are shown.");
            yield return new Tag("p", text, " ", all is null ? "" : new Tag("a", language.Text("すべて取得する", "Get all")) { ["href"] = all });
        }
    }
}
