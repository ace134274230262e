using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Plans;

/// <summary>Brings the cells of the third plan's action rows to the columns they belong to; every move is a named repair.</summary>
internal sealed class ThirdPlanColumns
{
    /// <summary>The head row prints 現状 over two columns, so that the years begin one column further right.</summary>
    public static RepairRule YearsOneColumnRight { get; } = new(
        "years-one-column-right", "In a table whose first head row prints 現状 over two of eight or nine columns, FY2022 to FY2025 stand in columns 4 to 7.");

    /// <summary>The column of project names vanished.</summary>
    public static RepairRule RowShiftedLeft { get; } = new(
        "row-shifted-left", "From the first row that begins with an action instead of a project's name, all cells of the table stand one column further left.");

    /// <summary>A project's name in the second cell.</summary>
    public static RepairRule RowShiftedRight { get; } = new(
        "row-shifted-right", "A row whose second cell holds a project's name and description stands one column further right.");

    /// <summary>An item in the column of project names, with its figures in the columns where they belong.</summary>
    public static RepairRule ItemInNameColumn { get; } = new(
        "item-in-name-column", "An item in the first cell of a row whose second cell is a figure of the current column belongs to the current column.");

    /// <summary>The current column's cell stands in the next one.</summary>
    public static RepairRule CurrentInNextColumn { get; } = new(
        "current-in-next-column", "Items that end in 継続実施 in the first year's cell beside an empty current cell are the current column's cell.");

    /// <summary>Four figures in a row that do not begin in the column of FY2022.</summary>
    public static RepairRule FourTargets { get; } = new(
        "four-targets", "Four figures of one name side by side are the targets of FY2022 to FY2025, wherever in the row they stand.");

    /// <summary>事業推進 outside the last column.</summary>
    public static RepairRule GoesOnInLastColumn { get; } = new(
        "goes-on-in-last-column", "事業推進 alone in a cell belongs to the last column (FY2026 on), wherever in the row it stands.");

    private const int PlanYears = 4;

    private readonly DocumentScope scope;
    private readonly bool yearsOneRight;
    private bool shiftedLeft;

    /// <summary>Takes the layout of a table from its first head row.</summary>
    /// <param name="scope">The document.</param>
    /// <param name="header">The first head row.</param>
    public ThirdPlanColumns(DocumentScope scope, TableRow header)
    {
        this.scope = scope;
        yearsOneRight = header.Count is 8 or 9
            && TextFolding.Comparable(header[2]) == "現状" && header[3].Length == 0 && TextFolding.Comparable(header[4]) == "事業内容・目標";
    }

    /// <summary>The cell with a project's name and description; null where the row continues the project above.</summary>
    /// <param name="row">The row.</param>
    public static string? ProjectCell(TableRow row) =>
        IsProject(row[1]) ? row[1] : row[1].Length == 0 && IsProject(row[2]) && row[2].EndsWith('。') ? row[2] : null;

    /// <summary>The row with its cells in the columns where they belong; null where it holds nothing but a project's name.</summary>
    /// <param name="row">The row.</param>
    public ActionRow? ToActionRow(TableRow row)
    {
        var notes = new List<string>();
        var (current, firstYear) = Layout(row, notes);
        var currentText = row[current];
        if (current == 1 && firstYear == 3)
        {
            currentText += " " + row[2];
        }

        var years = Enumerable.Range(firstYear, PlanYears).ToArray();
        var cells = row.Filled.Where(c => c.Column > current && !(firstYear == 3 && c.Column == 2)).ToDictionary(c => c.Column, c => c.Text);
        var targetNotes = notes.ToList();
        var targets = TakeFigures(row.Line, currentText, cells, firstYear, targetNotes);
        var open = TakeGoesOn(row.Line, cells, firstYear + PlanYears, notes);
        var yearTexts = years.Select(c => cells.Remove(c, out var text) ? text : "").ToArray();
        if (cells.Count > 0)
        {
            scope.Ledger.NotRecognized(row.Line, $"cell {cells.Keys.First()} is in no column of the table");
        }

        if (currentText.Length == 0 && yearTexts is [{ Length: > 0 } glued, "", "", ""] && HtmlCell.Text(glued).EndsWith(" " + ActionText.ContinuesWord, StringComparison.Ordinal))
        {
            notes.Add(scope.Repair(row.Line, CurrentInNextColumn, "cell of FY2022 read as the current column's"));
            (currentText, yearTexts[0]) = (glued, "");
        }

        return currentText.Length == 0 && targets is [] && open.Length == 0 && yearTexts.All(t => t.Length == 0)
            ? null
            : new ActionRow(row.Line, currentText, yearTexts, open, Joined(notes)) { Targets = targets, TargetNote = Joined(targetNotes) };

        static string? Joined(List<string> sentences) => sentences.Count > 0 ? string.Join("; ", sentences) : null;
    }

