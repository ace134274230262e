using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R3 of a delta: one statement that asks the same question as of two versions and keeps the rows that differ.</summary>
/// <remarks>
/// Where the history tells which rows can differ only these are looked at; the comparison decides all the same, so that whatever the question reads
/// (filters over navigations, expansions) is compared and not guessed. docs/decisions/0027 says more.
/// </remarks>
internal sealed class DeltaWriter
{
    // Rows of the past that stand have the largest bigint as their end; the index on ends leaves them out.
    private const string Ended = "< 9223372036854775807";

    private readonly ReadPlan plan;
    private readonly RowFormat format;
    private readonly StorageMap storage;
    private readonly SqlParameters parameters = new();
    private readonly DataState since;

    private DeltaWriter(ReadPlan plan, DataState since, StorageMap storage, RowFormat format) =>
        (this.plan, this.since, this.storage, this.format) = (plan, since, storage, format);

    /// <summary>Writes the statement.</summary>
    /// <param name="plan">The question; its order is that of the key.</param>
    /// <param name="tracking">Between which states.</param>
    /// <param name="storage">Names of tables and columns.</param>
    /// <param name="format">Form of ready JSON.</param>
    public static SqlStatement Write(ReadPlan plan, Tracking tracking, StorageMap storage, RowFormat format)
    {
        var since = tracking.Since ?? throw new InvalidOperationException("A delta is the difference from a state.");
        return new DeltaWriter(plan, since, storage, format).Write(tracking);
    }

    private SqlStatement Write(Tracking tracking)
    {
        var after = new Side("n", plan, format, new SqlContext(storage, plan.At, parameters));
        var before = new Side("b", plan, format, new SqlContext(storage, new Literal(since.Version, TypeReference.Of(PrimitiveKind.Int64, isNullable: false)), parameters));
        var root = storage.Of(plan.Set.Type).Table;
        var key = plan.Set.Type.Key.Select(p => storage.Column(p).Column).ToList();
        var compared = Compare(after, before, Narrow(root, key, after.Context.Tables));

        var (beside, list) = (new SelectList("e"), new SelectList());
        if (plan.Result == ResultKind.Count)
        {
            var count = list.Add(beside.Expose("(select count(*) from delta)"));
            var standing = StateWriter.Write(tracking, beside, list, parameters);
            return new SqlStatement($"{compared}\nselect {list.Text()}\nfrom (select {beside.Text()}) e", parameters.Values, new StatementColumns(RowLayout.Empty, [], Count: count) { State = standing });
        }

        for (var place = 0; place < after.Columns; place++)
        {
            list.Add("p." + Name(place));
        }

        var keys = after.Layout.Key.Select(k => new OrderSql("d." + Name(k.Ordinal), k.Type, CanBeNull: false, Descending: false)).ToList();
        var order = after.Layout.Key.Select(k => new OrderColumn(k.Type, k.Ordinal)).ToList();
        var columns = new StatementColumns(after.Layout, order, RowExists: after.Layout.Key[0].Ordinal, Excess: after.Excess)
        {
            Count = plan.Query.WithCount ? list.Add(beside.Expose("(select count(*) from delta)")) : null,
            State = StateWriter.Write(tracking, beside, list, parameters),
            Removed = list.Add(Reason(after, root, key)),
        };
        var further = plan.After is null ? "" : "\nwhere " + new OrderWriter(after.Context, after.Expressions).After(keys, plan.After);
        var limit = plan.PageRows is { } rows ? "\nlimit " + parameters.Add(NpgsqlDbType.Bigint, rows + 1L) : "";
        return new SqlStatement(
            $"""
            {compared}
            select {list.Text()}
            from (select {beside.Text()}) e
            left join (select d.* from delta d{further}{OrderWriter.Clause(keys, t => t)}{limit}) p on true{OrderWriter.Clause(keys, t => "p" + t[1..])}
            """,
            parameters.Values,
            columns);
    }

    private static string Compare(Side after, Side before, Candidates? candidates)
    {
        var keys = after.Layout.Key.Select(k => Name(k.Ordinal)).ToList();
        var columns = Enumerable.Range(0, after.Columns).Select(Name).ToList();
        var shown = columns.Select(c => keys.Contains(c) ? $"coalesce(n.{c}, b.{c}) as {c}" : $"n.{c}");
        // Compared as they are stored: 1.0 and 1.00 are printed differently.
        return $"""
            with {candidates?.Tables}present as ({after.Text(candidates)}),
            before as ({before.Text(candidates)}),
            delta as (select {string.Join(", ", shown)}, n.{keys[0]} is null as gone
            from present n full join before b on {string.Join(" and ", keys.Select(k => $"n.{k} = b.{k}"))}
            where row({string.Join(", ", columns.Select(c => "n." + c))})::record *<> row({string.Join(", ", columns.Select(c => "b." + c))})::record)
            """;
    }

