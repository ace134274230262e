using System.Text.Json;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>A row as a page: what it is, where it belongs, what belongs to it, where it is printed, how it has changed, how to cite it.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="language">Language of the page.</param>
/// <param name="address">The address of the service, without a last slash.</param>
/// <param name="titles">What documents and grades are called, by their codes.</param>
internal sealed class DossierPage(Site site, PageLanguage language, string address, IReadOnlyDictionary<string, string> titles)
{
    private readonly RowFacts facts = new(site, language, titles);

    /// <summary>The page.</summary>
    /// <param name="dossier">The row.</param>
    /// <param name="linkedData">The row as JSON-LD.</param>
    public PageContent Of(Dossier dossier, string linkedData)
    {
        var (set, title) = (dossier.Set, RowTitle.Of(language, dossier));
        var places = new Places(facts, titles, language);
        var path = $"{IdentifierEndpoints.Root}/{set.Name}/{dossier.Code}";
        Html[] body =
        [
            Crumbs(dossier),
            new Tag("h1", title),
            new Tag("p", new Tag("span", language.Text(set.Japanese, set.English)) { ["class"] = "chip" }, " ", new Tag("code", dossier.Code), " ", Place(places, dossier.Row)),
            Links(dossier, path),
            .. new OutcomeTable(facts, places, language).Of(dossier.Outcomes),
            .. Series(dossier),
            TableParts.Section("facts", language.Text("内容", "What it says"), facts.Of(set, dossier.Row)),
            .. set.Type.Navigations.Where(n => n.IsCollection && n.Name is not ("observations" or "citations") && n.Target.ReadScope is null).SelectMany(n => Related(dossier, n)),
            .. new StatementTables(site, facts, places, language).Of(dossier),
            Cited(dossier, address + path),
        ];
        return new PageContent(language, title, path, body)
        {
            Description = $"{language.Text(set.Japanese, set.English)}: {title}",
            AsOf = dossier.State.CommittedAt,
            Head = [.. IdentifierFormat.All.Where(f => f != IdentifierFormat.Html).Select(f => new Tag("link") { ["rel"] = "alternate", ["type"] = f.MediaType, ["href"] = $"{address}{path}?format={f.Name}" }), new DataBlock(linkedData)],
        };
    }

    private Tag Crumbs(Dossier dossier) => new(
        "nav",
        new Tag(
            "ol",
            [
                new Tag("li", new Tag("a", Layout.Name(language)) { ["href"] = site.Link(language, "/") }),
                .. dossier.Above.Reverse().Select(a => new Tag("li", facts.Link(a.Set, RowLabels.Code(a.Row), $"{language.Text(a.Set.Japanese, a.Set.English)} {RowLabels.Of(a.Row)}"))),
            ]))
    { ["class"] = "crumbs", ["aria-label"] = language.Text("現在位置", "You are here") };

    private Html Place(Places places, JsonElement row) => places.At(row, "documentCode", "line", "page") is { } place ? new Fragment(language.Text("原資料：", "Printed in "), place) : "";

    private Tag Links(Dossier dossier, string path)
    {
        var (set, code) = (dossier.Set.Name, dossier.Code);
        var indicator = set == "indicators" ? code : RowLabels.Text(dossier.Row, "indicatorCode");
        return new Tag(
            "ul",
            [
                .. indicator is null ? [] : new Html[] { Button(site.Link(language, $"/indicator?code={indicator}"), language.Text("グラフ", "Chart")) },
                Button(site.Link($"{path}?format=json"), "JSON"),
                Button(site.Link($"{path}?format=jsonld"), "JSON-LD"),
                Button(site.Link($"/odata/{set}('{code}')"), "OData"),
                Button(site.Link($"/api/v1/{set}/{code}"), "REST"),
                Button(site.Link($"/odata/{set}?$filter=code eq '{code}'&$format=csv"), "CSV"),
            ])
        { ["class"] = "links", ["aria-label"] = language.Text("ほかの形式", "Other forms") };
    }

    private static Tag Button(string link, string text) => new("li", new Tag("a", text) { ["class"] = "button", ["href"] = link });

