using System.Text.Json;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Figures of an indicator, a line for each year: what was, what is wanted, what was reached.</summary>
/// <param name="facts">Links to rows.</param>
/// <param name="language">Language of the page.</param>
internal sealed class SeriesTable(RowFacts facts, PageLanguage language)
{
    private static readonly string[] Kinds = ["baseline", "current", "target", "actual", "projection"];

    private readonly RowWords words = new(language);

    /// <summary>The table.</summary>
    /// <param name="observations">The figures.</param>
    public Tag Of(IReadOnlyList<JsonElement> observations)
    {
        var kinds = Kinds.Where(k => observations.Any(o => RowLabels.Text(o, "valueType") == k)).ToList();
        var hasParts = observations.Any(o => Part(o).Length > 0);
        string[] heads = [language.Text("年度", "Fiscal year"), .. hasParts ? [language.Text("区分", "Part")] : Array.Empty<string>(), .. kinds.Select(Name)];
        var rows = observations.GroupBy(o => (Year: Number(o, "fiscalYear"), Last: Number(o, "lastFiscalYear"), Part: Part(o), Period: Number(o, "fiscalYear") is null ? Period(o) : ""))
            .OrderBy(g => g.Key.Year ?? int.MaxValue).ThenBy(g => g.Key.Part, StringComparer.Ordinal).Select(g => (IReadOnlyList<Html>)
            [
                g.Key.Year is { } year ? Keep(words.Year(year) + (g.Key.Last is { } last && last != year ? language.Text("～", "–") + words.Year(last) : "")) : g.Key.Period,
                .. hasParts ? [(Html)g.Key.Part] : Array.Empty<Html>(),
                .. kinds.Select(k => Cell([.. g.Where(o => RowLabels.Text(o, "valueType") == k)])),
            ]);
        return TableParts.Table(language.Text("計画策定時の値、現状値、目標値、実績値、推計値", "Baseline, current values, targets, actual values, projections"), heads, rows);
    }

    /// <summary>A figure: the number with its sign, and what is printed where that says more.</summary>
    /// <param name="fact">The row that states it.</param>
    /// <param name="set">Set of the row.</param>
    public Html Figure(JsonElement fact, string set = "observations")
    {
        var (figure, printed) = (RowWords.Figure(fact), RowLabels.Text(fact, "valueText") ?? "");
        var link = facts.Link(set, RowLabels.Code(fact), figure ?? (printed.Length == 0 ? RowLabels.Code(fact) : printed));
        return figure is null || Plain(figure) == Plain(printed) ? link : new Fragment(link, new Tag("br"), new Tag("small", language.Text($"原文：{printed}", $"Printed: {printed}")));
    }

    private static Tag Keep(string text) => new("span", text) { ["class"] = "keep" };

    private Fragment Cell(IReadOnlyList<JsonElement> found) => new(found.Select((f, i) => (Html)new Fragment(i == 0 ? "" : new Tag("br"), Figure(f))));

    private string Name(string kind) => kind switch
    {
        "baseline" => language.Text("計画策定時の値", "Baseline"),
        "current" => language.Text("現状値", "Current"),
        "target" => language.Text("目標値", "Target"),
        "actual" => language.Text("実績値", "Actual"),
        _ => language.Text("推計値", "Projection"),
    };

    private string Period(JsonElement observation) => RowLabels.Text(observation, "periodLabel")
        ?? (Number(observation, "planPeriod") is { } period ? language.Text($"第{period}期実施計画期間", $"Plan period {period}") : language.Text("年度の記載なし", "No year stated"));

    private static string Part(JsonElement observation) => string.Join(
        ' ', new[] { RowLabels.Text(observation, "subgroup"), observation.TryGetProperty("ward", out var ward) && ward.ValueKind == JsonValueKind.Object ? RowLabels.Named(ward) : RowLabels.Text(observation, "wardCode") }
            .Where(t => t is { Length: > 0 }));

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != ','));

    private static int? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
