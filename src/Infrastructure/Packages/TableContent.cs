using System.Text;

namespace Kawasaki.Infrastructure.Packages;

/// <summary>One file of a package as it was read.</summary>
internal sealed class TableContent
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private TableContent(PackageTable table) => Table = table;

    /// <summary>The table.</summary>
    public PackageTable Table { get; }

    /// <summary>False when the file is missing.</summary>
    public bool IsPresent { get; private init; }

    /// <summary>Why the bytes are not the text expected; null if they are.</summary>
    public string? EncodingFault { get; private init; }

    /// <summary>Why the text is not CSV; null if it is.</summary>
    public CsvFault? CsvFault { get; private init; }

    /// <summary>The header; empty when nothing could be read.</summary>
    public IReadOnlyList<string?> Header { get; private init; } = [];

    /// <summary>Rows below a header that is the schema's; empty otherwise.</summary>
    public IReadOnlyList<PackageRow> Rows { get; private init; } = [];

    /// <summary>True when the header is exactly the schema's.</summary>
    public bool HasHeader => Header.SequenceEqual(Table.Columns.Select(c => (string?)c.Name));

    /// <summary>True when every row could be found: only then an absent row is really absent.</summary>
    public bool IsWhole => IsPresent && EncodingFault is null && CsvFault is null && HasHeader;

    /// <summary>Reads a file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="bytes">The whole file; null when it is missing.</param>
    public static TableContent Read(PackageTable table, byte[]? bytes)
    {
        if (bytes is null)
        {
            return new TableContent(table);
        }

        if (FindEncodingFault(bytes, out var text) is { } fault)
        {
            return new TableContent(table) { IsPresent = true, EncodingFault = fault };
        }

        var csv = CsvText.Read(text);
        var header = csv.Records.Count > 0 ? csv.Records[0].Cells : [];
        var content = new TableContent(table) { IsPresent = true, CsvFault = csv.Fault, Header = header };
        return content.HasHeader
            ? new TableContent(table) { IsPresent = true, CsvFault = csv.Fault, Header = header, Rows = [.. csv.Records.Skip(1).Select((r, i) => Row(table, i + 1, r))] }
            : content;
    }

    private static PackageRow Row(PackageTable table, int number, CsvRecord record)
    {
        var row = new PackageRow(table, number, record.Line, record.Cells, null);
        if (!row.IsComplete)
        {
            return row;
        }

        // Activator does not ask for `required` members: each is a column and set below.
        var entity = Activator.CreateInstance(table.RowType)!;
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (!CellCodec.TryRead(table.Columns[i], record.Cells[i], out var value))
            {
                return row;
            }

            table.Columns[i].Property.SetValue(entity, value);
        }

        return row with { Entity = entity };
    }

    private static string? FindEncodingFault(byte[] bytes, out string text)
    {
        text = "";
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            return "line 1: the file begins with a byte order mark, expected UTF-8 without one";
        }

        if (bytes.AsSpan().IndexOf((byte)0) is >= 0 and var zero)
        {
            return $"line {LineOf(bytes, zero)}: byte {zero + 1} is NUL, expected text";
        }

        try
        {
            text = StrictUtf8.GetString(bytes);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            return $"line {LineOf(bytes, e.Index)}: byte {e.Index + 1} is not UTF-8";
        }
    }

    private static int LineOf(byte[] bytes, int index) => 1 + bytes.AsSpan(0, Math.Clamp(index, 0, bytes.Length)).Count((byte)'\n');
}