    private IEnumerable<Html> Series(Dossier dossier)
    {
        if (!dossier.Row.TryGetProperty("observations", out var found) || found.GetArrayLength() == 0)
        {
            yield break;
        }

        var rows = found.EnumerateArray().ToList();
        yield return TableParts.Section(
            "series", language.Text("数値", "Figures"),
            dossier.Set.Name == "indicators" ? new SeriesTable(facts, language).Of(rows) : Table(dossier, dossier.Set.Type.FindNavigation("observations")!, rows),
            new Fragment(TableParts.More(language, rows.Count, Count(dossier, "observations"), All(dossier, "observations"))));
    }

    private IEnumerable<Html> Related(Dossier dossier, NavigationModel way)
    {
        var rows = dossier.Row.GetProperty(way.Name).EnumerateArray().ToList();
        if (rows.Count > 0)
        {
            yield return TableParts.Section(
                way.Name, language.Text(way.Text.Japanese, way.Text.English), Table(dossier, way, rows), new Fragment(TableParts.More(language, rows.Count, Count(dossier, way.Name), All(dossier, way.Name))));
        }
    }

    private Tag Table(Dossier dossier, NavigationModel way, IReadOnlyList<JsonElement> rows)
    {
        var set = way.Target;
        var columns = RowLabels.Columns(set.Type).Where(p => rows.Any(r => Says(r.GetProperty(p.Name)))).ToList();
        var printed = set.Type.FindProperty("name") is null ? set.Type.FindProperty("valueText")?.Text : null;
        string[] heads = [printed is null ? language.Text(set.Japanese, set.English) : language.Text(printed.Japanese, printed.English), .. columns.Select(c => language.Text(c.Text.Japanese, c.Text.English))];
        return TableParts.Table(
            language.Text(way.Text.Japanese, way.Text.English), heads,
            rows.Select(r => (IReadOnlyList<Html>)[Head(dossier, set, r), .. columns.Select(c => Says(r.GetProperty(c.Name)) ? facts.Value(set, c, r.GetProperty(c.Name), r) : "")]),
            isHeading: true);
    }

    // Plans and programmes are spoken of by their numbers.
    private Html Head(Dossier dossier, EntitySetModel set, JsonElement row)
    {
        var link = facts.Link(set, RowLabels.Code(row), Name(dossier, set, row));
        return set.Type.FindProperty("name") is null ? link : new Fragment(link, " ", new Tag("small", RowLabels.Code(row)) { ["class"] = "keep" });
    }

    // That a number was read, and that nothing is said, need no words.
    private static bool Says(JsonElement value) => value.ValueKind is not JsonValueKind.Null && !(value.ValueKind == JsonValueKind.String && value.ValueEquals("ok"));

    // A row without a name is known by the one that it belongs to, unless that is what the page is about.
    private string Name(Dossier dossier, EntitySetModel set, JsonElement row)
    {
        if (set.Type.FindProperty("name") is not null || RowLabels.Up(set.Type).FirstOrDefault() is not { } up || !row.TryGetProperty(up.Name, out var above) || above.ValueKind != JsonValueKind.Object
            || (up.Target == dossier.Set && RowLabels.Code(above) == dossier.Code && RowLabels.Named(row) is not null) || RowLabels.Named(above) is not { } name)
        {
            return RowLabels.Of(row);
        }

        return RowLabels.Named(row) is { } own ? name + language.Text("：", ": ") + own : name;
    }

    private static long Count(Dossier dossier, string navigation) => dossier.Row.GetProperty(navigation + IdentifierFormat.CountSuffix).GetInt64();

    private string All(Dossier dossier, string navigation) => site.Link($"/odata/{dossier.Set.Name}('{dossier.Code}')/{navigation}");

    private Tag Cited(Dossier dossier, string itsAddress)
    {
        var sentence = new RowTitle(site.Publication).Cite(dossier, itsAddress);
        return TableParts.Section(
            "cite", language.Text("引用のしかた", "How to cite"),
            new Tag("p", new Tag("span", sentence.Japanese) { ["id"] = "cite-ja", ["lang"] = "ja" }, " ", Layout.Copy(language, "cite-ja")),
            new Tag("p", new Tag("span", sentence.English) { ["id"] = "cite-en", ["lang"] = "en" }, " ", Layout.Copy(language, "cite-en")),
            new Tag("p", language.Text("変わらないアドレス：", "Persistent address: "), new Tag("code", itsAddress) { ["id"] = "address" }, " ", Layout.Copy(language, "address")));
    }
}
