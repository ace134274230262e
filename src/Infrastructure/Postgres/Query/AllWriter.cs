using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes <see cref="AllRows"/>: each row as ready JSON, with the place of its set and its key for the continuation.</summary>
/// <remarks>
/// One sub-select for a set, each only read while those before it have not filled the page: the condition on their number has no column,
/// so that PostgreSQL asks it once, before it touches the table.
/// </remarks>
internal sealed class AllWriter
{
    private readonly SqlContext context;
    private readonly ExpressionWriter expressions;
    private readonly RowFormat format;
    private readonly JsonRowWriter rows;

    /// <summary>Writes for one statement.</summary>
    public AllWriter(SqlContext context, ExpressionWriter expressions, RowFormat format)
    {
        (this.context, this.expressions, this.format) = (context, expressions, format);
        var json = new JsonValues(format);
        var complex = new ComplexWriter(context, expressions, json, format);
        rows = new JsonRowWriter(context, expressions, new ExpansionWriter(context, expressions, json, complex, format), json, complex, format) { TellsType = format.Metadata != MetadataLevel.None };
    }

    /// <summary>`select count(*)` over the rows of all parts.</summary>
    public string Count(AllRows all) => all.Parts.Count == 0 ? "0::bigint" : "(" + string.Join(" + ", all.Parts.Select(p => expressions.Sources.Count(Open(all, p).Query.Rows))) + ")";

    /// <summary>The statement of a page.</summary>
    /// <param name="plan">The question; its rows are <see cref="AllRows"/>.</param>
    /// <param name="limit">Most rows, one more than is shown; null for all.</param>
    public (string Text, StatementColumns Columns) Write(ReadPlan plan, long? limit)
    {
        var (query, all) = (plan.Query, (AllRows)plan.Query.Rows);
        var count = query.WithCount ? Count(all) : null;
        var needed = limit is { } most ? context.Parameters.Add(NpgsqlDbType.Bigint, most + (query.Skip ?? 0)) : null;
        var tables = new List<string>();
        var names = new List<string>();
        string? filled = null;
        foreach (var part in Rest(all, plan.After))
        {
            var (name, number) = (context.NextAlias('a'), context.NextAlias('n'));
            tables.Add($"{name} as materialized (\n{Part(Open(all, part), plan, limit, query.Skip, filled is null || needed is null ? null : $"(select n from {filled}) < {needed}")})");
            tables.Add($"{number} as materialized (select {(filled is null ? "" : $"(select n from {filled}) + ")}(select count(*) from {name}) as n)");
            names.Add(name);
            filled = number;
        }

        var layout = new RowLayout([], [], []) { Json = 2 };
        OrderColumn[] order = [new OrderColumn(query.Order[0].Value.Type, 0), new OrderColumn(query.Order[1].Value.Type, 1)];
        var with = tables.Count == 0 ? "" : "with " + string.Join(",\n", tables) + "\n";
        var union = names.Count == 0 ? "select 0, 0, '', '' where false" : string.Join(" union all ", names.Select(n => $"select s, n, k, j from {n}"));
        var limits = (limit is null ? "" : "\nlimit " + context.Parameters.Add(NpgsqlDbType.Bigint, limit.Value)) + (query.Skip is { } skip ? "\noffset " + context.Parameters.Add(NpgsqlDbType.Bigint, skip) : "");
        var page = $"select u.s, u.k, u.j, u.n from ({union}) u(s, n, k, j)\norder by u.s, u.n{limits}";
        return count is null
            ? ($"{with}{page}", new StatementColumns(layout, order))
            : ($"{with}select p.s, p.k, p.j, e.c, p.s is not null or null\nfrom (select {count} as c) e\nleft join ({page}) p on true\norder by p.s, p.n", new StatementColumns(layout, order, Count: 3, RowExists: 4));
    }

    // Where the page before ended: the sets before that are done, of its own only the rows behind the key.
    private static IEnumerable<AllPart> Rest(AllRows all, IReadOnlyList<Literal>? after)
    {
        if (after is null)
        {
            return all.Parts;
        }

        var place = Convert.ToInt32(after[0].Value, CultureInfo.InvariantCulture);
        return all.Parts.Where(p => p.Place >= place).Select(p => p.Place > place ? p
            : p with { Query = p.Query with { Rows = new FilteredRows(p.Query.Rows, new KeyAfter(p.Query.Rows.Rows, after[1])) } });
    }

    private AllPart Open(AllRows all, AllPart part)
    {
        context.Bind(all.Rows, new AnyRow(context, part.Query.Rows.Rows));
        return part;
    }

    private string Part(AllPart part, ReadPlan plan, long? limit, long? skip, string? gate)
    {
        var navigation = new NavigationModel { Name = part.Set.Name, Target = part.Set, IsCollection = true, IsNullable = false, Text = new ModelText("", "") };
        var isReference = plan.Result == ResultKind.References;
        var expansion = new Expansion(navigation, isReference ? ExpansionKind.References : ExpansionKind.Rows, part.Query);
        var page = Page.Open(part.Query, null, limit + (skip ?? 0), isWrapped: true, context, expressions);
        var list = new SelectList("r");
        var row = list.Expose(rows.Write(expansion, page));
        var key = list.Expose($"jsonb_build_array({string.Join(", ", Key(part.Query.Rows.Rows))})::text");
        var json = isReference || format.Metadata == MetadataLevel.None ? row
            : $"'{{\"@odata.context\":' || to_json({context.Parameters.Of(format, "root", NpgsqlDbType.Text, () => format.ServiceRoot)} || {SqlNames.Constant($"$metadata#{part.Set.Name}/$entity")}) || ',' || substr({row}, 2)";
        return $"select {SqlNames.Number(part.Place)} as s, row_number() over () as n, {key} as k, {json} as j\nfrom ({page.Text(list)}) r{(gate is null ? "" : $"\nwhere {gate}")}";
    }

    private IEnumerable<string> Key(RowVariable row) => row.Type.Key.Select(k => expressions.Value(new PropertyValue(new VariableRow(row), k)));
}
