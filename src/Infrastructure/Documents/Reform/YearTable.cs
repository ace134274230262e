using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform;

/// <summary>A table whose header names fiscal years: the header's years by column, and the rows below it.</summary>
/// <param name="Header">The header.</param>
/// <param name="Years">Fiscal year by column.</param>
/// <param name="Rows">The rows down to the first line that is no row.</param>
internal sealed record YearTable(TableRow Header, IReadOnlyDictionary<int, int> Years, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Reads the table whose header stands in the line.</summary>
    /// <param name="document">The document.</param>
    /// <param name="header">1-based line of the header.</param>
    /// <param name="last">Last line of the part.</param>
    public static YearTable Read(SourceDocument document, int header, int last)
    {
        var row = RowAt(document, header);
        return new YearTable(row, YearsOf(row), RowsFrom(document, header + 1, last));
    }

    /// <summary>The row of a line; an empty one where the document ends before it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="line">1-based line.</param>
    public static TableRow RowAt(SourceDocument document, int line) => new(line, line <= document.Lines.Count ? document[line] : "");

    /// <summary>The rows from a line down to the first line that is none.</summary>
    /// <param name="document">The document.</param>
    /// <param name="first">1-based first line.</param>
    /// <param name="last">Last line of the part.</param>
    public static IReadOnlyList<TableRow> RowsFrom(SourceDocument document, int first, int last) =>
        [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).TakeWhile(l => TableRow.IsRow(document[l])).Select(l => RowAt(document, l))];

    /// <summary>The fiscal years of a header by column; a year whose era and western year disagree is none.</summary>
    /// <param name="row">The row.</param>
    public static IReadOnlyDictionary<int, int> YearsOf(TableRow row) =>
        row.Filled.Select(c => (c.Column, Year: EraYears.First(c.Text))).Where(c => c.Year is { IsContradictory: false })
            .ToDictionary(c => c.Column, c => c.Year!.Value.Year);

    /// <summary>True where every cell behind the labels stands under a year.</summary>
    /// <param name="row">The row.</param>
    /// <param name="years">The years of the header.</param>
    /// <param name="labels">Number of columns before the first year.</param>
    /// <param name="shift">How far the row's cells stand to the right of the header's.</param>
    public static bool Fits(TableRow row, IReadOnlyDictionary<int, int> years, int labels, int shift = 0) =>
        row.Filled.All(c => c.Column <= labels + shift || years.ContainsKey(c.Column - shift));
}
