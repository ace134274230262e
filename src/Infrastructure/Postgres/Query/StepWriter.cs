using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Writes the steps of `$apply`: each is a sub-select over the one before.</summary>
/// <remarks>
/// A step that keeps rows keeps all their columns (`t.*`), so that navigations can still be followed by foreign keys; PostgreSQL
/// pulls such sub-selects up. Further columns have names of the statement's own, never the caller's words.
/// </remarks>
internal sealed class StepWriter(SqlContext context, ExpressionWriter expressions)
{
    /// <summary>Opens the rows and binds their variable.</summary>
    public FromClause Open(RowSource source) => source switch
    {
        ComputedRows step => Compute(step),
        GroupedRows step => Group(step),
        DistinctRows step => Distinct(step),
        SlicedRows step => Slice(step),
        RankedRows step => Rank(step),
        SharedRows step => Share(step),
        GivenRows step => Given(step),
        ReboundRows step => Rebound(step),
        OneRow step => One(step),
        ConcatenatedRows step => Concatenate(step),
        CrossedRows step => Cross(step),
        _ => throw new InvalidOperationException($"{source.GetType().Name} is no known source."),
    };

    /// <summary>The aggregate over rows of its own.</summary>
    public string Aggregate(AggregateOf aggregate)
    {
        var from = expressions.Sources.Open(aggregate.Rows);
        return $"(select {Aggregates.Write(aggregate.Method, aggregate.Value, expressions)} {from.Text()})";
    }

    private FromClause Compute(ComputedRows step)
    {
        var from = expressions.Sources.Open(step.Input);
        return Derived(step.Rows, [Star(step.Input.Rows), .. step.Columns.SelectMany(Columns)], from);
    }

