using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Evaluations;

/// <summary>Reads the small tables of target and actual, one for each indicator in the order of the definitions.</summary>
/// <param name="scope">The document.</param>
/// <param name="definitions">The indicators.</param>
/// <param name="evaluationCode">Code of the evaluation.</param>
internal sealed class IndicatorResults(DocumentScope scope, IndicatorDefinitions definitions, Func<string> evaluationCode)
{
    private static readonly string[] Labels = ["目標", "実績", "現状値"];

    private readonly List<TableRow> rows = [];
    private int read;

    /// <summary>Fiscal year of the results; null before the first.</summary>
    public int? FiscalYear { get; private set; }

    /// <summary>Reads a row of a result table; the year stands in its header, with an empty cell before it or without.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True where the row is one.</returns>
    public bool Read(TableRow row)
    {
        var filled = row.Filled.ToList();
        if (filled is [{ Text: var head }] && EraYears.First(head) is { Start: 0 } year && year.Length == head.Length)
        {
            rows.Clear();
            rows.Add(row);
            return true;
        }

        if (rows.Count is 0 or > 3 || filled.Count != 2 || row[1] != Labels[rows.Count - 1])
        {
            return false;
        }

        rows.Add(row);
        if (rows.Count == 4)
        {
            Finish();
            rows.Clear();
        }

        return true;
    }

    private void Finish()
    {
        if (read >= definitions.Codes.Count)
        {
            scope.Ledger.NotRecognized(rows[0].Line, "a result without an indicator defined before");
            return;
        }

        var indicator = definitions.Codes[read++];
        var period = PeriodReader.Read(rows[0].Filled.Single().Text)!.Period;
        FiscalYear = period.FiscalYear;
        var (baseline, baselinePeriod) = PeriodReader.Split(rows[3][2]);
        var target = State(rows[1], indicator, ObservationType.Target, period, rows[1][2], 1);
        var actual = State(rows[2], indicator, ObservationType.Actual, period, rows[2][2], null);
        State(rows[3], indicator, ObservationType.Baseline, baselinePeriod is null ? null : PeriodReader.Read(baselinePeriod)?.Period, baseline, null);
        scope.Ledger.PartOfRecord(rows[0].Line);
        scope.Ledger.Record(rows[2].Line, "indicatorResults");
        scope.Package.Data.IndicatorResults.Add(new IndicatorResult
        {
            Code = $"{evaluationCode()}.{indicator}",
            DocumentCode = scope.Code,
            Line = rows[2].Line,
            EvaluationCode = evaluationCode(),
            IndicatorCode = indicator,
            Target = target.Value,
            Actual = actual.Value,
            IsAchieved = IsAchieved(target, actual, Direction(indicator)),
        });
    }

    private Figure State(TableRow row, string indicator, ObservationType type, Period? period, string text, int? planPeriod)
    {
        var figure = FigureReader.Read(text);
        scope.Ledger.Record(row.Line, "observations");
        scope.Package.State(new Statement
        {
            IndicatorCode = indicator,
            ValueType = type,
            Period = period,
            PlanPeriod = planPeriod,
            Figure = figure,
            DocumentCode = scope.Code,
            Line = row.Line,
            Part = "result",
        });
        return figure;
    }

    private Direction Direction(string indicator) => scope.Package.FindIndicator(indicator)?.Direction ?? Domain.Plan.Direction.Unknown;

    /// <summary>
    /// Whether the actual meets the target by the target's comparator; where the table prints none, by the indicator's direction
    /// as its definition prints it. Null where neither is known.
    /// </summary>
    internal static bool? IsAchieved(Figure target, Figure actual, Direction direction) => (target.Comparator, direction) switch
    {
        _ when target.Value is null || actual.Value is null => null,
        (Comparator.Ge, _) or (Comparator.Eq, Domain.Plan.Direction.Increase) => actual.Value >= target.Value,
        (Comparator.Le, _) or (Comparator.Eq, Domain.Plan.Direction.Decrease) => actual.Value <= target.Value,
        (Comparator.Gt, _) => actual.Value > target.Value,
        (Comparator.Lt, _) => actual.Value < target.Value,
        _ => null,
    };
}
