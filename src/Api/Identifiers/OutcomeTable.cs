using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Pages;

namespace Kawasaki.Api.Identifiers;

/// <summary>Targets of everything below a policy or measure beside what was reached: which were missed, and by how much.</summary>
/// <param name="facts">Links to rows.</param>
/// <param name="language">Language of the page.</param>
internal sealed class OutcomeTable(RowFacts facts, PageLanguage language)
{
    private readonly RowWords words = new(language);
    private readonly SeriesTable figures = new(facts, language);

    /// <summary>The section.</summary>
    /// <param name="outcomes">Targets and what was reached.</param>
    public IEnumerable<Html> Of(IReadOnlyList<Outcome> outcomes)
    {
        var compared = outcomes.Where(o => o.Actual is not null).ToList();
        if (outcomes.Count == 0)
        {
            yield break;
        }

        string[] heads =
        [
            language.Text("指標", "Indicator"), language.Text("施策", "Measure"), language.Text("計画期間", "Plan period"), language.Text("年度", "Fiscal year"), language.Text("目標", "Target"),
            language.Text("実績", "Actual"), language.Text("差(実績−目標)", "Difference (actual − target)"), language.Text("達成", "Reached"),
        ];
        var waiting = outcomes.Count - compared.Count;
        yield return TableParts.Section(
            "outcomes", language.Text("目標と実績", "Targets and results"),
            [
                .. compared.Count == 0 ? [] : new Html[] { TableParts.Table(language.Text("実績が公表されている目標", "Targets with a published result"), heads, compared.Select(Cells)) },
                new Tag(
                    "p", language.Text(
                        $"このほか、実績がまだ公表されていない目標、または数値が示されていない目標が{waiting}件あります。「≥」は以上、「≤」は以下を表します。",
                        $"{waiting} further targets have no published result, or state no figure. ≥ means at least, ≤ at most.")) { ["class"] = "muted" },
            ]);
    }

    private IReadOnlyList<Html> Cells(Outcome outcome)
    {
        var (target, actual) = (outcome.Target, outcome.Actual!.Value);
        return
        [
            Named(target, "indicators", "indicatorCode", "indicatorName"),
            Named(target, "measures", "measureCode", "measureName"),
            Whole(target, "planPeriod") is { } period ? language.Text($"第{period}期", $"{period}") : "",
            Whole(target, "fiscalYear") is { } year ? words.Year(year) : "",
            figures.Figure(target),
            figures.Figure(actual),
            outcome.Difference is { } difference ? Signed(difference) + RowWords.Unit(Points(RowLabels.Text(target, "unit") ?? "")) : "",
            Reached(outcome),
        ];
    }

    private Html Reached(Outcome outcome)
    {
        var said = outcome.IsAchieved switch
        {
            true => new Tag("span", language.Text("達成", "reached")) { ["class"] = "good" },
            false => new Tag("strong", language.Text("未達成", "missed")) { ["class"] = "warn" },
            null => new Tag("span", language.Text("判定できません", "cannot be said")) { ["class"] = "muted" },
        };
        return outcome.Result is { } result
            ? new Fragment(said, new Tag("br"), facts.Link("indicatorResults", RowLabels.Code(result), language.Text("施策評価", "evaluation"))) : said;
    }

    private Html Named(JsonElement fact, string set, string code, string name) =>
        RowLabels.Text(fact, code) is { } key ? facts.Link(set, key, RowLabels.Text(fact, name) ?? key) : "";

    private static int? Whole(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Number ? row.GetProperty(name).GetInt32() : null;

    private static string Signed(decimal number) => number > 0 ? "+" + Digits(number) : number < 0 ? "−" + Digits(-number) : Digits(number);

    private static string Digits(decimal number) => number.ToString("#,0.############", CultureInfo.InvariantCulture);

    // The distance between two percentages is no percentage.
    private string Points(string unit) => unit == "%" ? language.Text("ポイント", "points") : unit;
}
