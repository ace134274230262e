using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Plain values as they are stored, in the type of <see cref="SqlTypes.Name"/>: enumerations as numbers, collections as arrays.</summary>
/// <remarks>
/// JSON is what EF Core writes: numbers and truth values as such, bytes in base64, durations as `d.hh:mm:ss`, enumerations as number or name,
/// all else as ISO text. https://www.postgresql.org/docs/15/functions-json.html.
/// </remarks>
internal static class StoredValues
{
    /// <summary>How deep complex values may nest.</summary>
    public const int MaxDepth = 20;

    /// <summary>The value of a column.</summary>
    /// <param name="sql">The column.</param>
    /// <param name="type">Its published type.</param>
    /// <param name="storeType">Its PostgreSQL type.</param>
    public static string OfColumn(string sql, TypeReference type, string storeType) => (type.Enumeration, type.IsCollection, IsText(storeType)) switch
    {
        (null, _, _) or (_, false, false) => sql,
        ({ } enumeration, false, true) => Enumerations.Number(sql, enumeration),
        ({ } enumeration, true, true) => $"array(select {Enumerations.Number("m.v", enumeration)} from unnest({sql}) with ordinality m(v, i) order by m.i)",
        (_, true, false) => $"({sql})::bigint[]",
    };

    /// <summary>A member of a JSON object.</summary>
    /// <param name="json">The object, `jsonb`.</param>
    /// <param name="name">Name of the member, as a constant.</param>
    /// <param name="type">Its published type.</param>
    public static string OfJson(string json, string name, TypeReference type) => type.IsCollection
        ? $"array(select {OfText("m.v", type.Element)} from jsonb_array_elements_text({NotNull($"{json} -> {name}")}) with ordinality m(v, i) order by m.i)"
        : OfText($"({json} ->> {name})", type);

    /// <summary>A JSON array, null when it is JSON's null.</summary>
    public static string NotNull(string json) => $"nullif({json}, 'null'::jsonb)";

    private static string OfText(string text, TypeReference type) => type switch
    {
        { Enumeration: { } enumeration } => Enumerations.Number(text, enumeration),
        { Primitive: PrimitiveKind.String } => $"({text} collate \"C\")",
        { Primitive: PrimitiveKind.Binary } => $"decode({text}, 'base64')",
        { Primitive: PrimitiveKind.Duration } => Duration(text),
        _ => $"({text})::{SqlTypes.Name(type)}",
    };

    // The sign stands before the whole span; PostgreSQL would read it as that of the days.
    private static string Duration(string text) =>
        $"(select case when x.v like '-%' then - x.s else x.s end from (select y.v, regexp_replace(ltrim(y.v, '-'), '^([0-9]+)[.]([0-9]+:)', '\\1 days \\2')::interval as s from (select {text} as v) y) x)";

    private static bool IsText(string storeType) => storeType.StartsWith("text", StringComparison.Ordinal) || storeType.StartsWith("character", StringComparison.Ordinal);
}
