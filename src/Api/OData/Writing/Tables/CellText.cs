using System.Text;
using System.Text.Json;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing.Tables;

/// <summary>Reads values that are text in a table; holds the bytes of one of them at a time.</summary>
internal sealed class CellText : IDisposable
{
    /// <summary>Between the members of a collection, as in the files of the data package.</summary>
    private const char ListSeparator = ';';

    private readonly PageBuffer bytes = new();
    private readonly StringBuilder members = new();

    /// <summary>The value of a text column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">Which; not null.</param>
    public string Read(RowReader row, ValueColumn value)
    {
        if (value.Form == ValueForm.Native && (value.Type.Is(PrimitiveKind.String) || value.Type.Primitive is null))
        {
            return row.GetString(value.Ordinal);
        }

        var json = Json(row, value);
        return value.Type.IsCollection ? Join(json) : Member(json);
    }

    /// <summary>The bytes of a value that is no text: a number, a date, a truth value; no quotes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">Which; not null.</param>
    public ReadOnlySpan<byte> ReadPlain(RowReader row, ValueColumn value) => Json(row, value).Trim((byte)'"');

    /// <inheritdoc/>
    public void Dispose() => bytes.Dispose();

    private ReadOnlySpan<byte> Json(RowReader row, ValueColumn value)
    {
        bytes.Clear();
        ValueWriter.WriteNotNull(bytes, row, value, ieee754: false);
        return bytes.Written.Span;
    }

    private static string Member(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Text(ref reader);
    }

    private string Join(ReadOnlySpan<byte> json)
    {
        members.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            members.Append(isFirst ? "" : ListSeparator.ToString()).Append(Text(ref reader));
        }

        return members.ToString();
    }

    private static string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "",
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new InvalidOperationException($"A {reader.TokenType} is no value of a table."),
    };
}
