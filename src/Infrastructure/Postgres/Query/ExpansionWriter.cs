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
/// Text, not `json`: its parts are put together without being read again. The rows are joined in the order their sub-select gives
/// them, which is that of its ORDER BY.
/// </remarks>
internal sealed class ExpansionWriter
{
    private const int MaxDepth = 50;

    private readonly SqlContext context;
    private readonly ExpressionWriter expressions;
    private readonly JsonRowWriter rows;

    // What tells, for the rows being written, that an expansion inside of them has too many rows and no link could lead to the rest.
    private List<string> overflows = [];

    /// <summary>Writes for one statement.</summary>
    public ExpansionWriter(SqlContext context, ExpressionWriter expressions, JsonValues json, ComplexWriter complex, RowFormat format)
    {
        this.context = context;
        this.expressions = expressions;
        rows = new JsonRowWriter(context, expressions, this, json, complex, format);
        complex.Applied = Array;
    }

    // A collection that a row holds is as small as a row: what is nested in its members has no limit of its own.
    private string Array(RowQuery query, StructuredTypeModel declared)
    {
        var set = new EntitySetModel(declared.Name, declared, "", "", InPackage: false) { IsComputed = true }.Holding(query.Rows.Rows.Type);
        var navigation = new NavigationModel { Name = "value", Target = set, IsCollection = true, IsNullable = false, Text = declared.Text };
        var outer = overflows;
        overflows = [];
        var all = Rows(new Expansion(navigation, ExpansionKind.Rows, query with { Shape = Whole(query.Shape, MaxDepth) }), query.Top);
        overflows = outer;
        return $"(select ({JsonObject.Array("x.j")})::json from ({all}) x)";
    }

    private static Shape Whole(Shape shape, int depth) => depth == 0 ? throw new InvalidOperationException("Rows nest deeper than the binder allows.")
        : shape with { Expansions = [.. shape.Expansions.Select(e => e with { PageRows = null, NextOptions = null, Query = e.Query with { Shape = Whole(e.Query.Shape, depth - 1) } })] };

    /// <summary>Booleans beside the page: an expansion joined to it, or one inside of it, has too many rows and no link could lead to the rest.</summary>
    public IReadOnlyList<string> Overflows => overflows;

    /// <summary>Joins the expansion to the page around it.</summary>
    public ExpansionSql Write(Expansion expansion, Page around)
    {
        var outer = overflows;
        overflows = [];
        var (sql, overflow) = context.AsOf(expansion.At ?? context.At, () => Join(expansion, around));
        overflows = outer;
        if (overflow is not null)
        {
            overflows.Add(overflow);
        }

        return sql;
    }

    private (ExpansionSql Sql, string? Overflow) Join(Expansion expansion, Page around)
    {
        var query = expansion.Query;
        if (expansion.Kind == ExpansionKind.Count)
        {
            return (new ExpansionSql(null, expressions.Sources.Count(query.Rows), null), null);
        }

        var count = query.WithCount ? expressions.Sources.Count(query.Rows) : null;
        if (!expansion.Navigation.IsCollection)
        {
            // Fenced where collections are inside: the text is then measured, and must not be put together again for that.
            var row = Rows(expansion, query.Top);
            var single = around.Lateral($"select {Columns("x.j", "x.o")}\nfrom ({row}) x{(HasCollection(expansion) ? "\noffset 0" : "")}", context);
            return (new ExpansionSql(single + ".j", count, null), Overflow(single));
        }

        if (expansion.PageRows is not { } pageRows)
        {
            var all = Rows(expansion, query.Top);
            var joined = around.Lateral($"select {Columns(JsonObject.Array("x.j"), "bool_or(x.o)")}\nfrom ({all}) x", context);
            return (new ExpansionSql(joined + ".j", count, null), Overflow(joined));
        }

        // Only of a full array there may be more, and only then they are counted: to number the rows and ask for one more makes each of them dearer.
        var more = query.Top <= pageRows ? "false" : $"case when count(*) = {Number("cap", pageRows)} then {expressions.Sources.Count(query.Rows)} > {Number("end", pageRows + (query.Skip ?? 0))} else false end";
        var shown = Rows(expansion, Math.Min(query.Top ?? long.MaxValue, pageRows));
        var name = around.Lateral($"select {Columns(JsonObject.Array("x.j"), "bool_or(x.o)")}, {more} as more\nfrom ({shown}) x", context);
        return expansion.NextOptions is null
            ? (new ExpansionSql(name + ".j", count, null), Overflow(name) is { } inside ? $"({name}.more or coalesce({inside}, false))" : name + ".more")
            : (new ExpansionSql(name + ".j", count, name + ".more"), Overflow(name));

        string Number(string use, long value) => context.Parameters.Of(expansion, use, NpgsqlDbType.Bigint, () => value);
    }

    /// <summary>True when the JSON of an expansion grows with the number of rows, and not only with their width.</summary>
    public static bool HasCollection(Expansion expansion) =>
        expansion.Kind != ExpansionKind.Count && (expansion.Navigation.IsCollection || expansion.Query.Shape.Expansions.Any(HasCollection));

    private string Columns(string rowsJson, string overflow) => $"{rowsJson} as j" + (overflows.Count == 0 ? "" : $", {overflow} as o");

    private string? Overflow(string name) => overflows.Count == 0 ? null : name + ".o";

    // Rows that are nothing but columns are one row_to_json of a sub-select; measured 40 % faster than the general form.
    private string Rows(Expansion expansion, long? limit)
    {
        var isPlain = rows.IsPlain(expansion);
        var page = Page.Open(expansion.Query, null, limit, isWrapped: !isPlain, context, expressions);
        var list = new SelectList();
        if (!isPlain)
        {
            var row = rows.Write(expansion, page);
            list.Add(row + " as j" + (overflows.Count == 0 ? "" : $", ({string.Join(" or ", overflows)}) as o"));
            return page.Text(list);
        }

        foreach (var column in rows.Columns(expansion))
        {
            list.Add(column.Sql);
        }

        return $"select row_to_json(r)::text as j\nfrom ({page.Text(list)}) r";
    }
}
