using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes figures as a JSON-stat 2.0 dataset.</summary>
/// <remarks>Source: json-stat.org/full. Values and statuses are objects by cell number, since most cells are empty; what the standard has no place for stands in `extension` by the same number.</remarks>
internal sealed class JsonStat(EntitySetModel set) : IFactsWriter
{
    private static readonly string[] Ids = ["indicator", "valueType", "time"];

    private readonly Dictionary<string, string> types = set.Type.FindProperty("valueType")!.AllowedValues.ToDictionary(v => v.Value, v => $"{v.Japanese} / {v.English}", StringComparer.Ordinal);

    /// <inheritdoc/>
    public StatisticsFormat Format => StatisticsFormat.JsonStat;

    /// <inheritdoc/>
    public void Write(IReadOnlyList<Fact> facts, Publication publication, PageBuffer output)
    {
        var cube = new JsonStatCube(facts);
        using var json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        WriteHead(json, cube, publication);
        json.WriteStartObject("dimension");
        WriteDimension(json, 0, "指標(系列) / Indicator (series)", cube, p => cube.Keys[p].ToString(), p => Label(cube.Facts[p], cube.Keys[p]), units: true);
        WriteDimension(json, 1, "値の種類 / What is stated", cube, p => cube.Facts[p].ValueType, p => types[cube.Facts[p].ValueType], units: false);
        WriteDimension(json, 2, "期間 / Time", cube, p => JsonStatCube.TimeOf(cube.Facts[p]), p => TimeLabel(cube.Facts[p]), units: false);
        json.WriteEndObject();
        WriteCells(json, cube);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, JsonStatCube cube, Publication publication)
    {
        json.Text("version", "2.0");
        json.Text("class", "dataset");
        json.Text("label", "川崎市の計画の指標の数値 / Figures of the indicators of Kawasaki City's plans");
        json.Text("source", $"{publication.Attribution.Japanese} / {publication.Attribution.English}");
        json.WriteString("updated", publication.ChangedAt);
        json.Text("href", publication.Address);
        json.WriteStartArray("note");
        JsonText.WriteValue(json, $"{Catalog.Attribution.RightsJapanese} / {Catalog.Attribution.RightsEnglish}");
        json.WriteEndArray();
        json.WriteStartArray("id");
        Array.ForEach(Ids, json.WriteStringValue);
        json.WriteEndArray();
        json.WriteStartArray("size");
        foreach (var dimension in cube.Dimensions)
        {
            json.WriteNumberValue(dimension.Firsts.Count);
        }

        json.WriteEndArray();
        json.WriteStartObject("role");
        WriteList(json, "metric", "indicator");
        WriteList(json, "time", "time");
        json.WriteEndObject();
    }

    private static void WriteDimension(Utf8JsonWriter json, int number, string label, JsonStatCube cube, Func<int, string> id, Func<int, string> name, bool units)
    {
        var firsts = cube.Dimensions[number].Firsts;
        json.WriteStartObject(Ids[number]);
        json.Text("label", label);
        json.WriteStartObject("category");
        json.WriteStartArray("index");
        foreach (var first in firsts)
        {
            JsonText.WriteValue(json, id(first));
        }

        json.WriteEndArray();
        json.WriteStartObject("label");
        foreach (var first in firsts)
        {
            json.Text(id(first), name(first));
        }

        json.WriteEndObject();
        if (units)
        {
            WriteUnits(json, cube);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The unit of the numbers: of a series they all have one.
    private static void WriteUnits(Utf8JsonWriter json, JsonStatCube cube)
    {
        json.WriteStartObject("unit");
        foreach (var series in cube.Facts.Index().Where(f => f.Item.Value is not null).GroupBy(f => cube.Keys[f.Index].ToString()))
        {
            json.WritePropertyName(series.Key);
            json.WriteStartObject();
            json.Text("label", series.First().Item.Unit ?? "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, JsonStatCube cube)
    {
        json.WriteStartObject("value");
        foreach (var (position, fact) in cube.Facts.Index().Where(f => f.Item.Value is not null))
        {
            json.WriteNumber(cube.Cell(position), fact.Value!.Value);
        }

        json.WriteEndObject();
        json.WriteStartObject("status");
        foreach (var (position, fact) in cube.Facts.Index())
        {
            json.Text(cube.Cell(position), fact.Status);
        }

        json.WriteEndObject();
        json.WriteStartObject("extension");
        json.WriteStartObject("observations");
        foreach (var (position, fact) in cube.Facts.Index())
        {
            json.WriteStartObject(cube.Cell(position));
            WriteMore(json, fact);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMore(Utf8JsonWriter json, Fact fact)
    {
        json.Text("code", fact.Code);
        json.Text("text", fact.Text);
        json.Text("comparator", fact.Comparator);
        WriteNumber(json, "upperValue", fact.UpperValue);
        WriteNumber(json, "planPeriod", fact.PlanPeriod);
        json.Text("periodText", fact.Period.Label);
        json.Text("document", fact.Source.Document);
        WriteNumber(json, "page", fact.Source.Page);
        WriteNumber(json, "line", fact.Source.Line);
        json.Text("system", fact.Source.System);
        json.Text("note", fact.Note);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static string Label(Fact fact, SeriesKey key)
    {
        string?[] parts = [key.Subgroup, fact.WardName ?? key.Ward, key.Unit, key.Statement == 1 ? null : $"{key.Statement}件目の記載"];
        var more = string.Join("、", parts.OfType<string>());
        return more.Length == 0 ? fact.IndicatorName : $"{fact.IndicatorName}({more})";
    }

    private static string TimeLabel(Fact fact) => TimePeriod.Of(fact.Period) is var time && TimePeriod.IsFiscalYear(time) ? $"{time[..4]}年度 / FY{time[..4]}"
        : time != TimePeriod.Unspecified ? time
        : fact.PlanPeriod is { } period ? $"第{period}期実施計画(年度の記載なし) / Plan period {period} (no year stated)"
        : "期間の記載なし / Not stated";

    private static void WriteList(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
