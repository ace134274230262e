namespace Kawasaki.Infrastructure.Documents.Reading;

/// <summary>A line of a table: cells between tabs. Cells are counted from 1, as a reader counts columns.</summary>
/// <param name="line">1-based line of the document.</param>
/// <param name="text">The line.</param>
internal sealed class TableRow(int line, string text)
{
    private readonly string[] cells = text.Split('\t');

    /// <summary>1-based line of the document.</summary>
    public int Line { get; } = line;

    /// <summary>Number of cells, empty ones at the end included.</summary>
    public int Count => cells.Length;

    /// <summary>The cell as printed, trimmed; empty where the row ends before it.</summary>
    /// <param name="column">1-based column.</param>
    public string this[int column] => column <= cells.Length ? cells[column - 1].Trim() : "";

    /// <summary>The cells that are not empty, with their columns, from left to right.</summary>
    public IEnumerable<(int Column, string Text)> Filled =>
        cells.Select((c, i) => (Column: i + 1, Text: c.Trim())).Where(c => c.Text.Length > 0);

    /// <summary>True where the line has at least one tab.</summary>
    /// <param name="text">The line.</param>
    public static bool IsRow(string text) => text.Contains('\t', StringComparison.Ordinal);
}