    // Keys of the rows that have changed since then, and whether anything has changed that the question looks at besides them: then all rows may differ.
    // Null where that cannot be told: a view has no history of its own.
    private Candidates? Narrow(TableName root, IReadOnlyList<string> key, IReadOnlyList<TableName> tables)
    {
        if (tables.Any(storage.IsView))
        {
            return null;
        }

        var version = parameters.Of(since, "version", NpgsqlDbType.Bigint, () => since.Version);
        // What has changed since the version read is no matter: a reader far behind goes on version by version.
        var (from, to) = ($"h.from_version > {version}", $"h.to_version > {version} and h.to_version {Ended}");
        if (plan.At is Literal at && at.Type.Is(PrimitiveKind.Int64))
        {
            var reached = parameters.Of(at);
            (from, to) = ($"{from} and h.from_version <= {reached}", $"{to} and h.to_version <= {reached}");
        }

        var own = $"select {string.Join(", ", key.Select(k => "h." + SqlNames.Quote(k)))} from {Past(root)} h where";
        var others = tables.Where(t => t != root).Distinct().Concat(tables.Count(t => t == root) > 1 ? [root] : []).Select(Past).ToList();
        var changed = others.Select(o => $"exists (select 1 from {o} h where {from}) or exists (select 1 from {o} h where {to})");
        return new Candidates(
            key,
            $"{own} {from}\nunion {own} {to}",
            others.Count == 0 ? null : $"select {string.Join("\n  or ", changed)} as changed");
    }

    private static string Reason(Side after, TableName root, IReadOnlyList<string> key)
    {
        var same = after.Layout.Key.Zip(key, (k, column) => $"x.{SqlNames.Quote(column)} = p.{Name(k.Ordinal)}");
        return $"case when p.gone then case when exists (select 1 from {after.Context.From(root)} x where {string.Join(" and ", same)}) then {(int)RemovalReason.Changed} else {(int)RemovalReason.Deleted} end end";
    }

    private string Past(TableName table) => SqlNames.Table(table with { Schema = storage.PastSchema });

    private static string Name(int place) => "c" + place.ToString(CultureInfo.InvariantCulture);

    // Rows that can differ. A join over them would be planned by a guess of their number, and go through all of them for each row: measured 2,063 ms instead of 3.
    // An array is looked up in the index key by key; behind an `or` the keys are hashed.
    private sealed record Candidates(IReadOnlyList<string> Key, string Own, string? Others)
    {
        public string Tables => $"candidates as materialized ({Own}),\n" + (Others is null ? "" : $"others as materialized ({Others}),\n");

        public string Condition(RowBinding row)
        {
            var keys = $"select {string.Join(", ", Key.Select(k => "c." + SqlNames.Quote(k)))} from candidates c";
            return Others is null && Key is [var only]
                ? $"{row.Column(only)} = any(array({keys}))"
                : $"({(Others is null ? "false" : "(select o.changed from others o)")} or ({string.Join(", ", Key.Select(row.Column))}) in ({keys}))";
        }
    }

    // The question as of one version, all of its rows.
    private sealed class Side
    {
        private readonly Page page;
        private readonly SelectList list;

        public Side(string alias, ReadPlan plan, RowFormat format, SqlContext context)
        {
            (Context, Expressions, list) = (context, new ExpressionWriter(context), new SelectList(alias));
            var query = plan.Query with { Order = [], Skip = null, Top = null, WithCount = false };
            page = Page.Open(query, null, null, isWrapped: query.Shape.Expansions.Count > 0, context, Expressions);
            (Layout, Excess) = new ShapeWriter(context, Expressions, format).Write(query, plan.Set, page, list);
        }

        public SqlContext Context { get; }

        public ExpressionWriter Expressions { get; }

        public RowLayout Layout { get; }

        public int? Excess { get; }

        public int Columns => list.Count;

        public string Text(Candidates? candidates)
        {
            if (candidates is not null)
            {
                page.Where(candidates.Condition(page.Rows));
            }

            return page.Text(list);
        }
    }
}
