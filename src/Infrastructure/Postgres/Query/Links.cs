using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>URLs of rows, written by the server because only it knows the keys of expanded rows.</summary>
/// <remarks>Key texts are mostly made of letters and digits, which a URL needs no escape for: only others are taken apart.</remarks>
internal sealed class Links(SqlContext context, ExpressionWriter expressions, RowFormat format)
{
    private const string Unreserved = "[A-Za-z0-9_.~-]";

    /// <summary>The canonical URL of a row: `{root}policies('5-1')`.</summary>
    public string Id(EntitySetModel set, RowVariable row)
    {
        var root = context.Parameters.Of(format, "root", NpgsqlDbType.Text, () => format.ServiceRoot);
        var key = set.Type.Key.Select(p => (p.Name, Sql: KeyValue(row, p))).ToList();
        var predicate = key.Count == 1 ? key[0].Sql : string.Join(" || ',' || ", key.Select(k => $"{SqlNames.Constant(k.Name + "=")} || {k.Sql}"));
        return $"{root} || {SqlNames.Constant(set.Name + "(")} || {predicate} || ')'";
    }

    private string KeyValue(RowVariable row, PropertyModel property)
    {
        var value = Conversions.Write(
            expressions.Value(new PropertyValue(new VariableRow(row), property)), property.Type, TypeReference.Of(PrimitiveKind.String));
        return property.Type.Is(PrimitiveKind.String) || property.Type.Enumeration is not null ? Quoted(Escaped($"replace({value}, '''', '''''')"))
            : property.Type.Is(PrimitiveKind.Duration) ? $"'duration' || {Quoted(value)}"
            : value;
    }

    private static string Quoted(string sql) => $"'''' || {sql} || ''''";

    // As Uri.EscapeDataString does: every byte of UTF-8 that is not unreserved (RFC 3986, section 2.3).
    private static string Escaped(string sql) =>
        $"(select case when x.v ~ '^{Unreserved}*$' then x.v else {EachEscaped("x.v")} end from (select {sql} as v) x)";

    private static string EachEscaped(string text) =>
        $"(select string_agg(case when c.v ~ '{Unreserved}' then c.v else {Bytes("c.v")} end, '' order by c.i) from regexp_split_to_table({text}, '') with ordinality c(v, i))";

    private static string Bytes(string character) => $@"regexp_replace(upper(encode(convert_to({character}, 'UTF8'), 'hex')), '(..)', '%\1', 'g')";
}
