using System.Globalization;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Guides;

/// <summary>The data dictionary: every set and property of the published model in words, with real values.</summary>
/// <param name="model">The published model.</param>
/// <param name="site">What all pages have in common.</param>
/// <param name="snapshot">Makes what reads one state of the data.</param>
internal sealed class DictionaryPage(PublishedModel model, Site site, Func<Snapshot> snapshot)
{
    /// <summary>Its path. A property is at `#set.property` in it: the names of JSON-LD lead there.</summary>
    public const string Path = GuideEndpoints.Root + "/data";

    private readonly DictionaryReader reader = new(model);
    private readonly IReadOnlyList<EntitySetModel> listed = RestResources.Listed(model);

    /// <summary>Its title.</summary>
    /// <param name="language">Language of the page.</param>
    public static string Title(PageLanguage language) => language.Text("データ辞書", "Data dictionary");

    /// <summary>Makes the page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="language">Language of the page.</param>
    /// <param name="token">The caller's patience.</param>
    public async Task<Result<PageContent>> MakeAsync(HttpContext http, PageLanguage language, CancellationToken token)
    {
        var state = snapshot();
        var read = await reader.ReadAsync(state, token);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var description = language.Text(
            "公開しているすべての集合と項目について、意味、型、単位、取りうる値を示します。", "Every published set and field: what it means, its type, its unit, the values it can have, and an example.");
        Html[] body =
        [
            new Tag("h1", Title(language)),
            new Tag("p", description),
            Notes(language),
            Contents(language, read.Value),
            .. read.Value.Select(s => Section(language, s)),
        ];
        var root = site.Base(http.Request);
        var words = new DataBlock(new SchemaOrg(site.Publication, root, root + Path).Whole(listed, state.State.CommittedAt));
        return new PageContent(language, Title(language), Path, body) { Description = description, AsOf = state.State.CommittedAt, Head = [words] };
    }

    private Fragment Notes(PageLanguage language) => new(
        new Tag(
            "p", language.Text("機械可読の定義：", "For programs: "), Link("/odata/$metadata", "$metadata"), language.Text("、", ", "), Link("/openapi/v1.json", "OpenAPI"),
            language.Text("、", ", "), Link("/api/v1/catalog", language.Text("データカタログ (DCAT-AP)", "catalogue (DCAT-AP)")), language.Text("、", ", "),
            Link("/api/v1/datasets", language.Text("ダウンロード一覧", "downloads")), language.Text("。", ".")),
        new Tag(
            "p", language.Text(
                "年度は、その年度が始まる西暦年で表します(令和7年度は2025)。数値の項目では、原資料の記載が常に valueText に、数値として読めるものが value に入ります。",
                "A fiscal year is the western year in which it begins (令和7年度 is 2025). Of a figure, valueText is always what the document prints, and value the number, if there is one.")));

    private Tag Link(string path, string text) => new("a", text) { ["href"] = site.Link(path) };

    private static Tag Contents(PageLanguage language, IReadOnlyList<DictionarySet> sets) => new(
        "nav",
        new Tag("ul", sets.Select(s => new Tag("li", new Tag("a", Name(language, s.Set)) { ["href"] = "#" + s.Set.Name }, " ", new Tag("code", s.Set.Name), " ", Rows(language, s)))))
    {
        ["class"] = "toc",
        ["aria-label"] = language.Text("集合の一覧", "Sets"),
    };

    private Tag Section(PageLanguage language, DictionarySet told)
    {
        var set = told.Set;
        var text = language.Text(set.Type.Text.DescriptionJapanese, set.Type.Text.Description);
        return new Tag(
            "section",
            [
                new Tag("h2", Name(language, set), " ", new Tag("code", set.Name)),
                .. text.Length > 0 ? [new Tag("p", text)] : Array.Empty<Html>(),
                new Tag(
                    "p", language.Text("1行の単位：", "One row is: "), language.Text(set.Type.Text.Japanese, set.Type.Text.English), language.Text("。キー：", ". Key: "),
                    new Tag("code", string.Join(", ", set.Type.Key.Select(k => k.Name))), language.Text("。", ". "), Rows(language, told)),
                Downloads(language, set),
                Properties(language, told),
                .. set.Type.Navigations.Count > 0 ? [Navigations(language, set)] : Array.Empty<Html>(),
            ])
        { ["id"] = set.Name };
    }

