using System.Buffers;
using System.Globalization;
using System.Text;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Xunit;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>A cursor read to its end.</summary>
internal sealed record Answer(Problem? Problem, long? Count, IReadOnlyList<IReadOnlyList<string?>> Rows, IReadOnlyList<Literal>? Continuation, RowLayout Layout)
{
    /// <summary>The first key value of each row.</summary>
    public IReadOnlyList<string?> Keys { get; private init; } = [];

    /// <summary>For each row, each expansion: JSON, count and more, as text.</summary>
    public IReadOnlyList<IReadOnlyList<(string? Json, string? Count, string? HasMore)>> Expanded { get; private init; } = [];

    public static async Task<Answer> ReadAsync(IReadStore store, ReadPlan plan, RowFormat format)
    {
        var token = TestContext.Current.CancellationToken;
        var opened = await store.OpenAsync(plan, ReadOptions.Default with { Format = format }, token);
        if (!opened.IsOk)
        {
            return new Answer(opened.Problem, null, [], null, RowLayout.Empty);
        }

        await using var cursor = opened.Value;
        var rows = new List<IReadOnlyList<string?>>();
        var keys = new List<string?>();
        var expanded = new List<IReadOnlyList<(string?, string?, string?)>>();
        for (var next = await cursor.ReadAsync(token); ; next = await cursor.ReadAsync(token))
        {
            if (!next.IsOk || !next.Value)
            {
                return new Answer(next.Problem, cursor.Count, rows, cursor.Continuation, cursor.Layout) { Keys = keys, Expanded = expanded };
            }

            rows.Add([.. cursor.Layout.Values.Select(v => Text(cursor.Row, v))]);
            keys.Add(cursor.Layout.Key.Count == 0 ? null : Text(cursor.Row, cursor.Layout.Key[0]));
            expanded.Add([.. cursor.Layout.Expansions.Select(e => (
                e.Json is { } json ? Utf8(cursor.Row, json) : null,
                e.Count is { } count ? cursor.Row.GetInt64(count).ToString(CultureInfo.InvariantCulture) : null,
                e.HasMore is { } more ? cursor.Row.GetBoolean(more).ToString() : null))]);
        }
    }

    private static string? Text(RowReader row, ValueColumn column) => row.IsNull(column.Ordinal) ? null : column switch
    {
        { Form: ValueForm.Json } => Utf8(row, column.Ordinal),
        _ => column.Type.Primitive switch
        {
            PrimitiveKind.Boolean => row.GetBoolean(column.Ordinal) ? "true" : "false",
            PrimitiveKind.Int32 => row.GetInt32(column.Ordinal).ToString(CultureInfo.InvariantCulture),
            PrimitiveKind.Int64 => row.GetInt64(column.Ordinal).ToString(CultureInfo.InvariantCulture),
            PrimitiveKind.Decimal => row.GetDecimal(column.Ordinal).ToString(CultureInfo.InvariantCulture),
            PrimitiveKind.Double => row.GetDouble(column.Ordinal).ToString(CultureInfo.InvariantCulture),
            PrimitiveKind.Date => row.GetDate(column.Ordinal).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            PrimitiveKind.TimeOfDay => row.GetTime(column.Ordinal).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            PrimitiveKind.DateTimeOffset => row.GetDateTimeOffset(column.Ordinal).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
            PrimitiveKind.Guid => row.GetGuid(column.Ordinal).ToString(),
            PrimitiveKind.Binary => Convert.ToHexStringLower(row.GetBytes(column.Ordinal)),
            _ => row.GetString(column.Ordinal),
        },
    };

    private static string? Utf8(RowReader row, int ordinal)
    {
        if (row.IsNull(ordinal))
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        row.CopyUtf8(ordinal, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
