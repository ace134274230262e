using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>`cast` and promotions between scalar types; a value that the wanted type does not have gives null, never an error.</summary>
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
            return $"(select array(select {Write("m.v", from.Element, to.Element)} from unnest(x.a) with ordinality m(v, i) order by m.i)::{SqlTypes.Name(to)} from (select {sql} as a) x where x.a is not null)";
        }

        return (SqlTypes.Kind(from), SqlTypes.Kind(to)) switch
        {
            (_, PrimitiveKind.String) when from.Enumeration is { } names => $"({Enumerations.Name(sql, names)} collate \"C\")",
            (PrimitiveKind.String, _) when to.Enumeration is { } names => Enumerations.Number(sql, names),
            var (source, target) when source == target => sql,
            (var source, PrimitiveKind.String) => ToText(sql, source) + " collate \"C\"",
            (PrimitiveKind.String, var target) => TextConversions.Write(sql, target),
            var (source, target) when NumberRanges.IsNarrower(source, target) => $"(select {NumberRanges.Within("x.v", target)} from (select ({sql})::numeric as v) x)",
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
}
