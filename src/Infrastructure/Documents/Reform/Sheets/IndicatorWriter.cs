using System.Globalization;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Writes the activity (活動指標) and outcome indicators (成果指標) of a sheet with their current and target values. Codes
/// take the printed number: 活動指標② is a2, 成果指標①-3 is o1-3; the number of the row counts on through the sheet.
/// </summary>
/// <param name="section">The section.</param>
internal sealed class IndicatorWriter(SheetSection section)
{
    /// <summary>Writes the indicators of every task of the sheet.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="owners">Its tasks.</param>
    public void Write(Sheet sheet, IReadOnlyList<TaskOwner> owners)
    {
        var goal = string.Concat(sheet.Of(SheetPart.Goal).SelectMany(r => r.Filled));
        var numbers = new Dictionary<SheetPart, int>();
        for (var n = 0; n < sheet.Rows.Count; n++)
        {
            var row = sheet.Rows[n];
            if (row.Part is not (SheetPart.ActivityIndicator or SheetPart.OutcomeIndicator))
            {
                continue;
            }

            var years = n + 1 < sheet.Rows.Count && sheet.Rows[n + 1].Part == SheetPart.IndicatorYears ? sheet.Rows[n + 1] : null;
            if (IndicatorRow.IsEmpty(row))
            {
                section.Ledger.PageFurniture(row.Line, "empty indicator row");
            }
            else if (IndicatorRow.Read(row, years) is { } read)
            {
                numbers[row.Part] = numbers.GetValueOrDefault(row.Part) + 1;
                Account(row, years, read);
                foreach (var owner in owners)
                {
                    Add(row, read, owner, numbers[row.Part], goal);
                }
            }
        }
    }

    private void Account(SheetRow row, SheetRow? years, IndicatorRow read)
    {
        section.Ledger.PartOfRecord(row.Line);
        if (years is not null)
        {
            section.Ledger.PartOfRecord(years.Line);
        }

        if (read.NameRepair is { } joined)
        {
            section.Ledger.Repair(row.Line, SheetRepairs.SpacedLetters, joined);
        }

        foreach (var (rule, detail) in Repairs(read.Current).Concat(Repairs(read.Target)).Concat(Glued(read)))
        {
            section.Ledger.Repair(row.Line, rule, detail);
        }
    }

    private void Add(SheetRow row, IndicatorRow read, TaskOwner owner, int number, string goal)
    {
        var isActivity = row.Part == SheetPart.ActivityIndicator;
        var code = owner.Code + (isActivity ? "-a" : "-o") + PrintedNumber(row.Label);
        section.Package.Data.Indicators.Add(new Indicator
        {
            Code = code,
            DocumentCode = section.Document.Code,
            Line = row.Line,
            Page = owner.Page,
            Kind = isActivity ? IndicatorKind.Activity : IndicatorKind.Outcome,
            PlanCode = SheetSection.PlanCode,
            ReformTaskCode = owner.Code,
            Number = number,
            Name = read.Name,
            Unit = read.Target.Figure.Unit ?? read.Current.Figure.Unit,
            Direction = IndicatorDirection.Read(read, goal),
            IsCumulative = read.IsCumulative,
        });
        section.Ledger.Record(row.Line, "indicators");
        State(row, owner, code, ObservationType.Current, read.Current, []);
        State(row, owner, code, ObservationType.Target, read.Target, Glued(read));
    }

    private void State(
        SheetRow row, TaskOwner owner, string indicator, ObservationType type, IndicatorValue value, IEnumerable<(RepairRule Rule, string Detail)> more)
    {
        var notes = Repairs(value).Concat(more).Select(r => r.Rule.Note(r.Detail)).Prepend(value.Note ?? "").Where(n => n.Length > 0);
        var statement = new Statement
        {
            IndicatorCode = indicator,
            ValueType = type,
            Period = value.Period?.Period,
            Figure = value.Figure,
            DocumentCode = section.Document.Code,
            Line = row.Line,
            Page = owner.Page,
            Part = "sheet",
            Note = string.Join("; ", notes) is { Length: > 0 } note ? note : null,
        };
        section.Package.State(statement);
        section.Ledger.Record(row.Line, "observations");
        if (value.Period is { IsContradictory: true } period)
        {
            AddWrongYear(statement, period.Period, period.ByWesternYear!);
        }
    }

    private void AddWrongYear(Statement statement, Period byEra, Period byWesternYear)
    {
        var place = Place.Of(statement);
        section.Package.Contradict(
            "observations",
            PackageBuilder.ObservationCode(statement),
            "fiscalYear",
            (place, string.Create(CultureInfo.InvariantCulture, $"{byWesternYear.FiscalYear}")),
            (place, byEra.Label ?? ""),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{byEra.Label} is {byEra.FiscalYear} by its era and {byWesternYear.FiscalYear} in brackets; the era year is published."));
    }

    private static IEnumerable<(RepairRule Rule, string Detail)> Glued(IndicatorRow read) =>
        read.HasGluedTarget ? [(SheetRepairs.GluedTargetLabel, $"目標値 and {read.Target.Figure.ValueText} read apart")] : [];

    private static IEnumerable<(RepairRule Rule, string Detail)> Repairs(IndicatorValue value)
    {
        if (value.IsOnNextLine)
        {
            yield return (SheetRepairs.YearOnNextLine, $"{value.Period?.Period.Label} read with {value.Figure.ValueText}");
        }

        if (value.Period is { ByWesternYear: { } western, Period: var byEra })
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"{byEra.FiscalYear} for the printed {western.FiscalYear}");
            yield return (SheetRepairs.EraOverWesternYear, detail);
        }
    }

    /// <summary>活動指標② is 2, 成果指標①-3 is 1-3.</summary>
    private static string PrintedNumber(string label)
    {
        const int prefix = 4;
        return string.Create(CultureInfo.InvariantCulture, $"{label[prefix] - '①' + 1}{label[(prefix + 1)..]}");
    }
}
