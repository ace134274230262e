using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R3: turns a plan into one statement. The only place where SQL is put together at run time.</summary>
/// <remarks>Identifiers come from the storage map only, values are parameters always.</remarks>
internal sealed class SqlWriter
{
    // Key, order and revision, where they are not among the properties.
    private const int MostFurtherColumns = 4;

    private readonly SqlContext context;
    private readonly ExpressionWriter expressions;
    private readonly ShapeWriter shapes;
    private readonly RowFormat format;

    private SqlWriter(StorageMap storage, RowFormat format, Expression? at)
    {
        this.format = format;
        context = new SqlContext(storage, at);
        expressions = new ExpressionWriter(context);
        shapes = new ShapeWriter(context, expressions, format);
    }

    /// <summary>Writes the statement.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="storage">Names of tables and columns.</param>
    /// <param name="format">Form of ready JSON.</param>
    public static SqlStatement Write(ReadPlan plan, StorageMap storage, RowFormat format)
    {
        if (plan.Tracking is { Since: not null } tracking)
        {
            return DeltaWriter.Write(plan, tracking, storage, format);
        }

        var writer = new SqlWriter(storage, format, plan.At);
        return plan.Result == ResultKind.Count ? writer.WriteCount(plan) : writer.WriteRows(plan);
    }

    private SqlStatement WriteCount(ReadPlan plan)
    {
        var list = new SelectList();
        var count = list.Add(plan.Query.Rows is AllRows all ? new AllWriter(context, expressions, format).Count(all) : expressions.Sources.Count(plan.Query.Rows));
        int? parent = plan.RequiredParent is null ? null : list.Add(expressions.Sources.Exists(plan.RequiredParent));
        return Statement($"select {list.Text()}", new StatementColumns(RowLayout.Empty, [], parent, count));
    }

    private SqlStatement WriteRows(ReadPlan plan)
    {
        var query = plan.Query;
        if (query.Rows is AllRows)
        {
            var (text, columns) = new AllWriter(context, expressions, format).Write(plan, PageLimit(plan));
            return Statement(text, columns);
        }

        // Parent and count are known also when there is no row; they stand beside the page, which is then a sub-select.
        var beside = new SelectList("e");
        var count = query.WithCount ? beside.Expose(expressions.Sources.Count(query.Rows)) : null;
        var parent = plan.RequiredParent is null ? null : beside.Expose(expressions.Sources.Exists(plan.RequiredParent));
        var isBeside = count is not null || parent is not null || plan.Tracking is not null;

        var page = Page.Open(query, plan.After, PageLimit(plan), isWrapped: isBeside || query.Shape.Expansions.Count > 0, context, expressions, query.Top == 0 ? context.VersionThen : null);
        var list = new SelectList(columns: query.Shape.Properties.Count + MostFurtherColumns);
        var (layout, excess) = shapes.Write(query, plan.Set, page, list);
        var order = page.Order.Select(t => new OrderColumn(t.Type, list.Add(page.Expose(t.Sql)))).ToList();
        if (!isBeside)
        {
            return Statement(page.Text(list), new StatementColumns(layout, order, Excess: excess));
        }

        var exists = list.Add(page.Expose("true"));
        int? parentColumn = parent is null ? null : list.Add(parent);
        int? countColumn = count is null ? null : list.Add(count);
        var state = plan.Tracking is null ? null : StateWriter.Write(plan.Tracking, beside, list, context.Parameters);
        return Statement(
            page.TextBeside($"(select {beside.Text()}) e", list),
            new StatementColumns(layout, order, parentColumn, countColumn, exists, excess) { State = state });
    }

    // One row more than the page shows whether another page follows.
    private static long? PageLimit(ReadPlan plan) =>
        plan.PageRows is { } rows ? Math.Min(plan.Query.Top ?? long.MaxValue, rows + 1L) : plan.Query.Top;

    private SqlStatement Statement(string text, StatementColumns columns) => new(text, context.Parameters.Values, columns);
}
