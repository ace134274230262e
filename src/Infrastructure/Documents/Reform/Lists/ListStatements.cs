using System.Globalization;
using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Lists;

/// <summary>States the current value and the four targets of each indicator of a row, and completes its indicators.</summary>
/// <param name="context">What it works on.</param>
/// <param name="kind">Mark of the list's indicators in codes: a or o.</param>
internal sealed class ListStatements(ListContext context, char kind)
{
    /// <summary>Tells the lists apart from the sheets of the same document.</summary>
    internal const string Part = "list";

    private const int FirstTargetYear = 2022;
    private const int Targets = 4;

    /// <summary>Adds what a row states; false where it is not understood, and then nothing is added.</summary>
    /// <param name="task">Code of the task.</param>
    /// <param name="row">The row.</param>
    /// <param name="last">The last row of the same task, which may print the year for all.</param>
    /// <param name="methods">算出方法 by marker.</param>
    /// <param name="page">Printed page.</param>
    public bool Add(string task, ListRow row, ListRow last, IReadOnlyDictionary<string, string> methods, int? page)
    {
        var names = row.Names;
        var current = ListValues.Read(row.Current, names);
        var targets = Enumerable.Range(0, Targets).Select(i => ListValues.Read(row.Target(i), names)).ToList();
        var indicators = names.Select(n => context.Package.FindIndicator($"{task}-{kind}{n.Number}")).ToList();
        if (current is null || targets.Contains(null) || indicators.Contains(null))
        {
            context.Ledger.NotRecognized(row.Line, $"indicators of the sheet of {task}, each with a current value and {Targets} targets");
            return false;
        }

        for (var i = 0; i < names.Count; i++)
        {
            var indicator = indicators[i]!;
            Complete(indicator, names[i], methods, new Place(context.Document.Code, row.Line, page));
            StateCurrent(indicator.Code, current[i], row, last, page);
            for (var t = 0; t < Targets; t++)
            {
                StateTarget(indicator.Code, targets[t]![i], FirstTargetYear + t, row, page);
            }
        }

        return true;
    }

    private void Complete(Indicator indicator, MarkedPiece name, IReadOnlyDictionary<string, string> methods, Place place)
    {
        context.Compare("indicators", indicator.Code, "name", (place, name.Text), (new Place(context.Document.Code, indicator.Line, indicator.Page), indicator.Name));
        var method = methods.GetValueOrDefault(name.Marker ?? "") ?? methods.GetValueOrDefault("");
        if (method is not null && !method.All(TextFolding.IsDash))
        {
            context.Package.CompleteIndicator(indicator.Code, TextFolding.Collapse(method));
        }
    }

    private void StateTarget(string indicator, ListValue value, int year, ListRow row, int? page)
    {
        var (period, kind) = OfSheetKind(indicator, ObservationType.Target, Period.OfFiscalYear(year, value.Year?.Label));
        if (value.Figure is null && context.Package.StatementsOf(indicator).Any(s => s.ValueType == ObservationType.Target && !IsOtherYear(s, period)))
        {
            // Only the sheet states it.
            return;
        }

        List<(RepairRule Rule, string Detail)> repairs = [.. RepairsOf(value), .. kind];
        if (value.Year is { } printed && !printed.Is(year))
        {
            repairs.Add((ListRepairs.YearByColumn, string.Create(CultureInfo.InvariantCulture, $"{year} by the column, {printed.Label} printed")));
        }

        var figure = value.Figure ?? new Figure("", ValueStatus.Lost);
        var lost = (value.Figure, figure.Status) switch
        {
            (null, _) => "the list prints no value and no marker for this indicator",
            (_, ValueStatus.Lost) => "the conversion lost the value, only its marker is left",
            _ => null,
        };
        State(row, page, indicator, ObservationType.Target, period, figure, repairs, lost);
    }

    private void StateCurrent(string indicator, ListValue value, ListRow row, ListRow last, int? page)
    {
        if (value.Figure is null)
        {
            // Only the sheet states it.
            return;
        }

        var repairs = RepairsOf(value);
        var year = value.Year;
        if (year is null && ListYear.Split(last.Current).Year is { } ofGroup)
        {
            year = ofGroup;
            repairs.Add((ListRepairs.YearOfGroup, $"{ofGroup.Label} printed in line {last.Line}"));
        }

        var (period, kind) = OfSheetKind(indicator, ObservationType.Current, year?.ToPeriod());
        repairs.AddRange(kind);
        var sheet = context.Package.StatementsOf(indicator).FirstOrDefault(s => s.ValueType == ObservationType.Current && s.Part != Part);
        if (sheet is { Period: not null } && IsOtherYear(sheet, period) && !StatementMerge.DifferingFields(sheet with { Figure = value.Figure }, sheet).Any())
        {
            repairs.Add((ListRepairs.YearOfSheet, $"{sheet.Period.Label} by the sheet, {year?.Label} printed"));
            context.Package.Contradict(
                "observations",
                PackageBuilder.ObservationCode(sheet),
                "fiscalYear",
                (new Place(context.Document.Code, row.Line, page), year?.Label ?? ""),
                (Place.Of(sheet), sheet.Period.Label ?? ""));
            period = sheet.Period;
        }

        State(row, page, indicator, ObservationType.Current, period, value.Figure, repairs, null);
    }

    /// <summary>The period as the kind of year in which the sheet counts the same values of the indicator.</summary>
    private (Period? Period, IReadOnlyList<(RepairRule Rule, string Detail)> Repairs) OfSheetKind(string indicator, ObservationType type, Period? period) =>
        period is { Kind: PeriodKind.FiscalYear, FiscalYear: { } year }
            && context.Package.StatementsOf(indicator).FirstOrDefault(s => s.ValueType == type && s.Part != Part) is { Period: { Kind: PeriodKind.CalendarYear } sheet }
            ? (Period.OfCalendarYear(year, period.Label), [(ListRepairs.KindOfSheet, $"{period.Label} is a calendar year as {sheet.Label} on the sheet")])
            : (period, []);

    private static bool IsOtherYear(Statement sheet, Period? period) =>
        PackageBuilder.ObservationCode(sheet) != PackageBuilder.ObservationCode(sheet with { Period = period });

    private static List<(RepairRule Rule, string Detail)> RepairsOf(ListValue value) => value.Repair is { } rule ? [(rule, value.Detail!)] : [];

    private void State(
        ListRow row, int? page, string indicator, ObservationType type, Period? period, Figure figure, List<(RepairRule Rule, string Detail)> repairs, string? note)
    {
        foreach (var (rule, detail) in repairs)
        {
            context.Ledger.Repair(row.Line, rule, $"{indicator}: {detail}");
        }

        var notes = repairs.Select(r => r.Rule.Note(r.Detail)).Append(note).OfType<string>();
        context.Package.State(new Statement
        {
            IndicatorCode = indicator,
            ValueType = type,
            Period = period,
            Figure = figure,
            DocumentCode = context.Document.Code,
            Line = row.Line,
            Page = page,
            Part = Part,
            Note = string.Join("; ", notes) is { Length: > 0 } joined ? joined : null,
        });
        context.Ledger.Record(row.Line, "observations");
    }
}
