using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Writes rows as a workbook: typed cells under a header row, and a last sheet that describes the columns.</summary>
/// <remarks>
/// Source: ECMA-376, parts 1 (SpreadsheetML) and 2 (packaging). The parts are written one after the other into the archive and strings inline, so that
/// nothing of a row is kept; a sheet that is full is followed by another. Inline strings are never formulas and need no apostrophe.
/// </remarks>
internal sealed class XlsxRowsWriter : RowsWriter
{
    /// <summary>Most rows of a sheet, its header left out.</summary>
    public const int MaxRows = 1_048_575;

    // Pieces given to the compressor.
    private const int PieceBytes = 32 * 1024;

    // A fixed time makes the file the same for the same rows, so that it has an ETag worth the name.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IReadOnlyList<TableColumn> columns;
    private readonly string name;
    private readonly int rowsOfSheet;
    private readonly XlsxExtras? extras;
    private readonly ZipArchive archive;
    private readonly PageBuffer piece = new();
    private readonly XlsxCells cells;
    private readonly List<string> sheets = [];
    private Stream? part;
    private int row;

    /// <summary>Begins a workbook.</summary>
    /// <param name="output">Where.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="name">Name of the set.</param>
    /// <param name="rowsOfSheet">Most rows of a sheet.</param>
    /// <param name="extras">What a file has that is taken away; null for a plain answer.</param>
    public XlsxRowsWriter(PageBuffer output, IReadOnlyList<TableColumn> columns, string name, int rowsOfSheet = MaxRows, XlsxExtras? extras = null)
    {
        (this.columns, this.name, this.rowsOfSheet, this.extras) = (columns, name, rowsOfSheet, extras);
        archive = new ZipArchive(new PageStream(output), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        cells = new XlsxCells(piece);
    }

    /// <inheritdoc/>
    public override string ContentType => XlsxFormat.MediaType;

    /// <inheritdoc/>
    public override string FileName => name + ".xlsx";

    /// <inheritdoc/>
    public override bool IsCompressible => false;

    /// <inheritdoc/>
    public override void Begin()
    {
        BeginSheet(sheets.Count == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {sheets.Count + 1}"));
        WriteRow(extras?.Header ?? [.. columns.Select(c => c.Value.Name)], XlsxStyles.Header);
    }

    /// <inheritdoc/>
    public override void Write(RowReader values)
    {
        if (row > rowsOfSheet)
        {
            EndSheet();
            Begin();
        }

        BeginRow();
        for (var i = 0; i < columns.Count; i++)
        {
            cells.Write(values, columns[i], i, row);
        }

        EndRow();
    }

    /// <inheritdoc/>
    public override void End(string? nextLink)
    {
        EndSheet();
        WriteSheet("_fields", XlsxFields.Lines(columns, cells.CutTexts));
        if (extras is not null)
        {
            WriteSheet("_about", extras.About);
            foreach (var (path, bytes) in XlsxNotes.Parts(extras.Notes))
            {
                WritePart(path, bytes);
            }
        }

        foreach (var (path, text) in XlsxParts.All(sheets, extras is not null))
        {
            WritePart(path, Encoding.UTF8.GetBytes(text));
        }

        archive.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        part?.Dispose();
        archive.Dispose();
        cells.Dispose();
        piece.Dispose();
    }

    private void BeginSheet(string title)
    {
        sheets.Add(title);
        row = 0;
        Open(XlsxParts.SheetPath(sheets.Count));
        piece.Write(XlsxParts.SheetBegin);
    }

    private void EndSheet()
    {
        piece.Write(extras is not null && sheets.Count == 1 ? XlsxParts.SheetEndWithNotes : XlsxParts.SheetEnd);
        Close();
    }

    private void WriteSheet(string title, IEnumerable<IReadOnlyList<string>> lines)
    {
        BeginSheet(title);
        foreach (var (line, index) in lines.Select((l, i) => (l, i)))
        {
            WriteRow(line, index == 0 ? XlsxStyles.Header : XlsxStyles.General);
        }

        EndSheet();
    }

    private void WritePart(string path, byte[] bytes)
    {
        Open(path);
        piece.Write(bytes);
        Close();
    }

    private void WriteRow(IReadOnlyList<string> texts, int style)
    {
        BeginRow();
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length > 0)
            {
                cells.WriteText(texts[i], i, row, style);
            }
        }

        EndRow();
    }

    private void BeginRow()
    {
        row++;
        piece.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\">")));
    }

    private void EndRow()
    {
        piece.Write("</row>"u8);
        if (piece.Length > PieceBytes)
        {
            Flush();
        }
    }

    private void Open(string path)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = Time;
        part = entry.Open();
    }

    private void Close()
    {
        Flush();
        part!.Dispose();
        part = null;
    }

    private void Flush()
    {
        part!.Write(piece.Written.Span);
        piece.Clear();
    }
}

/// <summary>What a workbook has that is taken away as a file of its own.</summary>
/// <param name="Header">Words of the header row, by column.</param>
/// <param name="Notes">Notes at its cells, by column; empty for none.</param>
/// <param name="About">A last sheet: where the data is from, its terms and its date; the header first.</param>
internal sealed record XlsxExtras(IReadOnlyList<string> Header, IReadOnlyList<string> Notes, IEnumerable<IReadOnlyList<string>> About);
