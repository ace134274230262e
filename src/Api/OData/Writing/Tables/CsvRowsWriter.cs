using System.Buffers;
using System.Text;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Writes rows as comma-separated values.</summary>
/// <remarks>
/// RFC 4180: lines end in CR LF, quotes only where they are needed. Null is an empty cell, an empty text is `""`.
/// A text that a spreadsheet would run as a formula gets an apostrophe before it, but in an exact file; numbers and dates never.
/// </remarks>
/// <param name="output">Where.</param>
/// <param name="columns">Its columns.</param>
/// <param name="format">Header and mark.</param>
/// <param name="name">Name of the set.</param>
internal sealed class CsvRowsWriter(PageBuffer output, IReadOnlyList<TableColumn> columns, CsvFormat format, string name) : RowsWriter
{
    // The longest UTF-8 form of one UTF-16 unit.
    private const int MostBytesPerCharacter = 3;

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    private readonly CellText cells = new();

    /// <inheritdoc/>
    public override string ContentType => format.ContentType;

    /// <inheritdoc/>
    public override string FileName => name + format.Extension;

    /// <inheritdoc/>
    public override void Begin()
    {
        if (format.HasByteOrderMark)
        {
            output.Write("\uFEFF"u8);
        }

        if (format.HasHeader)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                Separate(i);
                WriteText(columns[i].Value.Name);
            }

            output.Write("\r\n"u8);
        }
    }

    /// <inheritdoc/>
    public override void Write(RowReader row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Separate(i);
            var (value, isText) = (columns[i].Value, columns[i].IsText);
            if (row.IsNull(value.Ordinal))
            {
                continue;
            }

            if (!isText)
            {
                output.Write(cells.ReadPlain(row, value));
            }
            else if (cells.Read(row, value) is var text && !(text.Length == 0 && value.Type.IsCollection))
            {
                WriteText(text);
            }
        }

        output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    public override void End(string? nextLink)
    {
        // The next link has no place in the file: it is the Link header.
    }

    /// <inheritdoc/>
    public override void Dispose() => cells.Dispose();

    private void Separate(int column)
    {
        if (column > 0)
        {
            output.Write(","u8);
        }
    }

    private void WriteText(string text)
    {
        var isFormula = !format.IsExact && FormulaText.Runs(text);
        if (text.Length > 0 && text.AsSpan().IndexOfAny(Quoted) < 0)
        {
            if (isFormula)
            {
                output.Write("'"u8);
            }

            Encode(text);
            return;
        }

        output.Write(isFormula ? "\"'"u8 : "\""u8);
        Encode(text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        output.Write("\""u8);
    }

    private void Encode(string text) => output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(text.Length * MostBytesPerCharacter)));
}