    private Tag Downloads(PageLanguage language, EntitySetModel set)
    {
        var files = listed.Contains(set) ? DatasetFormat.All.Where(f => f.Query.Length == 0).Select(f => Button(f.PathOf(set), f.Extension.ToUpperInvariant())) : [];
        return new Tag("ul", [.. files, Button($"/odata/{set.Name}", "OData"), Button($"/api/v1/{set.Name}", "REST")]) { ["class"] = "links", ["aria-label"] = language.Text("取得先", "Where to get it") };
    }

    private Tag Button(string path, string text) => new("li", new Tag("a", text) { ["class"] = "button", ["href"] = site.Link(path) });

    private static Tag Properties(PageLanguage language, DictionarySet told)
    {
        var set = told.Set;
        string[] heads = [language.Text("項目", "Field"), language.Text("意味", "Meaning"), language.Text("型", "Type"), language.Text("例", "Example")];
        var rows = set.Type.Properties.Select(p => new Tag(
            "tr",
            new Tag("th", new Tag("a", new Tag("code", p.Name)) { ["href"] = $"#{set.Name}.{p.Name}" }) { ["scope"] = "row", ["role"] = "rowheader" },
            Cell(heads[1], Meaning(language, p)),
            Cell(heads[2], [PropertyWords.Type(language, p.Type), p.Type.IsNullable && !p.Type.IsCollection ? language.Text("(空の場合あり)", ", may be empty") : ""]),
            Cell(heads[3], [told.Examples.TryGetValue(p.Name, out var example) ? new Tag("code", PropertyWords.Short(example)) : language.Text("なし", "none")]))
        { ["id"] = $"{set.Name}.{p.Name}", ["role"] = "row" });
        var head = new Tag("thead", new Tag("tr", heads.Select(h => new Tag("th", h) { ["scope"] = "col", ["role"] = "columnheader" })) { ["role"] = "row" }) { ["role"] = "rowgroup" };
        return new Tag(
            "div", new Tag("table", new Tag("caption", language.Text("項目", "Fields")), head, new Tag("tbody", rows) { ["role"] = "rowgroup" }) { ["class"] = "stacked", ["role"] = "table" })
        { ["class"] = "scroll", ["role"] = "group", ["tabindex"] = "0", ["aria-label"] = language.Text($"{set.Japanese}の項目", $"Fields of {set.Name}") };
    }

    // Narrow screens lay rows out as blocks: a cell is told by the name of its column, and roles are said.
    private static Tag Cell(string column, IEnumerable<Html> content) => new("td", new Tag("div", content)) { ["role"] = "cell", ["data-name"] = column };

    private static IEnumerable<Html> Meaning(PageLanguage language, PropertyModel property)
    {
        var text = property.Text;
        yield return language.Text(text.Japanese, text.English);
        if (language.Text(text.DescriptionJapanese, text.Description) is { Length: > 0 } description)
        {
            yield return new Tag("br");
            yield return new Tag("small", description);
        }

        if (PropertyWords.Unit(language, text) is { Length: > 0 } unit)
        {
            yield return new Tag("br");
            yield return new Tag("small", unit);
        }

        if (property.AllowedValues.Count > 0)
        {
            yield return new Tag("ul", property.AllowedValues.Select(v => new Tag("li", new Tag("code", v.Value), " ", language.Text(v.Japanese, v.English))));
        }
    }

    private static Fragment Navigations(PageLanguage language, EntitySetModel set) => new(
        new Tag("h3", language.Text("関連する行 ($expand)", "Related rows ($expand)")),
        new Tag(
            "ul",
            set.Type.Navigations.Select(n => new Tag(
                "li", new Tag("code", n.Name), " ", language.Text(n.Text.Japanese, n.Text.English), " → ", new Tag("a", n.Target.Name) { ["href"] = "#" + n.Target.Name },
                n.IsCollection ? language.Text("(複数)", " (many)") : ""))));

    private static string Name(PageLanguage language, EntitySetModel set) => language.Text(set.Japanese, set.English);

    private static string Rows(PageLanguage language, DictionarySet told) =>
        language.Text(string.Create(CultureInfo.InvariantCulture, $"{told.Count:N0}件"), string.Create(CultureInfo.InvariantCulture, $"{told.Count:N0} rows"));
}
