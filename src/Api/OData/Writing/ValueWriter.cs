using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes one value of a row as JSON, straight from the reader.</summary>
internal static class ValueWriter
{
    // The longest number, date or identifier: a decimal of 28 digits with sign and point, a timestamp, a GUID in quotes.
    private const int MostScalarBytes = 64;

    /// <summary>Writes the value.</summary>
    /// <param name="output">Where.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Which of its values.</param>
    /// <param name="ieee754">Whether Edm.Int64 and Edm.Decimal are strings.</param>
    public static void Write(IBufferWriter<byte> output, RowReader row, ValueColumn column, bool ieee754)
    {
        if (row.IsNull(column.Ordinal))
        {
            output.Write("null"u8);
        }
        else
        {
            WriteNotNull(output, row, column, ieee754);
        }
    }

    /// <summary>Writes a value that is known not to be null.</summary>
    /// <param name="output">Where.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Which of its values.</param>
    /// <param name="ieee754">Whether Edm.Int64 and Edm.Decimal are strings.</param>
    public static void WriteNotNull(IBufferWriter<byte> output, RowReader row, ValueColumn column, bool ieee754)
    {
        if (column.Form == ValueForm.Json)
        {
            row.CopyUtf8(column.Ordinal, output);
        }
        else if (column.Type.Primitive is { } kind)
        {
            WritePrimitive(output, row, column.Ordinal, kind, ieee754);
        }
        else
        {
            JsonText.Write(output, row.GetString(column.Ordinal));
        }
    }

    private static void WritePrimitive(IBufferWriter<byte> output, RowReader row, int ordinal, PrimitiveKind kind, bool ieee754)
    {
        switch (kind)
        {
            case PrimitiveKind.String:
                JsonText.Write(output, row.GetString(ordinal));
                break;
            case PrimitiveKind.Boolean:
                output.Write(row.GetBoolean(ordinal) ? "true"u8 : "false"u8);
                break;
            case PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32:
                Format(output, row.GetInt32(ordinal), quoted: false);
                break;
            case PrimitiveKind.Int64:
                Format(output, row.GetInt64(ordinal), quoted: ieee754);
                break;
            case PrimitiveKind.Decimal:
                Format(output, row.GetDecimal(ordinal), quoted: ieee754);
                break;
            case PrimitiveKind.Single when row.GetDouble(ordinal) is var value && double.IsFinite(value):
                Format(output, (float)value, quoted: false, "R");
                break;
            case PrimitiveKind.Single or PrimitiveKind.Double:
                WriteDouble(output, row.GetDouble(ordinal));
                break;
            case PrimitiveKind.Date:
                Format(output, row.GetDate(ordinal), quoted: true, "O");
                break;
            case PrimitiveKind.TimeOfDay:
                Format(output, row.GetTime(ordinal), quoted: true, "HH:mm:ss.FFFFFF");
                break;
            case PrimitiveKind.DateTimeOffset:
                Format(output, row.GetDateTimeOffset(ordinal).UtcDateTime, quoted: true, "yyyy-MM-ddTHH:mm:ss.FFFFFFZ");
                break;
            case PrimitiveKind.Guid:
                Format(output, row.GetGuid(ordinal), quoted: true);
                break;
            case PrimitiveKind.Binary:
                JsonText.Write(output, Base64Url.EncodeToString(row.GetBytes(ordinal)));
                break;
            case PrimitiveKind.Duration:
                throw new InvalidOperationException("Durations come as ready JSON.");
            default:
                throw new InvalidOperationException($"No JSON form for Edm.{kind}.");
        }
    }

    private static void WriteDouble(IBufferWriter<byte> output, double value)
    {
        if (double.IsFinite(value))
        {
            Format(output, value, quoted: false, "R");
        }
        else
        {
            output.Write(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"INF\""u8 : "\"-INF\""u8);
        }
    }

    private static void Format<T>(IBufferWriter<byte> output, T value, bool quoted, string? format = null)
        where T : IUtf8SpanFormattable
    {
        var span = output.GetSpan(MostScalarBytes);
        var start = quoted ? 1 : 0;
        if (!value.TryFormat(span[start..], out var written, format, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"A {typeof(T).Name} takes more than {MostScalarBytes} bytes.");
        }

        if (quoted)
        {
            span[0] = (byte)'"';
            span[written + 1] = (byte)'"';
            written += 2;
        }

        output.Advance(written);
    }
}
