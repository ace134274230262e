using System.Text.Json;

namespace Kawasaki.Api.Identifiers;

/// <summary>Puts targets and actual values of the same year beside each other, and says whether the target was reached, by the rule of docs/decisions/0033.</summary>
internal static class Outcomes
{
    // What the note of a number says that is printed with 約.
    private const string Approximate = "approximate (約)";

    /// <summary>One outcome for each target.</summary>
    /// <param name="facts">Targets and actual values.</param>
    /// <param name="results">What evaluations say of their indicators.</param>
    public static List<Outcome> Of(IReadOnlyList<JsonElement> facts, IReadOnlyList<JsonElement> results)
    {
        var actuals = facts.Where(f => Is(f, "actual")).ToLookup(Key);
        return [.. facts.Where(f => Is(f, "target")).Select(t => Compare(t, HasYear(t) ? [.. actuals[Key(t)]] : [], results))];
    }

    // Several actual values count when they agree.
    private static Outcome Compare(JsonElement target, IReadOnlyList<JsonElement> actuals, IReadOnlyList<JsonElement> results)
    {
        if (actuals.Count == 0)
        {
            return new Outcome(target, null, null, null, null);
        }

        var comparable = actuals.Where(a => AreComparable(a, target)).ToList();
        var met = comparable.Select(a => Meets(Number(a, "value")!.Value, target)).Distinct().ToList();
        var result = results.Where(r => RowLabels.Text(r, "indicatorCode") == RowLabels.Text(target, "indicatorCode") && IsOfYear(r, target)).Select(r => (JsonElement?)r).FirstOrDefault();
        var said = result is { } told && told.GetProperty("isAchieved").ValueKind is JsonValueKind.True or JsonValueKind.False ? result.Value.GetProperty("isAchieved").GetBoolean() : (bool?)null;
        return met is [var one]
            ? new Outcome(target, comparable[0], Distance(Number(comparable[0], "value")!.Value, target), said ?? one, result)
            : new Outcome(target, actuals[0], null, said, result);
    }

    private static bool AreComparable(JsonElement actual, JsonElement target) => IsExact(actual) && IsExact(target)
        && RowLabels.Text(actual, "comparator") == "eq" && Number(actual, "lastFiscalYear") is null && Number(target, "lastFiscalYear") is null
        && RowLabels.Text(actual, "periodKind") == RowLabels.Text(target, "periodKind") && RowLabels.Text(actual, "unit") == RowLabels.Text(target, "unit");

    private static bool IsExact(JsonElement fact) =>
        RowLabels.Text(fact, "status") == "ok" && Number(fact, "value") is not null && RowLabels.Text(fact, "note")?.Contains(Approximate, StringComparison.Ordinal) is not true;

    // Where no word of comparison is printed, the direction says what is meant.
    private static bool Meets(decimal actual, JsonElement target)
    {
        var wanted = Number(target, "value")!.Value;
        return (RowLabels.Text(target, "comparator"), RowLabels.Text(target, "direction")) switch
        {
            ("ge", _) or ("eq", "increase") => actual >= wanted,
            ("gt", _) => actual > wanted,
            ("le", _) or ("eq", "decrease") => actual <= wanted,
            ("lt", _) => actual < wanted,
            ("range", _) => actual >= wanted && actual <= Number(target, "upperValue"),
            _ => actual == wanted,
        };
    }

    // To the nearer end of a range.
    private static decimal Distance(decimal actual, JsonElement target)
    {
        var wanted = Number(target, "value")!.Value;
        return Number(target, "upperValue") is { } most && actual > wanted ? actual - most : actual - wanted;
    }

    private static bool IsOfYear(JsonElement result, JsonElement target) =>
        result.TryGetProperty("evaluation", out var evaluation) && evaluation.ValueKind == JsonValueKind.Object && Number(evaluation, "fiscalYear") == Number(target, "fiscalYear");

    private static bool HasYear(JsonElement fact) => Number(fact, "fiscalYear") is not null;

    private static (string?, decimal?, string?, string?) Key(JsonElement fact) => (RowLabels.Text(fact, "indicatorCode"), Number(fact, "fiscalYear"), RowLabels.Text(fact, "subgroup"), RowLabels.Text(fact, "wardCode"));

    private static bool Is(JsonElement fact, string valueType) => RowLabels.Text(fact, "valueType") == valueType;

    private static decimal? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}
