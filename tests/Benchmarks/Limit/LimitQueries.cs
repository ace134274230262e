using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>A member of a hand-written row.</summary>
/// <param name="Name">Name in JSON.</param>
/// <param name="Write">Writes its value, which is not null.</param>
/// <param name="IsConstant">Whether it comes from no column.</param>
internal sealed record LimitColumn(string Name, Action<NpgsqlDataReader, int, Utf8JsonWriter> Write, bool IsConstant = false)
{
    /// <summary>The name, encoded once.</summary>
    public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}

/// <summary>A hand-written query.</summary>
/// <param name="Context">What stands behind `$metadata#` in the answer's context; null for a table.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Parameters">Values of `$1`, `$2`, ...</param>
internal sealed record LimitQuery(string? Context, string Sql, IReadOnlyList<LimitColumn> Columns, params IReadOnlyList<object> Parameters)
{
    /// <summary>Whether the answer is the one row itself and no collection.</summary>
    public bool IsRow { get; init; }
}

/// <summary>The queries of the table, written by hand; scripts/benchmark holds the URL of each, and compares the answers of both, byte for byte.</summary>
internal static class LimitQueries
{
    private static readonly LimitColumn[] Indicator = Columns(
        "code", "documentCode", "line:i", "page:i", "kind", "planCode", "policyCode", "measureCode", "projectCode", "reformTaskCode", "number:i", "name", "unit",
        "direction", "isCumulative:b", "source", "method");

    private static readonly LimitColumn[] Observation = Columns(
        "code", "documentCode", "line:i", "page:i", "sourceSystem", "externalId", "indicatorCode", "valueType", "fiscalYear:i", "lastFiscalYear:i", "periodKind",
        "periodStart:d", "periodEnd:d", "periodLabel", "planPeriod:i", "value:n", "upperValue:n", "comparator", "valueText", "unit", "subgroup", "wardCode", "status", "note");

    private static readonly LimitColumn[] TaggedObservation =
        [new("@odata.etag", (r, i, json) => json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"\"{r.GetInt64(i)}\""))), .. Observation];

    private static readonly string ObservationList = List(Observation, "o");

    private static readonly string ObservationObject = string.Join(", ", Observation.Select(c => $"o.{Snake(c.Name)} as \"{c.Name}\""));

    /// <summary>The queries by name.</summary>
    public static IReadOnlyDictionary<string, LimitQuery> All { get; } = new Dictionary<string, LimitQuery>
    {
        ["key"] = new("indicators/$entity", $"select {List(Indicator, "i")} from plan.indicators i where i.code = $1", Indicator, "5-1-1-o2") { IsRow = true },
        ["filter"] = new(
            "observations", $"select o.revision, {ObservationList} from plan.observations o where o.value_type = $1 and o.fiscal_year = $2 order by o.code limit 50",
            TaggedObservation, "target", 2017),
        ["expand"] = new(
            "indicators",
            $"""
            select {List(Indicator, "i")}, c.children
            from (select * from plan.indicators order by code limit 20) i
            cross join lateral (
                select coalesce('[' || string_agg(row_to_json(o)::text, ',') || ']', '[]') as children
                from (
                    select '"' || o.revision || '"' as "@odata.etag", {ObservationObject} from plan.observations o where o.indicator_code = i.code order by o.code
                ) o) c
            order by i.code
            """,
            [.. Indicator, new LimitColumn("observations", (r, i, json) => json.WriteRawValue(r.GetString(i), skipInputValidation: true))]),
        ["group"] = new(
            "observations(valueType,fiscalYear,total)",
            "select o.value_type, o.fiscal_year, sum(o.value) from plan.observations o group by 1, 2 order by 1 nulls first, 2 nulls first",
            [
                new LimitColumn("@odata.id", (_, _, json) => json.WriteNullValue(), IsConstant: true), .. Columns("valueType", "fiscalYear:i"),
                new LimitColumn("total@odata.type", (_, _, json) => json.WriteStringValue("#Decimal"), IsConstant: true), .. Columns("total:n"),
            ]),
        ["search"] = new(
            "indicators",
            $"""
            select {List(Indicator, "i")}, 4 * plan.search_score(i.name, (select plan.search_text($1))) from plan.indicators i
            where plan.search_grams(i.name) @> plan.search_probe($1) and strpos(plan.search_text(i.name), (select plan.search_text($1))) > 0
            order by 4 * plan.search_score(i.name, (select plan.search_text($1))) desc, i.code limit 50
            """,
            Indicator, "加入率"),
        ["csv"] = new(null, $"select {ObservationList} from plan.observations o order by o.code", Observation),
        ["page"] = new("observations", $"select o.revision, {ObservationList} from plan.observations o order by o.code limit 1000", TaggedObservation),
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
