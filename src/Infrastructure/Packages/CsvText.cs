using System.Text;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">1-based line on which it begins.</param>
/// <param name="Cells">Cells; null is the empty cell, the empty string a pair of quotes with nothing inside.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string?> Cells);

/// <summary>A place where a file is not CSV.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Position">1-based character in the line.</param>
/// <param name="Message">What was found and what was expected.</param>
internal sealed record CsvFault(int Line, int Position, string Message);

/// <summary>
/// Reads and writes RFC 4180 with LF line ends. Strict on purpose: a reader that repairs a damaged file
/// would load half a row, so every departure is a fault with its place.
/// </summary>
internal sealed class CsvText
{
    private readonly List<CsvRecord> records = [];
    private readonly List<CsvFault> faults = [];
    private readonly string text;
    private int position;
    private int line = 1;
    private int lineStart;

    private CsvText(string text) => this.text = text;

    /// <summary>Records up to the first fault, the header included.</summary>
    public IReadOnlyList<CsvRecord> Records => records;

    /// <summary>The first place that is not CSV; null if all is well.</summary>
    public CsvFault? Fault => faults.Count == 0 ? null : faults[0];

    /// <summary>Reads a whole file.</summary>
    /// <param name="text">Its text.</param>
    public static CsvText Read(string text)
    {
        var csv = new CsvText(text);
        while (csv.position < text.Length && csv.faults.Count == 0)
        {
            csv.ReadRecord();
        }

        return csv;
    }

    /// <summary>Appends one record.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="cells">Cells; null is the empty cell.</param>
    public static void Write(StringBuilder to, IEnumerable<string?> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            to.Append(isFirst ? "" : ",");
            isFirst = false;
            if (cell is null)
            {
                continue;
            }

            _ = NeedsQuotes(cell)
                ? to.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"')
                : to.Append(cell);
        }

        to.Append('\n');
    }

    private static bool NeedsQuotes(string cell) => cell.Length == 0 || cell.AsSpan().IndexOfAny(",\"\r\n") >= 0;

    private void ReadRecord()
    {
        var firstLine = line;
        var cells = new List<string?>();
        while (true)
        {
            cells.Add(text.Length > position && text[position] == '"' ? ReadQuoted() : ReadPlain());
            if (faults.Count > 0)
            {
                return;
            }

            if (position == text.Length)
            {
                Fail("the file ends inside a row: expected a line feed after the last row");
                return;
            }

            if (text[position] == ',')
            {
                position++;
                continue;
            }

            NextLine();
            records.Add(new CsvRecord(firstLine, cells));
            return;
        }
    }

    private string? ReadPlain()
    {
        var start = position;
        while (position < text.Length && text[position] is not (',' or '\n'))
        {
            if (text[position] is '"')
            {
                Fail("unexpected quote in an unquoted cell: expected , or a line feed");
                return null;
            }

            if (text[position] is '\r')
            {
                Fail("unexpected carriage return: expected lines that end with a line feed only");
                return null;
            }

            position++;
        }

        return position == start ? null : text[start..position];
    }

    private string ReadQuoted()
    {
        var cell = new StringBuilder();
        position++;
        while (position < text.Length)
        {
            var character = text[position];
            if (character != '"')
            {
                cell.Append(character);
                if (character == '\n')
                {
                    NextLine();
                }
                else
                {
                    position++;
                }

                continue;
            }

            position++;
            if (position < text.Length && text[position] == '"')
            {
                cell.Append('"');
                position++;
                continue;
            }

            if (position < text.Length && text[position] is not (',' or '\n'))
            {
                Fail("unexpected text after a closing quote: expected , or a line feed");
            }

            return cell.ToString();
        }

        Fail("the file ends inside a quoted cell: expected a closing quote");
        return cell.ToString();
    }

    private void NextLine()
    {
        position++;
        line++;
        lineStart = position;
    }

    private void Fail(string message) => faults.Add(new CsvFault(line, position - lineStart + 1, message));
}
