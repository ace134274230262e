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
    private readonly IReadOnlyList<string> typeOrder = [.. set.Type.FindProperty("valueType")!.AllowedValues.Select(v => v.Value)];

    /// <inheritdoc/>
    public StatisticsFormat Format => StatisticsFormat.JsonStat;

    /// <inheritdoc/>
    public IEnumerable<Action<IReadOnlyList<Fact>>> Passes(Publication publication, PageBuffer output)
    {
        var cube = new JsonStatCube(typeOrder);
        yield return cube.Add;

        cube.Order();
        using var json = JsonMembers.Create(output);
        json.WriteStartObject();
        WriteHead(json, cube, publication);
        WriteDimensions(json, cube);
        json.WriteStartObject("value");
        yield return series => Each(json, cube, series, f => f.Value is not null, (cell, fact) => json.WriteNumber(cell, fact.Value!.Value));

        json.WriteEndObject();
        json.WriteStartObject("status");
        yield return series => Each(json, cube, series, _ => true, (cell, fact) => json.Text(cell, fact.Status));

        json.WriteEndObject();
        json.WriteStartObject("extension");
        json.WriteStartObject("observations");
        yield return series => Each(json, cube, series, _ => true, (cell, fact) => WriteMore(json, cell, fact));

        json.WriteEndObject();
        json.WriteEndObject();
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
        json.WriteNumberValue(cube.Series.Categories.Count);
        json.WriteNumberValue(cube.Types.Categories.Count);
        json.WriteNumberValue(cube.Times.Categories.Count);

        json.WriteEndArray();
        json.WriteStartObject("role");
        WriteList(json, "metric", "indicator");
        WriteList(json, "time", "time");
        json.WriteEndObject();
    }

    private void WriteDimensions(Utf8JsonWriter json, JsonStatCube cube)
    {
        json.WriteStartObject("dimension");
        WriteDimension(json, Ids[0], "指標(系列) / Indicator (series)", cube.Series, (_, label) => label.Name, () => WriteUnits(json, cube));
        WriteDimension(json, Ids[1], "値の種類 / What is stated", cube.Types, (type, _) => types[type], () => { });
        WriteDimension(json, Ids[2], "期間 / Time", cube.Times, (_, fact) => TimeLabel(fact), () => { });
        json.WriteEndObject();
    }

    private static void WriteDimension<T>(Utf8JsonWriter json, string id, string label, CategoryIndex<T> index, Func<string, T, string> name, Action more)
    {
        json.WriteStartObject(id);
        json.Text("label", label);
        json.WriteStartObject("category");
        json.WriteStartArray("index");
        foreach (var (value, _) in index.Categories)
        {
            JsonText.WriteValue(json, value);
        }

        json.WriteEndArray();
        json.WriteStartObject("label");
        foreach (var (value, first) in index.Categories)
        {
            json.Text(value, name(value, first));
        }

        json.WriteEndObject();
        more();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The unit of the numbers: of a series they all have one.
    private static void WriteUnits(Utf8JsonWriter json, JsonStatCube cube)
    {
        json.WriteStartObject("unit");
        foreach (var (key, label) in cube.Series.Categories.Where(s => s.First.HasNumbers))
        {
            json.WritePropertyName(key);
            json.WriteStartObject();
            json.Text("label", label.Unit ?? "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Each(Utf8JsonWriter json, JsonStatCube cube, IReadOnlyList<Fact> series, Func<Fact, bool> isWanted, Action<string, Fact> write)
    {
        foreach (var (fact, key) in JsonStatCube.Placed(series).Where(p => isWanted(p.Fact)))
        {
            write(cube.Cell(fact, key), fact);
        }

        json.Flush();
    }

    private static void WriteMore(Utf8JsonWriter json, string cell, Fact fact)
    {
        json.WriteStartObject(cell);
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
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
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
