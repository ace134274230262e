using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes figures as an SDMX-JSON 2.0 data message: every dimension at the observation, attributes in plain values.</summary>
/// <remarks>Source: SDMX-JSON 2.0.0 data message and its JSON schema. The values of the dimensions stand before the figures, which name them by number.</remarks>
internal sealed class SdmxJson(SdmxStructure structure) : IFactsWriter
{
    private const string Urn = $"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={SdmxStructure.Agency}:{SdmxStructure.Dataflow}({SdmxStructure.Version})";
    private const string Schema = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json";

    /// <inheritdoc/>
    public StatisticsFormat Format => StatisticsFormat.SdmxJson;

    /// <inheritdoc/>
    public IEnumerable<Action<IReadOnlyList<Fact>>> Passes(Publication publication, PageBuffer output)
    {
        CategoryIndex<Fact>[] indexes = [.. structure.Dimensions.Select(_ => new CategoryIndex<Fact>())];
        yield return series => Number(series, indexes);

        using var json = JsonMembers.Create(output);
        json.WriteStartObject();
        WriteMeta(json, publication);
        json.WriteStartObject("data");
        json.WriteStartArray("structures");
        WriteStructure(json, indexes);
        json.WriteEndArray();
        json.WriteStartArray("dataSets");
        json.WriteStartObject();
        json.WriteNumber("structure", 0);
        json.Text("action", "Information");
        WriteLinks(json);
        json.WriteStartObject("observations");
        yield return series => WriteFigures(json, series, indexes);

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Number(IReadOnlyList<Fact> series, CategoryIndex<Fact>[] indexes)
    {
        foreach (var (dimension, index) in structure.Dimensions.Zip(indexes))
        {
            foreach (var fact in series)
            {
                index.Add(dimension.Value(fact)!, () => fact);
            }
        }
    }

    private static void WriteMeta(Utf8JsonWriter json, Publication publication)
    {
        json.WriteStartObject("meta");
        json.Text("schema", Schema);
        json.Text("id", $"{SdmxStructure.Agency}_{SdmxStructure.Dataflow}");
        json.WriteBoolean("test", false);
        json.WriteString("prepared", publication.ChangedAt);
        json.WriteStartArray("contentLanguages");
        json.WriteStringValue("ja");
        json.WriteStringValue("en");
        json.WriteEndArray();
        json.WriteStartObject("sender");
        json.Text("id", SdmxStructure.Agency);
        json.Text("name", publication.Options.Publisher);
        json.WriteEndObject();
        json.Both("source", (publication.Attribution.Japanese, publication.Attribution.English));
        json.Text("licence", publication.Options.Licence.AbsoluteUri);
        json.Both("rights", (Catalog.Attribution.RightsJapanese, Catalog.Attribution.RightsEnglish));
        json.WriteEndObject();
    }

    private void WriteStructure(Utf8JsonWriter json, CategoryIndex<Fact>[] indexes)
    {
        json.WriteStartObject();
        WriteLinks(json);
        json.Text("name", "計画の指標の数値 / Figures of the plan's indicators");
        json.Both("names", ("計画の指標の数値", "Figures of the plan's indicators"));
        json.WriteStartObject("dimensions");
        json.WriteStartArray("observation");
        foreach (var (position, dimension) in structure.Dimensions.Index())
        {
            WriteComponent(json, dimension, () =>
            {
                json.WriteNumber("keyPosition", position);
                WriteValues(json, dimension, indexes[position]);
            });
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("measures");
        json.WriteStartArray("observation");
        WriteComponent(json, structure.Measure, () => { });
        json.WriteEndArray();
        json.WriteEndObject();
        WriteAttributes(json);
        json.WriteEndObject();
    }

    private void WriteAttributes(Utf8JsonWriter json)
    {
        json.WriteStartObject("attributes");
        json.WriteStartArray("observation");
        foreach (var attribute in structure.Attributes)
        {
            WriteComponent(json, attribute, () =>
            {
                json.WriteStartObject("relationship");
                json.WriteStartObject("observation");
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, SdmxComponent component, Action rest)
    {
        json.WriteStartObject();
        json.Text("id", component.Id);
        json.Text("name", component.Japanese);
        json.Both("names", (component.Japanese, component.English));
        if (component.Name is null)
        {
            json.WriteStartObject("format");
            json.Text("dataType", component.DataType);
            json.WriteEndObject();
        }

        rest();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, SdmxComponent dimension, CategoryIndex<Fact> index)
    {
        json.WriteStartArray("values");
        foreach (var (value, fact) in index.Categories)
        {
            json.WriteStartObject();
            json.Text(dimension.Name is null ? "value" : "id", value);
            if (dimension.Name is { } name)
            {
                json.Text("name", name(fact).Japanese);
                json.Both("names", name(fact));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFigures(Utf8JsonWriter json, IReadOnlyList<Fact> series, CategoryIndex<Fact>[] indexes)
    {
        foreach (var fact in series)
        {
            json.WriteStartArray(string.Join(':', structure.Dimensions.Select((d, i) => indexes[i].Of(d.Value(fact)!).ToString(CultureInfo.InvariantCulture))));
            foreach (var component in structure.Attributes.Prepend(structure.Measure))
            {
                WriteValue(json, component, component.Value(fact));
            }

            json.WriteEndArray();
        }

        json.Flush();
    }

    private static void WriteValue(Utf8JsonWriter json, SdmxComponent component, string? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else if (component.DataType is "Decimal" or "Integer")
        {
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            JsonText.WriteValue(json, value);
        }
    }

    private static void WriteLinks(Utf8JsonWriter json)
    {
        json.WriteStartArray("links");
        json.WriteStartObject();
        json.Text("urn", Urn);
        json.Text("rel", "dataflow");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
