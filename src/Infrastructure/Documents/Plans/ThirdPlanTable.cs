using System.Text.RegularExpressions;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>
/// An action table of the third plan: header rows, then the rows of several projects. The conversion moved cells of whole
/// tables, of runs of rows and of single rows; <see cref="ThirdPlanColumns"/> brings them back.
/// </summary>
internal sealed partial class ThirdPlanTable
{
    private static readonly ActionCalendar Calendar = new([2021], [2022, 2023, 2024, 2025], 2026, HasFigures: true);

    private readonly DocumentScope scope;
    private readonly string planCode;
    private readonly string measureCode;
    private readonly ThirdPlanColumns columns;
    private bool inHeader = true;
    private ProjectDraft? project;
    private ActionRowReader? reader;

    /// <summary>Begins a table with its first header row.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="measureCode">Measure.</param>
    /// <param name="header">The first header row.</param>
    public ThirdPlanTable(DocumentScope scope, string planCode, string measureCode, TableRow header)
    {
        (this.scope, this.planCode, this.measureCode) = (scope, planCode, measureCode);
        columns = new ThirdPlanColumns(scope, header);
        scope.Ledger.PartOfRecord(header.Line);
        scope.Ledger.Cells(header, c => PlanGrammar.IsHeadOfActions(header[c]));
    }

    /// <summary>Reads a further header row, a project or a row of its actions.</summary>
    /// <param name="row">The row.</param>
    public void Read(TableRow row)
    {
        if (inHeader && IsHeader(row))
        {
            ReadHeader(row);
            return;
        }

        inHeader = false;
        if (row[1].EndsWith('。') && row.Filled.Count() == 1)
        {
            scope.Passage(row.Line, row[1], "text", "measures", measureCode);
            return;
        }

        var name = ThirdPlanColumns.ProjectCell(row);
        if (name is not null)
        {
            BeginProject(row.Line, name);
        }

        if (project is null || reader is null)
        {
            scope.Ledger.NotRecognized(row.Line, "a row of actions before the first project");
        }
        else if (columns.ToActionRow(row) is { } cells)
        {
            scope.Ledger.PartOfRecord(row.Line);
            reader.Read(cells);
        }
    }

    /// <summary>Ends the table.</summary>
    public void Finish() => project?.Finish();

    private void BeginProject(int line, string cell)
    {
        project?.Finish();
        var match = ProjectName().Match(cell);
        var code = PlanHierarchy.AddProject(scope, line, planCode, measureCode, TextFolding.Name(match.Groups["name"].Value), null);
        if (match.Groups["rest"].Value is { Length: > 0 } description)
        {
            scope.Passage(line, description, "description", "projects", code);
        }

        project = new ProjectDraft(scope, planCode, measureCode, code);
        reader = new ActionRowReader(scope, Calendar, project);
    }

    private void ReadHeader(TableRow row)
    {
        scope.Ledger.PartOfRecord(row.Line);
        var years = row.Filled.Select(c => EraYears.First(c.Text)?.Year).OfType<int>().ToList();
        if (years.Count > 0 && !years.SequenceEqual([.. Calendar.CurrentYears, .. Calendar.Years, Calendar.OpenYear]))
        {
            scope.Ledger.NotRecognized(row.Line, "the fiscal years 2021 to 2026 are expected in the header");
        }
    }

    private static bool IsHeader(TableRow row) =>
        row[1].Length == 0 && row.Filled.All(c => HeaderCell().IsMatch(TextFolding.Narrow(c.Text).Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>Name of a project at the start of its cell, up to the first blank, and its description.</summary>
    [GeneratedRegex(@"^(?<name>\S+(?:事業|事務))(?:\s+(?<rest>.+))?$")]
    internal static partial Regex ProjectName();

    [GeneratedRegex(@"^(令和\d\(\d{4}\))?(年度(以降)?)?$")]
    private static partial Regex HeaderCell();
}
