using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>`cast` and promotions between scalar types; a text that is no value of the type gives null.</summary>
internal static class Conversions
{
    private const string Instant = "YYYY-MM-DD\"T\"HH24:MI:SS.US";

    /// <summary>Converts a written value.</summary>
    /// <param name="sql">The value.</param>
    /// <param name="from">Its type.</param>
    /// <param name="to">The type wanted.</param>
    public static string Write(string sql, TypeReference from, TypeReference to)
    {
        if (from.IsCollection || to.IsCollection)
        {
            return $"({sql})::{SqlTypes.Name(to)}";
        }

        return (SqlTypes.Kind(from), SqlTypes.Kind(to)) switch
        {
            var (source, target) when source == target => sql,
            (var source, PrimitiveKind.String) => ToText(sql, source) + " collate \"C\"",
            (PrimitiveKind.String, var target) => FromText(sql, target, SqlTypes.Name(to)),
            (PrimitiveKind.Date, PrimitiveKind.DateTimeOffset) => $"(({sql})::timestamp at time zone 'UTC')",
            (PrimitiveKind.DateTimeOffset, PrimitiveKind.Date) => $"({sql} at time zone 'UTC')::date",
            (PrimitiveKind.DateTimeOffset, PrimitiveKind.TimeOfDay) => $"({sql} at time zone 'UTC')::time",
            _ => $"({sql})::{SqlTypes.Name(to)}",
        };
    }

    /// <summary>A value as OData's text for it.</summary>
    public static string ToText(string sql, PrimitiveKind kind) => kind switch
    {
        // Fixed forms: the server's DateStyle, IntervalStyle and time zone must not show.
        PrimitiveKind.DateTimeOffset => $"(rtrim(rtrim(to_char({sql} at time zone 'UTC', '{Instant}'), '0'), '.') || 'Z')",
        PrimitiveKind.Date => $"to_char({sql}, 'YYYY-MM-DD')",
        PrimitiveKind.Duration => $"replace('PT' || trim_scale(extract(epoch from {sql})) || 'S', 'PT-', '-PT')",
        PrimitiveKind.Binary => $"translate(encode({sql}, 'base64'), E'+/=\\n', '-_')",
        _ => $"({sql})::text",
    };

    private static string FromText(string sql, PrimitiveKind kind, string type)
    {
        var pattern = kind switch
        {
            PrimitiveKind.Boolean => "^(true|false)$",
            PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64 => "^[+-]?[0-9]+$",
            PrimitiveKind.Decimal => "^[+-]?[0-9]+([.][0-9]+)?$",
            PrimitiveKind.Single or PrimitiveKind.Double => "^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$",
            PrimitiveKind.Guid => "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
            PrimitiveKind.Date => "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            PrimitiveKind.TimeOfDay => "^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,12})?)?$",
            PrimitiveKind.DateTimeOffset => "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,12})?)?(Z|[+-][0-9]{2}:[0-9]{2})$",
            PrimitiveKind.Duration => "^[+-]?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?$",
            _ => throw new InvalidOperationException($"Text cannot become {kind}."),
        };
        return $"(select x.v::{type} from (select {sql} as v offset 0) x where x.v ~ '{pattern}')";
    }
}
