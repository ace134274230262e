using System.Globalization;
using System.Text;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>What an expansion gives to the row around it.</summary>
/// <param name="Json">The rows as JSON text (null for a single row that is not there); null when only their number is asked for.</param>
/// <param name="Count">Their number; null unless asked for.</param>
/// <param name="HasMore">True when the array was cut; null when it cannot be.</param>
internal sealed record ExpansionSql(string? Json, string? Count, string? HasMore);

/// <summary>Writes expansions as lateral joins, nested to any depth; the rows come as JSON text in OData's form.</summary>
/// <remarks>
/// Text, not `json`: its parts are put together without being read again. Sub-selects of aliased columns, not `json_build_object`,
/// which takes 100 arguments. Expansions follow the properties, each annotation directly before its property.
/// </remarks>
internal sealed class ExpansionWriter(SqlContext context, ExpressionWriter expressions, JsonValues json, RowFormat format)
{
    private readonly Links links = new(context, expressions, format);

    /// <summary>Joins the expansion to the page around it.</summary>
    public ExpansionSql Write(Expansion expansion, Page around)
    {
        var query = expansion.Query;
        if (expansion.Kind == ExpansionKind.Count)
        {
            return new ExpansionSql(null, expressions.Sources.Count(query.Rows), null);
        }

        var count = query.WithCount ? expressions.Sources.Count(query.Rows) : null;
        if (!expansion.Navigation.IsCollection)
        {
            var single = Page.Open(query, null, null, isWrapped: true, context, expressions);
            var row = new SelectList();
            row.Add(Row(expansion, single) + " as j");
            return new ExpansionSql(around.Lateral(single.Text(row), context) + ".j", count, null);
        }

        var cap = expansion.PageRows is { } rows ? context.Parameters.Of(expansion, "cap", NpgsqlDbType.Bigint, () => (long)rows) : null;
        var limit = expansion.PageRows is { } most ? Math.Min(query.Top ?? long.MaxValue, most + 1L) : query.Top;
        var page = Page.Open(query, null, limit, isWrapped: true, context, expressions);
        var list = new SelectList();
        list.Add(Row(expansion, page) + " as j");
        if (cap is not null)
        {
            list.Add("row_number() over () as n");
        }

        var within = cap is null ? "" : $" filter (where x.n <= {cap})";
        var more = cap is null ? "" : $", count(*) > {cap} as more";
        var name = around.Lateral(
            $"select coalesce('[' || string_agg(x.j, ','){within} || ']', '[]') as j{more}\nfrom ({page.Text(list)}) x", context);
        return new ExpansionSql(name + ".j", count, cap is null ? null : name + ".more");
    }

    // {"code":"5-1","name":"..."} from one row_to_json, then what it cannot write spliced in before the last brace.
    private string Row(Expansion expansion, Page page)
    {
        var members = new List<(string Name, string Sql)>();
        var splices = new StringBuilder();
        var (row, set) = (new VariableRow(expansion.Query.Rows.Rows), expansion.Navigation.Target);
        if (expansion.Kind == ExpansionKind.References)
        {
            members.Add(("@odata.id", links.Id(set, row.Variable)));
        }
        else
        {
            var shape = expansion.Query.Shape;
            AddControl(members, set, row.Variable);
            members.AddRange(shape.Properties.Select(p => (p.Name, json.Member(expressions.Value(new PropertyValue(row, p)), p.Type))));
            foreach (var column in shape.Computed)
            {
                Splice(splices, column);
            }

            foreach (var nested in shape.Expansions)
            {
                Splice(splices, nested, page, set, row.Variable);
            }
        }

        return Object(members, splices.ToString());
    }

    private void AddControl(List<(string Name, string Sql)> members, EntitySetModel set, RowVariable row)
    {
        if (format.Metadata == MetadataLevel.Full)
        {
            members.Add(("@odata.id", links.Id(set, row)));
        }
    }

    private static string Object(List<(string Name, string Sql)> members, string splices)
    {
        var columns = string.Join(", ", members.Select(m => $"{m.Sql} as {SqlNames.Quote(m.Name)}"));
        return (members.Count, splices.Length) switch
        {
            (0, 0) => "'{}'",
            (0, _) => $"'{{' || substr({splices[4..]}, 2) || '}}'",
            (_, 0) => $"(select row_to_json(r)::text from (select {columns}) r)",
            _ => $"left((select row_to_json(r)::text from (select {columns}) r), -1){splices} || '}}'",
        };
    }

    // An alias is the caller's word, not an identifier of the model: a parameter like every value.
    private void Splice(StringBuilder splices, ComputedColumn column)
    {
        var name = context.Parameters.Of(column, "alias", NpgsqlDbType.Text, () => column.Name);
        splices.Append(CultureInfo.InvariantCulture, $" || ',' || to_json({name}) || ':' || coalesce({json.Text(expressions.Value(column.Value), column.Value.Type)}, 'null')");
    }

    private void Splice(StringBuilder splices, Expansion nested, Page page, EntitySetModel set, RowVariable row)
    {
        var (name, sql) = (nested.Navigation.Name, Write(nested, page));
        if (sql.Count is not null)
        {
            splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}@odata.count\":")} || {json.Text(sql.Count, TypeReference.Of(PrimitiveKind.Int64, isNullable: false))}");
        }

        if (sql.HasMore is not null)
        {
            var rest = context.Parameters.Of(nested, "next", NpgsqlDbType.Text, () => $"/{name}?{nested.NextOptions}");
            var link = $"{SqlNames.Constant($",\"{name}@odata.nextLink\":")} || to_json({links.Id(set, row)} || {rest})";
            splices.Append(CultureInfo.InvariantCulture, $" || case when {sql.HasMore} then {link} else '' end");
        }

        if (sql.Json is not null)
        {
            splices.Append(CultureInfo.InvariantCulture, $" || {SqlNames.Constant($",\"{name}\":")} || coalesce({sql.Json}, 'null')");
        }
    }
}
