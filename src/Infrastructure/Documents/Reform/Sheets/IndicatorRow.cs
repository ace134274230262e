using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>One value of an indicator's row.</summary>
/// <param name="Figure">Value.</param>
/// <param name="Period">Its period; null if none is printed.</param>
/// <param name="Note">Note (※) printed with it.</param>
/// <param name="IsOnNextLine">Its period stands on the line below.</param>
internal sealed record IndicatorValue(Figure Figure, PeriodReading? Period, string? Note, bool IsOnNextLine);

/// <summary>
/// The row of an indicator: name, 現状値, its value, 目標値, its value. Empty cells between them mean nothing; the years
/// stand behind the values in brackets, in the next cell, or on the next line.
/// </summary>
/// <param name="Name">Name without layout blanks.</param>
/// <param name="NameRepair">What was joined in the name; null for nothing.</param>
/// <param name="Current">現状値.</param>
/// <param name="Target">目標値.</param>
/// <param name="HasGluedTarget">目標値 and its value stand in one cell.</param>
internal sealed record IndicatorRow(string Name, string? NameRepair, IndicatorValue Current, IndicatorValue Target, bool HasGluedTarget)
{
    private const string CurrentLabel = "現状値";
    private const string TargetLabel = "目標値";

    /// <summary>Whether the name says 累計 (also 延べ累計, 累計額): the values add up from year to year.</summary>
    public bool IsCumulative => Name.Contains("累計", StringComparison.Ordinal);

    /// <summary>Whether the row is printed empty: dashes for name and values.</summary>
    /// <param name="row">Row.</param>
    public static bool IsEmpty(SheetRow row) =>
        row.Filled is [var name, ..] && SheetText.IsDash(name)
        && row.Filled.All(c => SheetText.IsDash(c) || SheetText.WithoutBlanks(c) is CurrentLabel or TargetLabel);

    /// <summary>Reads a row; null where it is not of the form.</summary>
    /// <param name="row">Row of the indicator.</param>
    /// <param name="years">The line of years below it; null if there is none.</param>
    public static IndicatorRow? Read(SheetRow row, SheetRow? years)
    {
        var cells = row.Filled;
        var current = Position(cells, CurrentLabel);
        var target = Position(cells, TargetLabel);
        if (current != 1 || target <= current)
        {
            return null;
        }

        var (name, joined) = SheetRepairs.JoinSpacedLetters(cells[0]);
        var glued = SheetText.WithoutBlanks(cells[target]) != TargetLabel;
        var targetCells = cells.Skip(target + 1).Prepend(glued ? AfterLabel(cells[target]) : "");
        var below = years?.Filled ?? [];
        if (below.Count is not (0 or 2))
        {
            return null;
        }

        var currentValue = Value(cells.Take(target).Skip(current + 1), below is [var first, _] ? first : null);
        var targetValue = Value(targetCells, below is [_, var second] ? second : null);
        return currentValue is null || targetValue is null ? null : new IndicatorRow(TextFolding.Name(name), joined, currentValue, targetValue, glued);
    }

    /// <summary>What stands behind the label in its cell; the label may have blanks between its characters.</summary>
    private static string AfterLabel(string cell) => cell[(cell.IndexOf(TargetLabel[^1], StringComparison.Ordinal) + 1)..];

    private static int Position(IReadOnlyList<string> cells, string label)
    {
        for (var n = 1; n < cells.Count; n++)
        {
            if (SheetText.WithoutBlanks(cells[n]).StartsWith(label, StringComparison.Ordinal))
            {
                return n;
            }
        }

        return -1;
    }

    /// <summary>A value with its period; null where nothing is printed, or a period twice.</summary>
    private static IndicatorValue? Value(IEnumerable<string> cells, string? below)
    {
        var printed = TextFolding.Collapse(string.Join(' ', cells));
        var (text, label) = PeriodReader.Split(printed);
        string? note = null;
        if (label is null && printed.LastIndexOf('※') is > 0 and var mark)
        {
            (text, label) = PeriodReader.Split(printed[..mark]);
            note = printed[mark..];
        }
        else if (text.IndexOf('※', StringComparison.Ordinal) is > 0 and var inside)
        {
            note = text[inside..];
        }

        if (text.Length == 0 || (label is not null && below is not null))
        {
            return null;
        }

        label ??= below is null ? null : PeriodReader.Split(below).PeriodText;
        return new IndicatorValue(FigureReader.Read(text), label is null ? null : PeriodReader.Read(label), note, below is not null);
    }
}
