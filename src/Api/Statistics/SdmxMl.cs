using System.Globalization;
using System.Xml;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes figures as SDMX-ML 2.1 generic data, series by series: what R reads (rsdmx knows no SDMX 3.0).</summary>
/// <remarks>Source: SDMX 2.1, section 3A, and its schemas, which need no schema of ours for generic data.</remarks>
internal sealed class SdmxMl(SdmxStructure structure) : IFactsWriter
{
    private const string Message = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
    private const string Common = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common";
    private const string Generic = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic";

    // SDMX 2.1 writes versions in two parts.
    private const string Version = "1.0";

    private readonly SdmxComponent[] key = [.. structure.Dimensions.SkipLast(1)];
    private readonly SdmxComponent[] ofSeries = [.. structure.Attributes.Where(a => a.IsOfSeries)];
    private readonly SdmxComponent[] ofFigures = [.. structure.Attributes.Where(a => !a.IsOfSeries)];
    private readonly SdmxComponent time = structure.Dimensions[^1];

    /// <inheritdoc/>
    public StatisticsFormat Format => StatisticsFormat.SdmxMl;

    /// <inheritdoc/>
    public IEnumerable<Action<IReadOnlyList<Fact>>> Passes(Publication publication, PageBuffer output)
    {
        using var xml = XmlFile.Begin(output);
        xml.WriteStartElement("message", "GenericData", Message);
        xml.WriteAttributeString("xmlns", "common", null, Common);
        xml.WriteAttributeString("xmlns", "generic", null, Generic);
        WriteHeader(xml, publication);
        xml.WriteStartElement("DataSet", Message);
        xml.WriteAttributeString("structureRef", SdmxStructure.Dataflow);
        yield return facts =>
        {
            foreach (var series in facts.GroupBy(f => string.Join('\n', key.Select(d => d.Value(f)))))
            {
                WriteSeries(xml, series);
            }
        };

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteHeader(XmlWriter xml, Publication publication)
    {
        xml.WriteStartElement("Header", Message);
        xml.WriteElementString("ID", Message, $"{SdmxStructure.Agency}_{SdmxStructure.Dataflow}");
        xml.WriteElementString("Test", Message, "false");
        xml.WriteElementString("Prepared", Message, publication.ChangedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteStartElement("Sender", Message);
        xml.WriteAttributeString("id", SdmxStructure.Agency);
        WriteLocal(xml, "Name", Common, "ja", publication.Options.Publisher);
        xml.WriteEndElement();
        xml.WriteStartElement("Structure", Message);
        xml.WriteAttributeString("structureID", SdmxStructure.Dataflow);
        xml.WriteAttributeString("dimensionAtObservation", SdmxStructure.Time);
        xml.WriteStartElement("StructureUsage", Common);
        xml.WriteStartElement("Ref");
        xml.WriteAttributeString("agencyID", SdmxStructure.Agency);
        xml.WriteAttributeString("id", SdmxStructure.Dataflow);
        xml.WriteAttributeString("version", Version);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        WriteLocal(xml, "Source", Message, "ja", publication.Attribution.Japanese);
        WriteLocal(xml, "Source", Message, "en", publication.Attribution.English);
        xml.WriteEndElement();
    }

    private void WriteSeries(XmlWriter xml, IEnumerable<Fact> series)
    {
        var first = series.First();
        xml.WriteStartElement("Series", Generic);
        WriteValues(xml, "SeriesKey", key, first);
        WriteValues(xml, "Attributes", ofSeries, first);
        foreach (var fact in series)
        {
            xml.WriteStartElement("Obs", Generic);
            WriteValue(xml, "ObsDimension", null, time.Value(fact)!);
            if (structure.Measure.Value(fact) is { } value)
            {
                WriteValue(xml, "ObsValue", null, value);
            }

            WriteValues(xml, "Attributes", ofFigures, fact);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteValues(XmlWriter xml, string element, IEnumerable<SdmxComponent> components, Fact fact)
    {
        xml.WriteStartElement(element, Generic);
        foreach (var component in components)
        {
            if (component.Value(fact) is { } value)
            {
                WriteValue(xml, "Value", component.Id, value);
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteValue(XmlWriter xml, string element, string? id, string value)
    {
        xml.WriteStartElement(element, Generic);
        if (id is not null)
        {
            xml.WriteAttributeString("id", id);
        }

        xml.WriteAttributeString("value", XmlFile.Text(value));
        xml.WriteEndElement();
    }

    private static void WriteLocal(XmlWriter xml, string element, string space, string language, string text)
    {
        xml.WriteStartElement(element, space);
        xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteString(XmlFile.Text(text));
        xml.WriteEndElement();
    }
}
