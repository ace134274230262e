using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>The rows of one <see cref="RowQuery"/>, ordered and limited, and what is joined to each of them.</summary>
/// <remarks>
/// A wrapped page is a sub-select, so that whatever is joined to its rows is computed for the rows of the page only.
/// After <see cref="Open"/> the rows' variable stands for a row of the page.
/// </remarks>
internal sealed class Page
{
    private readonly FromClause from;
    private readonly string limits;
    private readonly SelectList? inner;
    private readonly string alias;
    private readonly List<string> laterals = [];
    private readonly List<string> conditions = [];

    private Page(FromClause from, RowBinding rows, IReadOnlyList<OrderSql> order, string? after, string limits, string? alias)
    {
        (this.from, Rows) = (from, rows);
        this.limits = limits;
        this.alias = alias ?? "";
        inner = alias is null ? null : new SelectList(alias);
        Order = order;
        if (after is not null)
        {
            conditions.Add(after);
        }
    }

    /// <summary>The order's terms, as written inside the page.</summary>
    public IReadOnlyList<OrderSql> Order { get; }

    /// <summary>Writes rows, order and limits.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="after">Values of the row to continue after; null to begin.</param>
    /// <param name="limit">Most rows; null for all.</param>
    /// <param name="isWrapped">Whether the page is a sub-select.</param>
    /// <param name="context">The statement.</param>
    /// <param name="expressions">Writer of its expressions.</param>
    /// <param name="needed">What must be computed even where no row is wanted; null for nothing.</param>
    public static Page Open(RowQuery query, IReadOnlyList<Literal>? after, long? limit, bool isWrapped, SqlContext context, ExpressionWriter expressions, string? needed = null)
    {
        var from = expressions.Sources.Open(query.Rows);
        var orders = new OrderWriter(context, expressions);
        var order = orders.Write(query.Order);
        var page = new Page(
            from, context.Row(query.Rows.Rows), order, after is null ? null : orders.After(order, after), Limits(query.Skip, limit, context.Parameters, needed), isWrapped ? context.NextAlias('p') : null);
        if (page.inner is not null)
        {
            var variable = query.Rows.Rows;
            context.Bind(variable, new ExposedRow(context.Row(variable), page.inner));
        }

        return page;
    }

    /// <summary>A row, as written inside the page.</summary>
    public RowBinding Rows { get; }

    /// <summary>Keeps, inside the page, the rows for which the condition is true.</summary>
    public void Where(string condition) => conditions.Add(condition);

    /// <summary>Something written inside the page, as the SELECT around names it.</summary>
    public string Expose(string sql) => inner is null ? sql : inner.Expose(sql);

    /// <summary>Joins a lateral sub-select of one row, or none, to each row of a wrapped page.</summary>
    /// <returns>Its name.</returns>
    public string Lateral(string select, SqlContext context)
    {
        var name = context.NextAlias('e');
        laterals.Add($"\nleft join lateral ({select}) {name} on true");
        return name;
    }

    /// <summary>The page's rows in their order, with these columns.</summary>
    public string Text(SelectList list) => inner is null
        ? $"select {list.Text()}\n{from.Text(conditions)}{OrderWriter.Clause(Order, t => t)}{limits}"
        : $"select {list.Text()}\nfrom ({Inner()}) {alias}{string.Concat(laterals)}{OrderWriter.Clause(Order, Expose)}";

    /// <summary>The same beside one line that is there even when the page is empty.</summary>
    /// <param name="line">A sub-select of one line, with its name.</param>
    /// <param name="list">The columns.</param>
    public string TextBeside(string line, SelectList list) =>
        $"select {list.Text()}\nfrom {line}\nleft join ({Inner()}) {alias} on true{string.Concat(laterals)}{OrderWriter.Clause(Order, Expose)}";

    private string Inner()
    {
        // The order's columns are part of the page before its list is written.
        foreach (var term in Order)
        {
            inner!.Add(term.Sql);
        }

        return $"select {inner!.Text()}\n{from.Text(conditions)}{OrderWriter.Clause(Order, t => t)}{limits}";
    }

    // A limit of nothing leaves everything else alone: what is needed stands in the limit itself.
    private static string Limits(long? skip, long? limit, SqlParameters parameters, string? needed) =>
        (limit is { } most ? "\nlimit " + (needed is null ? parameters.Add(NpgsqlDbType.Bigint, most) : $"(case when {needed} is null then 0 else {parameters.Add(NpgsqlDbType.Bigint, most)} end)") : "") +
        (skip is { } passed ? "\noffset " + parameters.Add(NpgsqlDbType.Bigint, passed) : "");
}
