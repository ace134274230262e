using System.Text.Json;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Where a row is printed further, what contradicts it, and how its values have changed.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="facts">Links to rows.</param>
/// <param name="places">Where something is printed.</param>
/// <param name="language">Language of the page.</param>
internal sealed class StatementTables(Site site, RowFacts facts, Places places, PageLanguage language)
{
    private readonly RowWords words = new(language);

    /// <summary>The sections.</summary>
    /// <param name="dossier">The row.</param>
    public IEnumerable<Html> Of(Dossier dossier) => [Citations(dossier), .. Discrepancies(dossier), History(dossier)];

    private Tag Citations(Dossier dossier)
    {
        var found = dossier.Citations;
        string[] heads = [language.Text("記載箇所", "Place"), language.Text("原文", "As printed"), language.Text("対象", "Of")];
        var rows = found.Rows.Select(r => (IReadOnlyList<Html>)[places.Of(r) ?? "", RowLabels.Text(r, "valueText") ?? "", Subject(r)]);
        var title = language.Text("ほかの記載箇所", "Further places that state it");
        return found.Rows.Count == 0
            ? TableParts.Section("citations", title, new Tag("p", language.Text("ほかの記載箇所はありません。", "It is stated in one place only.")))
            : TableParts.Section("citations", title, TableParts.Table(title, heads, rows, isHeading: true), new Fragment(TableParts.More(language, found.Rows.Count, found.Count, All("citations", dossier))));
    }

    private IEnumerable<Html> Discrepancies(Dossier dossier)
    {
        var found = dossier.Discrepancies;
        if (found.Rows.Count == 0)
        {
            yield break;
        }

        string[] heads = [language.Text("項目", "Field"), language.Text("一方の記載", "One place"), language.Text("他方の記載", "The other"), language.Text("説明", "What differs"), language.Text("対象", "Of")];
        var rows = found.Rows.Select(r => (IReadOnlyList<Html>)
        [
            facts.Link("discrepancies", RowLabels.Code(r), Field(dossier, r)), Place(r, "first"), Place(r, "second"), Differs(RowLabels.Text(r, "description") ?? ""), Subject(r),
        ]);
        var title = language.Text("資料間の不一致", "Contradictions between places");
        yield return TableParts.Section("discrepancies", title, TableParts.Table(title, heads, rows, isHeading: true), new Fragment(TableParts.More(language, found.Rows.Count, found.Count, All("discrepancies", dossier))));
    }

    private string Differs(string description) => language.Text(NoteWords.Japanese(description), description);

    // The rows that contradictions of a page are about are its row and the figures of it.
    private string Field(Dossier dossier, JsonElement row)
    {
        var type = RowLabels.Text(row, "subjectKind") == "observations" ? dossier.Set.Type.FindNavigation("observations")?.Target.Type ?? dossier.Set.Type : dossier.Set.Type;
        var field = RowLabels.Text(row, "field") ?? "";
        return type.FindProperty(field) is { } property ? language.Text(property.Text.Japanese, property.Text.English) : field;
    }

    private Tag History(Dossier dossier)
    {
        var title = language.Text("履歴", "History");
        string[] heads = [language.Text("日時", "When"), language.Text("操作", "What"), language.Text("変更者", "By"), language.Text("変更された値", "Changed values")];
        var rows = dossier.History.Select(c => (IReadOnlyList<Html>)
        [
            Layout.Moment(language, c.Entry.GetProperty("changedAt").GetDateTimeOffset()), Operation(c.Entry), By(c.Entry), Values(c),
        ]);
        return TableParts.Section(
            "history", title, TableParts.Table(title, heads, rows, isHeading: true), new Fragment(TableParts.More(language, dossier.History.Count, dossier.Changes, site.Link(StatementLinks.Changes(dossier)))));
    }

    private Html Values(Change change) => RowLabels.Text(change.Entry, "operation") switch
    {
        "create" => language.Text("登録時の値です。", "The row was made."),
        "delete" => language.Text("削除されました。", "The row was deleted."),
        _ when change.Values.Count == 0 => language.Text("公開している値に変更はありません。", "No published value changed."),
        _ => new Tag("ul", change.Values.Select(v => new Tag(
            "li", language.Text(v.Property.Text.Japanese, v.Property.Text.English), language.Text("：", ": "), new Tag("del", words.Value(v.Property, v.Before)), " → ", new Tag("ins", words.Value(v.Property, v.After))))),
    };

    private string By(JsonElement entry) => RowLabels.Text(entry, "changedBy") switch
    {
        "load" => language.Text("原資料データの読込み", "load of the data package"),
        var who => who ?? "",
    };

    private string Operation(JsonElement entry) => RowLabels.Text(entry, "operation") switch
    {
        "create" => language.Text("登録", "made"),
        "update" => language.Text("更新", "changed"),
        "delete" => language.Text("削除", "deleted"),
        var other => other ?? "",
    };

    private Fragment Place(JsonElement row, string which) => new(
        RowLabels.Text(row, which + "Text") ?? "", new Tag("br"),
        new Tag("small", places.At(row, which + "DocumentCode", which + "Line", which + "Page") ?? ""));

    private Html Subject(JsonElement row) => RowLabels.Text(row, "subjectKind") is { } set && RowLabels.Text(row, "subjectCode") is { } code ? facts.Link(set, code, code) : "";

    private string All(string statements, Dossier dossier) => site.Link(StatementLinks.Of(statements, dossier));
}
