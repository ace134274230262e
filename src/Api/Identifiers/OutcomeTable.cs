using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Identifiers;

/// <summary>Targets of everything below a policy or measure beside what was reached: which were missed, by how much, and where that is printed.</summary>
/// <param name="facts">Links to rows.</param>
/// <param name="places">Where figures are printed.</param>
/// <param name="language">Language of the page.</param>
internal sealed class OutcomeTable(RowFacts facts, Places places, PageLanguage language)
{
    private readonly RowWords words = new(language);
    private readonly SeriesTable figures = new(facts, language);

    /// <summary>The section.</summary>
    /// <param name="outcomes">Targets and what became of them.</param>
    public IEnumerable<Html> Of(Judged outcomes)
    {
        if (outcomes.Rows.Count == 0)
        {
            yield break;
        }

        var compared = outcomes.Rows.Where(o => o.Actuals.Count > 0).ToList();
        var reason = outcomes.Set.Type.FindProperty("reason")!;
        var title = language.Text("目標と実績", "Targets and results");
        yield return compared.Count == 0
            ? TableParts.Section("outcomes", title, new Tag("p", language.Text($"目標値が{outcomes.Rows.Count}件ありますが、同じ年度の実績値はまだ公表されていません。", $"There are {outcomes.Rows.Count} targets; no result of the same year is published yet.")))
            : TableParts.Section("outcomes", title, new Tag("p", Summary(compared)), TableParts.Stacked(language.Text("同じ年度の実績値が公表されている目標", "Targets with a published result of the same year"), Heads, compared.Select(o => Cells(o, reason))), Rest(outcomes.Rows.Count - compared.Count));
    }

    private string[] Heads =>
    [
        language.Text("指標", "Indicator"), language.Text("施策", "Measure"), language.Text("目標の計画期間", "Plan period of the target"), language.Text("年度", "Fiscal year"), language.Text("目標値", "Target"),
        language.Text("実績値", "Actual"), language.Text("差(実績値−目標値)", "Difference (actual − target)"), language.Text("判定", "Reached?"),
    ];

    private string Summary(List<Outcome> compared)
    {
        var (reached, missed) = (compared.Count(o => Said(o) == "achieved"), compared.Count(o => Said(o) == "missed"));
        var unsure = compared.Count - reached - missed;
        return language.Text(
            $"同じ年度の実績値が公表されている目標は{compared.Count}件で、達成{reached}件、未達成{missed}件{(unsure == 0 ? "" : $"、判定できないもの{unsure}件")}です。",
            $"{compared.Count} targets have a published result of the same year: {reached} reached, {missed} missed{(unsure == 0 ? "" : $", {unsure} that cannot be judged")}.");
    }

    private Tag Rest(int waiting) => new(
        "p", language.Text(
            $"「≥」は以上、「≤」は以下を表します。このほかの目標{waiting}件には、同じ年度の実績値がまだ公表されていません。現状値は実績値として扱っていません。",
            $"≥ means at least, ≤ at most. {waiting} further targets have no published result of the same year. Current values (現状値) are not taken for results."))
    { ["class"] = "muted" };

    private IReadOnlyList<Html> Cells(Outcome outcome, PropertyModel reason)
    {
        var target = outcome.Target;
        return
        [
            Named(target, "indicators", "indicatorCode", "indicatorName"),
            RowLabels.Text(target, "measureCode") is { } measure ? new Fragment(Keep(measure), " ", Named(target, "measures", "measureCode", "measureName")) : "",
            Whole(target, "planPeriod") is { } period ? language.Text($"第{period}期", $"{period}") : "",
            Whole(target, "fiscalYear") is { } year ? Keep(words.Year(year)) : "",
            Figure(target),
            new Fragment(outcome.Actuals.Select((a, i) => i == 0 ? Figure(a) : new Fragment(new Tag("br"), Figure(a)))),
            outcome.Verdict.GetProperty("difference") is { ValueKind: JsonValueKind.Number } difference ? Keep(Signed(difference.GetDecimal()) + RowWords.Unit(Points(RowLabels.Text(outcome.Verdict, "unit") ?? ""))) : "",
            Reached(outcome, reason),
        ];
    }

    private Html Figure(JsonElement fact) => places.Of(fact) is { } place ? new Fragment(figures.Figure(fact), new Tag("br"), new Tag("small", place)) : figures.Figure(fact);

    private Html Reached(Outcome outcome, PropertyModel reason)
    {
        Html said = Said(outcome) switch
        {
            "achieved" => new Tag("span", language.Text("達成", "reached")) { ["class"] = "good" },
            "missed" => new Tag("strong", language.Text("未達成", "missed")) { ["class"] = "warn" },
            var other => new Fragment(
                new Tag("span", other == "notCounted" ? language.Text("判定の対象外", "not judged") : language.Text("判定できません", "cannot be said")) { ["class"] = "muted" },
                new Tag("br"), new Tag("small", words.Named(reason, RowLabels.Text(outcome.Verdict, "reason")!))),
        };
        return outcome.Result is { } result
            ? new Fragment(said, new Tag("br"), facts.Link("indicatorResults", RowLabels.Code(result), language.Text("施策評価の記載", "in the evaluation"))) : said;
    }

    private static string? Said(Outcome outcome) => RowLabels.Text(outcome.Verdict, "outcome");

    private static Tag Keep(string text) => new("span", text) { ["class"] = "keep" };

    private Html Named(JsonElement fact, string set, string code, string name) =>
        RowLabels.Text(fact, code) is { } key ? facts.Link(set, key, RowLabels.Text(fact, name) ?? key) : "";

    private static int? Whole(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Number ? row.GetProperty(name).GetInt32() : null;

    private static string Signed(decimal number) => number > 0 ? "+" + Digits(number) : number < 0 ? "−" + Digits(-number) : Digits(number);

    private static string Digits(decimal number) => number.ToString("#,0.############", CultureInfo.InvariantCulture);

    // The distance between two percentages is no percentage.
    private string Points(string unit) => unit == "%" ? language.Text("ポイント", "points") : unit;
}
