using Kawasaki.Infrastructure.Packages;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>
/// The statements that bring one table to the rows given: the rows are copied into a temporary table, then only what differs is written.
/// Names come from the package's schema, values never stand in the text.
/// </summary>
/// <remarks>$1 is the name of the set. The change feed is the database's own matter.</remarks>
internal sealed class LoadSql
{
    private readonly PackageTable table;
    private readonly string target;
    private readonly string staged;
    private readonly string columns;
    private readonly string sameKey;

    /// <summary>Prepares the statements of a table.</summary>
    /// <param name="table">The table.</param>
    public LoadSql(PackageTable table)
    {
        this.table = table;
        target = $"{PlanDbContext.Schema}.{Quote(SnakeCase.From(table.Name))}";
        staged = $"pg_temp.{Quote("load_" + SnakeCase.From(table.Name))}";
        columns = string.Join(", ", table.Columns.Select(Column));
        sameKey = string.Join(" and ", table.Key.Select(k => $"t.{Column(k)} = l.{Column(k)}"));
    }

    /// <summary>Makes the temporary table; it goes with the transaction.</summary>
    public string Stage => $"create temporary table {staged} on commit drop as select {columns} from {target} with no data";

    /// <summary>Copies rows into it.</summary>
    public string Copy => $"copy {staged} ({columns}) from stdin (format binary)";

    /// <summary>Tells the planner how many rows there are.</summary>
    public string Analyze => $"analyze {staged}";

    /// <summary>Adds the rows that are not there.</summary>
    public string Insert => Write($"""
        insert into {target} ({columns})
        select {columns} from {staged} l where not exists (select from {target} t where {sameKey})
        returning {Returned("")}
        """);

    /// <summary>Changes the rows that differ; a number that gained or lost printed zeros differs. Null when every column is part of the key.</summary>
    public string? Update
    {
        get
        {
            var values = table.Columns.Where(c => !table.Key.Contains(c)).ToArray();
            return values.Length == 0 ? null : Write($"""
                update {target} t set {string.Join(", ", values.Select(c => $"{Column(c)} = l.{Column(c)}"))}
                from {staged} l where {sameKey} and ({string.Join(", ", values.Select(c => Compared("t", c)))}) is distinct from ({string.Join(", ", values.Select(c => Compared("l", c)))})
                returning {Returned("t.")}
                """);
        }
    }

    /// <summary>Removes the rows that an earlier load brought and this one does not: rows that others wrote stay.</summary>
    public string Delete => Write(IsLink
        ? $"""
            delete from {target} t where not exists (select from {staged} l where {sameKey})
            returning {Returned("t.")}
            """
        : $"""
            delete from {target} t using {PlanDbContext.Schema}.package_rows p
            where p.entity_set = $1 and p.entity_code = t.code and not exists (select from {staged} l where {sameKey})
            returning {Returned("t.")}
            """);

    /// <summary>Remembers which rows the load brought.</summary>
    public string? Remember => IsLink ? null : $"""
        with gone as (
            delete from {PlanDbContext.Schema}.package_rows p where p.entity_set = $1 and not exists (select from {staged} l where l.code = p.entity_code))
        insert into {PlanDbContext.Schema}.package_rows (entity_set, entity_code)
        select $1, code from {staged} on conflict do nothing
        """;

    private bool IsLink => table.Key.Count > 1;

    private static string Write(string statement) => $"""
        with written as (
        {statement}
        )
        select count(*)::int from written
        """;

    private string Returned(string prefix) => prefix + Column(table.Key[0]) + " as code";

    private static string Compared(string side, PackageColumn column) =>
        column.Kind == ColumnKind.Number ? $"{side}.{Column(column)}::text" : $"{side}.{Column(column)}";

    private static string Column(PackageColumn column) => Quote(SnakeCase.From(column.Name));

    private static string Quote(string name) => $"\"{name}\"";
}
