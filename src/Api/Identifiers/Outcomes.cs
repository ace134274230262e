using System.Text.Json;

namespace Kawasaki.Api.Identifiers;

/// <summary>Puts targets and actual values of the same year beside each other, and says whether the target was reached.</summary>
internal static class Outcomes
{
    /// <summary>One outcome for each target.</summary>
    /// <param name="facts">Targets and actual values.</param>
    /// <param name="results">What evaluations say of their indicators.</param>
    public static List<Outcome> Of(IReadOnlyList<JsonElement> facts, IReadOnlyList<JsonElement> results)
    {
        var actuals = facts.Where(f => Is(f, "actual")).GroupBy(Key).ToDictionary(g => g.Key, g => g.First());
        return [.. facts.Where(f => Is(f, "target")).Select(t => Compare(t, actuals.TryGetValue(Key(t), out var actual) && HasYear(t) ? actual : null, results))];
    }

    private static Outcome Compare(JsonElement target, JsonElement? actual, IReadOnlyList<JsonElement> results)
    {
        if (actual is not { } reached)
        {
            return new Outcome(target, null, null, null, null);
        }

        var (wanted, reachedValue) = (Number(target, "value"), Number(reached, "value"));
        var result = results.Where(r => RowLabels.Text(r, "indicatorCode") == RowLabels.Text(target, "indicatorCode") && IsOfYear(r, target)).Select(r => (JsonElement?)r).FirstOrDefault();
        var said = result is { } told && told.GetProperty("isAchieved").ValueKind is JsonValueKind.True or JsonValueKind.False ? result.Value.GetProperty("isAchieved").GetBoolean() : (bool?)null;
        return new Outcome(target, reached, reachedValue - wanted, said ?? Meets(reachedValue, target, wanted), result);
    }

    // A target without a word such as 以上 promises no direction: only reaching it exactly is beyond doubt.
    private static bool? Meets(decimal? actual, JsonElement target, decimal? wanted) => actual is null || wanted is null ? null : RowLabels.Text(target, "comparator") switch
    {
        "ge" => actual >= wanted,
        "gt" => actual > wanted,
        "le" => actual <= wanted,
        "lt" => actual < wanted,
        "range" => actual >= wanted && actual <= Number(target, "upperValue"),
        "eq" when actual == wanted => true,
        _ => null,
    };

    private static bool IsOfYear(JsonElement result, JsonElement target) =>
        result.TryGetProperty("evaluation", out var evaluation) && evaluation.ValueKind == JsonValueKind.Object && Number(evaluation, "fiscalYear") == Number(target, "fiscalYear");

    private static bool HasYear(JsonElement fact) => Number(fact, "fiscalYear") is not null;

    private static (string?, decimal?, string?, string?) Key(JsonElement fact) => (RowLabels.Text(fact, "indicatorCode"), Number(fact, "fiscalYear"), RowLabels.Text(fact, "subgroup"), RowLabels.Text(fact, "wardCode"));

    private static bool Is(JsonElement fact, string valueType) => RowLabels.Text(fact, "valueType") == valueType;

    private static decimal? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}
