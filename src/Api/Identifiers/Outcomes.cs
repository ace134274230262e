using System.Text.Json;

namespace Kawasaki.Api.Identifiers;

/// <summary>Puts what was judged of targets beside the figures and evaluations that it is about. Nothing is judged here: the set `targetResults` says what became of a target.</summary>
internal static class Outcomes
{
    /// <summary>One outcome for each target judged.</summary>
    /// <param name="verdicts">Rows of `targetResults`.</param>
    /// <param name="facts">Targets and actual values.</param>
    /// <param name="results">What evaluations say of the indicators.</param>
    public static IReadOnlyList<Outcome> Of(IReadOnlyList<JsonElement> verdicts, IReadOnlyList<JsonElement> facts, IReadOnlyList<JsonElement> results)
    {
        var targets = facts.Where(f => Is(f, "target")).ToDictionary(RowLabels.Code);
        var actuals = facts.Where(f => Is(f, "actual") && Number(f, "fiscalYear") is not null).ToLookup(Key);
        return [.. verdicts.Where(v => targets.ContainsKey(RowLabels.Code(v))).Select(v => new Outcome(targets[RowLabels.Code(v)], [.. actuals[Key(v)]], v, Said(v, results)))];
    }

    private static JsonElement? Said(JsonElement verdict, IReadOnlyList<JsonElement> results) => results
        .Where(r => RowLabels.Text(r, "indicatorCode") == RowLabels.Text(verdict, "indicatorCode") && IsOfYear(r, verdict)).Select(r => (JsonElement?)r).FirstOrDefault();

    private static bool IsOfYear(JsonElement result, JsonElement verdict) =>
        result.TryGetProperty("evaluation", out var evaluation) && evaluation.ValueKind == JsonValueKind.Object && Number(evaluation, "fiscalYear") is { } year && year == Number(verdict, "fiscalYear");

    private static (string?, int?, string?, string?) Key(JsonElement row) => (RowLabels.Text(row, "indicatorCode"), Number(row, "fiscalYear"), RowLabels.Text(row, "subgroup"), RowLabels.Text(row, "wardCode"));

    private static bool Is(JsonElement fact, string valueType) => RowLabels.Text(fact, "valueType") == valueType;

    private static int? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
