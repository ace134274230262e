using System.Globalization;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>Writes the actions of a task. The years of a block are settled, so no action of the sheets is ongoing.</summary>
/// <param name="section">The section.</param>
internal sealed class ActionWriter(SheetSection section)
{
    /// <summary>Writes the actions of one task.</summary>
    /// <param name="actions">Actions of its sheet.</param>
    /// <param name="owner">The task.</param>
    public void Write(IReadOnlyList<SheetAction> actions, TaskOwner owner)
    {
        foreach (var (action, index) in actions.Select((a, n) => (a, n)))
        {
            section.Package.Data.Actions.Add(new PlannedAction
            {
                Code = string.Create(CultureInfo.InvariantCulture, $"{owner.Code}-act{index + 1}"),
                DocumentCode = section.Document.Code,
                Line = action.Line,
                Page = owner.Page,
                PlanCode = SheetSection.PlanCode,
                ReformTaskCode = owner.Code,
                Number = index + 1,
                Group = action.Group,
                Text = action.Text,
                FirstFiscalYear = action.Mark.FiscalYears[0],
                LastFiscalYear = action.Mark.FiscalYears[^1],
                FiscalYears = action.Mark.FiscalYears,
                IsOngoing = false,
                Note = Repairs(action) is [_, ..] repairs ? string.Join("; ", repairs.Select(r => r.Rule.Note(r.Detail))) : null,
            });
            section.Ledger.Record(action.Line, "actions");
        }
    }

    /// <summary>Enters the lines of the list and their repairs into the account, once a sheet.</summary>
    /// <param name="rows">Lines of the list.</param>
    /// <param name="actions">Its actions.</param>
    public void Account(IEnumerable<SheetRow> rows, IReadOnlyList<SheetAction> actions)
    {
        foreach (var row in rows)
        {
            section.Ledger.PartOfRecord(row.Line);
        }

        foreach (var (line, rule, detail) in actions.SelectMany(a => Repairs(a).Select(r => (a.Line, r.Rule, r.Detail))).Distinct())
        {
            section.Ledger.Repair(line, rule, detail);
        }
    }

    private static IReadOnlyList<(RepairRule Rule, string Detail)> Repairs(SheetAction action) =>
        action.Mark.Contradiction is { } years ? [.. action.Repairs, (SheetRepairs.EraOverWesternYear, years)] : action.Repairs;
}