    private FromClause Group(GroupedRows step)
    {
        var from = expressions.Sources.Open(step.Input);
        List<string> list = [.. step.Keys.SelectMany(Columns), .. step.Aggregates.Select(Column)];
        if (list.Count == 0)
        {
            // One row over all, of which nothing is wanted here: `aggregate` of paths only.
            list.Add("count(*) as n");
        }

        var keys = string.Join(", ", Enumerable.Range(1, step.Keys.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        return Derived(step.Rows, list, from, step.Keys.Count == 0 ? "" : $"\ngroup by {keys}");
    }

    // Rows without any value of their own are one row: `limit`, since `distinct on ()` is no SQL.
    private FromClause Distinct(DistinctRows step)
    {
        var from = expressions.Sources.Open(step.Input);
        var star = Star(step.Input.Rows);
        var values = string.Join(", ", step.Values.Select(expressions.Value));
        return values.Length == 0 ? Derived(step.Rows, [star], from, "\nlimit 1") : Derived(step.Rows, [$"distinct on ({values}) {star}"], from);
    }

    private FromClause Slice(SlicedRows step)
    {
        var from = expressions.Sources.Open(step.Input);
        var star = Star(step.Input.Rows);
        var order = OrderWriter.Clause(new OrderWriter(context, expressions).Write(step.Order), t => t);
        var limits = (step.Top is { } top ? "\nlimit " + context.Parameters.Of(step, "top", NpgsqlDbType.Bigint, () => top) : "")
            + (step.Skip is { } skip ? "\noffset " + context.Parameters.Of(step, "skip", NpgsqlDbType.Bigint, () => skip) : "");
        return Derived(step.Rows, [star], from, order + limits);
    }

    // Ties are told apart by the order's further terms: the same rows in every run, and never more than asked for.
    private FromClause Rank(RankedRows step)
    {
        var from = expressions.Sources.Open(step.Input);
        var (star, place, all) = (Star(step.Input.Rows), context.NextAlias('r'), context.NextAlias('r'));
        var order = OrderWriter.Clause(new OrderWriter(context, expressions).Write(step.Order), t => t).TrimStart('\n');
        var value = step.Limit == RankLimit.Count ? "" : expressions.Value(step.Order[0].Value);
        var before = $"coalesce(sum({value}) over ({order} rows between unbounded preceding and 1 preceding), 0)";
        List<string> list = step.Limit switch
        {
            RankLimit.Count => [star, $"row_number() over ({order}) as {place}"],
            RankLimit.Sum => [star, $"{before} as {place}"],
            RankLimit.Percent => [star, $"{before} as {place}", $"coalesce(sum({value}) over (), 0) as {all}"],
            _ => throw new InvalidOperationException($"No ranking {step.Limit}."),
        };
        var ranked = Derived(step.Rows, list, from);
        var row = (TableRow)context.Row(step.Rows);
        var amount = expressions.Value(step.Amount);
        ranked.Where(step.Limit switch
        {
            RankLimit.Count => $"{row.Column(place)} <= {amount}",
            RankLimit.Sum => $"{row.Column(place)} < {amount}",
            _ => $"{row.Column(place)} * 100 < {amount} * {row.Column(all)}",
        });
        return ranked;
    }

    private FromClause Share(SharedRows step)
    {
        var shared = expressions.Sources.Open(step.Shared);
        var name = context.NextAlias('w');
        var once = $"select {Star(step.Shared.Rows)} {shared.Text()}";
        var around = context.Share(step.Shared, name);
        var body = expressions.Sources.Open(step.Body);
        var rows = Derived(step.Rows, [Star(step.Body.Rows)], body, before: $"with {name} as ({once})\n");
        context.Share(step.Shared, around);
        return rows;
    }

    // Behind the sub-select that shares them they have no name any more.
    private FromClause Given(GivenRows step)
    {
        if (context.Shared(step.Shared) is not { } name)
        {
            var rows = expressions.Sources.Open(step.Shared);
            context.Bind(step.Rows, context.Row(step.Shared.Rows));
            return rows;
        }

        var alias = context.NextAlias();
        var from = new FromClause($"{name} {alias}");
        context.Bind(step.Rows, new TableRow(context, from, alias));
        return from;
    }

    private FromClause One(OneRow step)
    {
        var alias = context.NextAlias('s');
        var from = new FromClause($"(select 1 as one) {alias}");
        context.Bind(step.Rows, new TableRow(context, from, alias));
        return from;
    }

    private FromClause Rebound(ReboundRows step)
    {
        context.Bind(step.Variable, context.Row(step.Row));
        return expressions.Sources.Open(step.Input);
    }

    private FromClause Concatenate(ConcatenatedRows step)
    {
        var parts = new List<string>();
        foreach (var part in step.Parts)
        {
            var from = expressions.Sources.Open(part.Rows);
            parts.Add($"select {string.Join(", ", part.Columns.SelectMany(Columns))} {from.Text()}");
        }

        return Derived(step.Rows, string.Join("\nunion all\n", parts));
    }

    private FromClause Cross(CrossedRows step)
    {
        var left = expressions.Sources.Open(step.Left);
        var from = Derived(step.Left.Rows, [Star(step.Left.Rows)], left);
        var right = expressions.Sources.Open(step.Right);
        var each = $"select {Star(step.Right.Rows)} {right.Text()}";
        var alias = context.NextAlias('s');
        from.Join($"{(step.IsOuter ? "left" : "inner")} join lateral ({each}) {alias} on true");
        context.Bind(step.Right.Rows, new TableRow(context, from, alias));
        IEnumerable<string> kept = step.Keeps switch
        {
            KeptSide.Left => [Star(step.Left.Rows)],
            KeptSide.Right => [Star(step.Right.Rows)],
            KeptSide.Neither => [],
            _ => throw new InvalidOperationException($"No side {step.Keeps}."),
        };
        return Derived(step.Rows, [.. kept, .. step.Columns.SelectMany(Columns)], from);
    }

    private FromClause Derived(RowVariable variable, IReadOnlyList<string> list, FromClause from, string after = "", string before = "") =>
        Derived(variable, $"{before}select {string.Join(", ", list)} {from.Text()}{after}");

    private FromClause Derived(RowVariable variable, string select)
    {
        var alias = context.NextAlias('s');
        var from = new FromClause($"({select}) {alias}");
        context.Bind(variable, new TableRow(context, from, alias));
        return from;
    }

    private string Star(RowVariable variable) => context.Row(variable).Star;

    // A column that keeps its name keeps its stored form too, and is read from it again.
    private string Value(RowColumn column) => column.Value is PropertyValue kept && ReferenceEquals(kept.Property, column.Property) && context.Storage.Holds(kept.Property)
        ? context.Row(kept.Row).Column(context.Column(kept.Property))
        : expressions.Value(column.Value);

    // A complex value has several columns.
    private IEnumerable<string> Columns(RowColumn column) => column.Property.Type.Structured is { IsSpread: false }
        ? context.Carry(column.Property).Columns(column.Value is PropertyValue value ? context.Row(value.Row) : null, (column.Value as PropertyValue)?.Property ?? column.Property).Select(c => $"{c.Sql} as {c.Name}")
        : [Column(column)];

    // Computed text would sort by the server's language; stored text is in byte order.
    private string Column(RowColumn column)
    {
        var value = Value(column);
        var isComputedText = column.Value is not PropertyValue && column.Value.Type.Is(PrimitiveKind.String);
        return $"{(isComputedText ? $"({value}) collate \"C\"" : value)} as {SqlNames.Quote(context.Column(column.Property))}";
    }

    private string Column(AggregateColumn column) =>
        $"{Aggregates.Write(column.Method, column.Value, expressions)} as {SqlNames.Quote(context.Column(column.Property))}";
}
