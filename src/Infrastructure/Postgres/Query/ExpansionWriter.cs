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
/// Text, not `json`: its parts are put together without being read again. The rows are numbered and joined in the order their
/// sub-select gives them, which is that of its ORDER BY.
/// </remarks>
internal sealed class ExpansionWriter
{
    private readonly SqlContext context;
    private readonly ExpressionWriter expressions;
    private readonly JsonRowWriter rows;

    /// <summary>Writes for one statement.</summary>
    public ExpansionWriter(SqlContext context, ExpressionWriter expressions, JsonValues json, RowFormat format)
    {
        this.context = context;
        this.expressions = expressions;
        rows = new JsonRowWriter(context, expressions, this, json, format);
    }

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
            return new ExpansionSql(around.Lateral($"select x.j\nfrom ({Rows(expansion, query.Top, number: "")}) x", context) + ".j", count, null);
        }

        if (expansion.PageRows is not { } pageRows)
        {
            var all = $"select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j\nfrom ({Rows(expansion, query.Top, number: "")}) x";
            return new ExpansionSql(around.Lateral(all, context) + ".j", count, null);
        }

        // One row more than is shown tells that the array is cut.
        var cap = context.Parameters.Of(expansion, "cap", NpgsqlDbType.Bigint, () => (long)pageRows);
        var cut = Rows(expansion, Math.Min(query.Top ?? long.MaxValue, pageRows + 1L), number: ", row_number() over () as n");
        var name = around.Lateral(
            $"select coalesce('[' || string_agg(x.j, ',') filter (where x.n <= {cap}) || ']', '[]') as j, count(*) > {cap} as more\nfrom ({cut}) x", context);
        return new ExpansionSql(name + ".j", count, name + ".more");
    }

    // Rows that are nothing but columns are one row_to_json of a sub-select; measured 40 % faster than the general form.
    private string Rows(Expansion expansion, long? limit, string number)
    {
        var isPlain = rows.IsPlain(expansion);
        var page = Page.Open(expansion.Query, null, limit, isWrapped: !isPlain, context, expressions);
        var list = new SelectList();
        if (!isPlain)
        {
            list.Add(rows.Write(expansion, page) + " as j" + number);
            return page.Text(list);
        }

        foreach (var column in rows.Columns(expansion))
        {
            list.Add(column);
        }

        return $"select row_to_json(r)::text as j{number}\nfrom ({page.Text(list)}) r";
    }
}
