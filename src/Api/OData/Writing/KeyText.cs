using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes the canonical path of a row below the service root.</summary>
internal static class KeyText
{
    /// <summary>`policies('5-1')`, percent-encoded.</summary>
    /// <param name="set">The row's set.</param>
    /// <param name="key">Its key.</param>
    /// <param name="row">The row.</param>
    public static string CanonicalPath(EntitySetModel set, IReadOnlyList<ValueColumn> key, RowReader row)
    {
        if (key is [var only])
        {
            return $"{set.Name}({Literal(only, row)})";
        }

        var path = new StringBuilder(set.Name).Append('(');
        foreach (var column in key)
        {
            path.Append(path[^1] == '(' ? "" : ",").Append(column.Name).Append('=').Append(Literal(column, row));
        }

        return path.Append(')').ToString();
    }

    private static string Literal(ValueColumn column, RowReader row) => column.Type.Primitive switch
    {
        // Of an enumeration the names.
        null => $"'{Uri.EscapeDataString(Json(column, row))}'",
        PrimitiveKind.Duration => $"duration'{Json(column, row)}'",
        PrimitiveKind.String => $"'{Uri.EscapeDataString(row.GetString(column.Ordinal).Replace("'", "''", StringComparison.Ordinal))}'",
        PrimitiveKind.Int64 => row.GetInt64(column.Ordinal).ToString(CultureInfo.InvariantCulture),
        PrimitiveKind.Guid => row.GetGuid(column.Ordinal).ToString(),
        PrimitiveKind.Boolean => row.GetBoolean(column.Ordinal) ? "true" : "false",
        PrimitiveKind.Decimal => row.GetDecimal(column.Ordinal).ToString(CultureInfo.InvariantCulture),
        PrimitiveKind.TimeOfDay => row.GetTime(column.Ordinal).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        PrimitiveKind.DateTimeOffset => row.GetDateTimeOffset(column.Ordinal).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        PrimitiveKind.Date => row.GetDate(column.Ordinal).ToString("O", CultureInfo.InvariantCulture),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 =>
            row.GetInt32(column.Ordinal).ToString(CultureInfo.InvariantCulture),
        var kind => throw new InvalidOperationException($"Edm.{kind} is no key type."),
    };

    private static string Json(ValueColumn column, RowReader row)
    {
        using var text = new PageBuffer();
        row.CopyUtf8(column.Ordinal, text);
        return Encoding.UTF8.GetString(text.Written.Span.Trim((byte)'"'));
    }
}