    /// <summary>Column of the current state, and of FY2022.</summary>
    private (int Current, int FirstYear) Layout(TableRow row, List<string> notes)
    {
        if (IsProject(row[1]))
        {
            shiftedLeft = false;
        }
        else if (row[1].Length == 0 && ProjectCell(row) is not null)
        {
            notes.Add(scope.Repair(row.Line, RowShiftedRight, "actions read from cell 3 on"));
            return (3, 4);
        }
        else if (row[1].Length > 0)
        {
            if (FigureTokens.Extract(row[2]) is { IsPure: true, Tokens: [{ PeriodText: not null }, ..] })
            {
                notes.Add(scope.Repair(row.Line, ItemInNameColumn, "cells 1 and 2 read as the current column"));
                return (1, 3);
            }

            shiftedLeft = true;
        }

        if (shiftedLeft)
        {
            notes.Add(scope.Repair(row.Line, RowShiftedLeft, "cell 1 read as the current column, cell 2 as FY2022"));
            return (1, 2);
        }

        if (yearsOneRight && row.Filled.Any(c => c.Column > 2 && !FigureTokens.Extract(HtmlCell.Text(c.Text)).IsPure))
        {
            notes.Add(scope.Repair(row.Line, YearsOneColumnRight, "cell 4 read as FY2022"));
        }

        return yearsOneRight ? (2, 4) : (2, 3);
    }

    /// <summary>Takes out the cells that hold a target and nothing else.</summary>
    private List<(int Year, FigureToken Token)> TakeFigures(int line, string current, Dictionary<int, string> cells, int firstYear, List<string> notes)
    {
        var figures = new List<(int Column, FigureToken Token)>();
        foreach (var (column, text) in cells.OrderBy(c => c.Key))
        {
            var found = FigureTokens.Extract(string.Join(' ', BulletList.Items(text).Select(i => i.Text)));
            var distinct = found.Tokens.DistinctBy(t => t.Figure.ValueText).ToList();
            if (!found.IsPure)
            {
                continue;
            }

            cells.Remove(column);
            if (distinct[0].PeriodText is not null && TextFolding.Comparable(HtmlCell.Text(current)).Contains(TextFolding.Comparable(text), StringComparison.Ordinal))
            {
                // The conversion prints a nested table of the current cell a second time behind the row.
                continue;
            }

            if (distinct is not [{ PeriodText: null } token])
            {
                scope.Ledger.NotRecognized(line, $"one target is expected in cell {column}");
                continue;
            }

            figures.Add((column, token));
        }

        if (figures.Count == PlanYears && figures[^1].Column - figures[0].Column == PlanYears - 1 && figures[0].Column != firstYear)
        {
            notes.Add(scope.Repair(line, FourTargets, $"cells {figures[0].Column} to {figures[^1].Column} read as FY2022 to FY2025"));
            firstYear = figures[0].Column;
        }

        return [.. figures.Select(f => (2022 + f.Column - firstYear, f.Token))];
    }

    /// <summary>Takes out the cell of the last column.</summary>
    private string TakeGoesOn(int line, Dictionary<int, string> cells, int openColumn, List<string> notes)
    {
        foreach (var (column, _) in cells.Where(c => HtmlCell.Text(c.Value) is ActionText.GoesOnWord or "・" + ActionText.GoesOnWord).ToList())
        {
            cells.Remove(column, out var text);
            if (column != openColumn)
            {
                notes.Add(scope.Repair(line, GoesOnInLastColumn, $"cell {column} read as the last column"));
            }

            return text!;
        }

        return cells.Remove(openColumn, out var open) ? open : "";
    }

    private static bool IsProject(string cell) =>
        cell.Length > 0 && !BulletList.IsMarker(cell[0]) && !cell.StartsWith('<') && ThirdPlanTable.ProjectName().IsMatch(cell);
}
