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
    /// <param name="isHeading">True where the heading above says the same: the caption is then for those who do not see it.</param>
    public static Tag Table(string caption, IEnumerable<string> heads, IEnumerable<IReadOnlyList<Html>> rows, bool isHeading = false) => new(
        "div",
        new Tag(
            "table",
            new Tag("caption", caption) { ["class"] = isHeading ? "unseen" : null },
            new Tag("thead", new Tag("tr", heads.Select(h => new Tag("th", h) { ["scope"] = "col" }))),
            new Tag("tbody", rows.Select(cells => new Tag("tr", cells.Select((c, i) => i == 0 ? new Tag("th", c) { ["scope"] = "row" } : new Tag("td", c)))))))
    {
        ["class"] = "scroll",
        ["role"] = "group",
        ["tabindex"] = "0",
        ["aria-label"] = caption,
    };

    /// <summary>A table whose rows narrow screens lay out as blocks, each cell with the name of its column.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="heads">Its columns.</param>
    /// <param name="rows">Its rows, the first cell of each being its head.</param>
    /// <remarks>Roles are said because blocks take them away from the elements.</remarks>
    public static Tag Stacked(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<Html>> rows) => new(
        "table",
        new Tag("caption", caption),
        new Tag("thead", new Tag("tr", heads.Select(h => new Tag("th", h) { ["scope"] = "col", ["role"] = "columnheader" })) { ["role"] = "row" }) { ["role"] = "rowgroup" },
        new Tag("tbody", rows.Select(cells => new Tag("tr", cells.Select((c, i) => StackedCell(heads[i], c, i == 0))) { ["role"] = "row" })) { ["role"] = "rowgroup" })
    { ["class"] = "stacked", ["role"] = "table" };

    private static Tag StackedCell(string head, Html content, bool isHead) => isHead
        ? new Tag("th", content) { ["scope"] = "row", ["role"] = "rowheader" }
        : new Tag("td", new Tag("div", content)) { ["role"] = "cell", ["data-name"] = head };

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
