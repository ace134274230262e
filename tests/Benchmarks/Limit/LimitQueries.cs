using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>A column of a hand-written answer.</summary>
/// <param name="Name">Name in JSON.</param>
/// <param name="Write">Writes its value, which is not null.</param>
internal sealed record LimitColumn(string Name, Action<NpgsqlDataReader, int, Utf8JsonWriter> Write);

/// <summary>A hand-written query.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Parameters">Values of `$1`, `$2`, ...</param>
internal sealed record LimitQuery(string Sql, IReadOnlyList<LimitColumn> Columns, params IReadOnlyList<object> Parameters);

/// <summary>The queries of the table, written by hand; scripts/benchmark holds the URL of each.</summary>
internal static class LimitQueries
{
    private static readonly LimitColumn[] Indicator = Columns(
        "code", "documentCode", "line:i", "page:i", "kind", "planCode", "policyCode", "measureCode", "projectCode", "reformTaskCode", "number:i", "name", "unit",
        "direction", "isCumulative:b", "source", "method");

    private static readonly LimitColumn[] Observation = Columns(
        "code", "documentCode", "line:i", "page:i", "indicatorCode", "valueType", "fiscalYear:i", "lastFiscalYear:i", "periodKind", "periodStart:d", "periodEnd:d",
        "periodLabel", "planPeriod:i", "value:n", "upperValue:n", "comparator", "valueText", "unit", "subgroup", "wardCode", "status", "note");

    private static readonly string ObservationRow = string.Join(", ", Observation.Select(c => $"o.{Snake(c.Name)} as \"{c.Name}\""));

    /// <summary>The queries by name.</summary>
    public static IReadOnlyDictionary<string, LimitQuery> All { get; } = new Dictionary<string, LimitQuery>
    {
        ["key"] = new($"select {List(Indicator, "i")} from plan.indicators i where i.code = $1", Indicator, "5-1-1-o2"),
        ["filter"] = new(
            $"select {List(Observation, "o")} from plan.observations o where o.value_type = $1 and o.fiscal_year = $2 order by o.code limit 51", Observation, "target", 2017),
        ["expand"] = new(
            $"""
            select {List(Indicator, "i")}, c.children
            from (select * from plan.indicators order by code limit 20) i
            cross join lateral (
                select coalesce(json_agg(row_to_json(o) order by o.code), '[]') as children
                from (select {ObservationRow} from plan.observations o where o.indicator_code = i.code) o) c
            order by i.code
            """,
            [.. Indicator, new LimitColumn("observations", (r, i, json) => json.WriteRawValue(r.GetString(i), skipInputValidation: true))]),
        ["group"] = new(
            "select o.value_type, o.fiscal_year, sum(o.value) from plan.observations o group by 1, 2 order by 1, 2", Columns("valueType", "fiscalYear:i", "total:n")),
        ["search"] = new(
            $"""
            select {List(Indicator, "i")}, 4 * plan.search_score(i.name, (select plan.search_text($1))) from plan.indicators i
            where plan.search_grams(i.name) @> plan.search_probe($1) and strpos(plan.search_text(i.name), (select plan.search_text($1))) > 0
            order by 4 * plan.search_score(i.name, (select plan.search_text($1))) desc, i.code limit 51
            """,
            Indicator, "加入率"),
        ["csv"] = new($"select {List(Observation, "o")} from plan.observations o order by o.code", Observation),
        ["page"] = new($"select {List(Observation, "o")} from plan.observations o order by o.code limit 1000", Observation),
    };

    private static LimitColumn[] Columns(params string[] names) => [.. names.Select(Column)];

    private static LimitColumn Column(string text)
    {
        var parts = text.Split(':');
        return new LimitColumn(parts[0], parts.ElementAtOrDefault(1) switch
        {
            "i" => (r, i, json) => json.WriteNumberValue(r.GetInt32(i)),
            "n" => (r, i, json) => json.WriteNumberValue(r.GetDecimal(i)),
            "b" => (r, i, json) => json.WriteBooleanValue(r.GetBoolean(i)),
            "d" => (r, i, json) => json.WriteStringValue(r.GetFieldValue<DateOnly>(i).ToString("O", CultureInfo.InvariantCulture)),
            _ => (r, i, json) => json.WriteStringValue(r.GetString(i)),
        });
    }

    private static string List(LimitColumn[] columns, string alias) => string.Join(", ", columns.Select(c => $"{alias}.{Snake(c.Name)}"));

    private static string Snake(string name) => string.Concat(name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
