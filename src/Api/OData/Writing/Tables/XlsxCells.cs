using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Writes the cells of a sheet; a null has none.</summary>
/// <param name="output">Where.</param>
internal sealed class XlsxCells(PageBuffer output) : IDisposable
{
    // A cell holds a binary64: more digits would be rounded in silence, so they are text.
    private const int MaxDigits = 15;
    private const long MaxExactInteger = 999_999_999_999_999;

    private static readonly DateOnly Epoch = new(1899, 12, 30);

    // The format counts a 29 February 1900, which there was not: days before it have no number that all programs agree on.
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private readonly CellText texts = new();

    /// <summary>How many texts were longer than a cell can hold.</summary>
    public int CutTexts { get; private set; }

    /// <summary>Writes a value.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Which of its values.</param>
    /// <param name="index">Column of the sheet, from 0.</param>
    /// <param name="line">Row of the sheet, from 1.</param>
    public void Write(RowReader row, TableColumn column, int index, int line)
    {
        var value = column.Value;
        if (row.IsNull(value.Ordinal))
        {
            return;
        }

        if (column.IsText)
        {
            var text = texts.Read(row, value);
            if (text.Length > 0)
            {
                WriteText(text, index, line, XlsxStyles.General);
            }

            return;
        }

        switch (value.Type.Primitive)
        {
            case PrimitiveKind.Boolean when value.Form == ValueForm.Native:
                WriteValue(row.GetBoolean(value.Ordinal) ? "1" : "0", index, line, XlsxStyles.General, " t=\"b\"");
                break;
            case PrimitiveKind.Date when row.GetDate(value.Ordinal) is var day && day >= FirstDay:
                WriteNumber(day.DayNumber - Epoch.DayNumber, index, line, XlsxStyles.Date);
                break;
            case PrimitiveKind.DateTimeOffset when row.GetDateTimeOffset(value.Ordinal).UtcDateTime is var moment && DateOnly.FromDateTime(moment) >= FirstDay:
                WriteNumber((moment - Epoch.ToDateTime(TimeOnly.MinValue)).TotalDays, index, line, XlsxStyles.Instant);
                break;
            case PrimitiveKind.TimeOfDay:
                WriteNumber(row.GetTime(value.Ordinal).ToTimeSpan().TotalDays, index, line, XlsxStyles.Time);
                break;
            case PrimitiveKind.Date or PrimitiveKind.DateTimeOffset or PrimitiveKind.Guid or PrimitiveKind.Boolean:
                WriteText(Encoding.UTF8.GetString(texts.ReadPlain(row, value)), index, line, XlsxStyles.General);
                break;
            default:
                WriteNumber(texts.ReadPlain(row, value), value.Type, index, line);
                break;
        }
    }

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="index">Column of the sheet, from 0.</param>
    /// <param name="line">Row of the sheet, from 1.</param>
    /// <param name="style">Index of its format.</param>
    public void WriteText(string text, int index, int line, int style)
    {
        Begin(index, line, style, " t=\"inlineStr\"");
        output.Write("<is><t xml:space=\"preserve\">"u8);
        CutTexts += XlsxText.Write(output, text) ? 1 : 0;
        output.Write("</t></is></c>"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => texts.Dispose();

    private void WriteNumber(ReadOnlySpan<byte> number, TypeReference type, int index, int line)
    {
        var isExact = type.Primitive switch
        {
            PrimitiveKind.Int64 => Utf8Parser.TryParse(number, out long integer, out _) && integer is >= -MaxExactInteger and <= MaxExactInteger,
            PrimitiveKind.Decimal => Digits(number) <= MaxDigits,
            PrimitiveKind.Single or PrimitiveKind.Double => Utf8Parser.TryParse(number, out double real, out var read) && read == number.Length && double.IsFinite(real),
            _ => true,
        };
        var text = Encoding.ASCII.GetString(number);
        if (!isExact)
        {
            WriteText(text, index, line, XlsxStyles.General);
            return;
        }

        WriteValue(text, index, line, type.Is(PrimitiveKind.Decimal) ? XlsxStyles.Scale(Scale(number)) : XlsxStyles.General, "");
    }

    private void WriteNumber(double number, int index, int line, int style) =>
        WriteValue(number.ToString("R", CultureInfo.InvariantCulture), index, line, style, "");

    private void WriteValue(string text, int index, int line, int style, string type)
    {
        Begin(index, line, style, type);
        output.Write("<v>"u8);
        output.Write(Encoding.ASCII.GetBytes(text));
        output.Write("</v></c>"u8);
    }

    private void Begin(int index, int line, int style, string type) =>
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{Letters(index)}{line}\"{(style == 0 ? "" : $" s=\"{style}\"")}{type}>")));

    /// <summary>Name of a column: A, B, ... Z, AA, AB, ...</summary>
    /// <param name="index">From 0.</param>
    public static string Letters(int index) => index < 26 ? ((char)('A' + index)).ToString() : Letters((index / 26) - 1) + (char)('A' + (index % 26));

    private static int Digits(ReadOnlySpan<byte> number)
    {
        var digits = 0;
        foreach (var c in number)
        {
            digits += c is >= (byte)'0' and <= (byte)'9' && (digits > 0 || c != '0') ? 1 : 0;
        }

        return digits;
    }

    private static int Scale(ReadOnlySpan<byte> number) => number.IndexOf((byte)'.') is var point and >= 0 ? number.Length - point - 1 : 0;
}
