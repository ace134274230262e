using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Values in the JSON form of OData, where the server writes the JSON.</summary>
/// <remarks>OData JSON Format 4.01, section 7.1; https://www.postgresql.org/docs/15/functions-json.html.</remarks>
internal sealed class JsonValues(RowFormat format)
{
    /// <summary>A value that `row_to_json` and `to_json` write as OData does.</summary>
    public string Member(string sql, TypeReference type)
    {
        if (type.IsCollection)
        {
            // A collection is never null; its members take the same forms as single values.
            var plain = Scalar("m.v", type.Element) == "m.v";
            return plain ? $"coalesce({sql}, '{{}}')" : $"array(select {Scalar("m.v", type.Element)} from unnest({sql}) with ordinality m(v, i) order by m.i)";
        }

        return Scalar(sql, type);
    }

    /// <summary>A value as JSON text; null for null.</summary>
    public string Text(string sql, TypeReference type) => $"to_json({Member(sql, type)})::text";

    private string Scalar(string sql, TypeReference type) => type.Enumeration is { } enumeration ? Enumerations.Name(sql, enumeration) : SqlTypes.Kind(type) switch
    {
        // The server's JSON says "Infinity".
        PrimitiveKind.Single or PrimitiveKind.Double =>
            $"(select case x.v when 'Infinity' then json '\"INF\"' when '-Infinity' then json '\"-INF\"' else to_json(x.v) end from (select {sql} as v) x)",
        PrimitiveKind.Int64 or PrimitiveKind.Decimal => format.Ieee754Compatible ? $"({sql})::text" : sql,
        PrimitiveKind.DateTimeOffset => Conversions.ToText(sql, PrimitiveKind.DateTimeOffset),
        PrimitiveKind.Duration => Conversions.ToText(sql, PrimitiveKind.Duration),
        PrimitiveKind.Binary => Conversions.ToText(sql, PrimitiveKind.Binary),
        _ => sql,
    };
}
