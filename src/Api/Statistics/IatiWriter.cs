using System.Globalization;
using System.Xml;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes measures as IATI 2.03 activities.</summary>
/// <remarks>
/// Source: IATI 2.03, iati-activities-schema.xsd: order and number of the elements. The identifier is that of the city in the registry of corporate numbers
/// (JP-JCN, 法人番号), then the code of the measure. The city states the facts and the operator of the service reports them: `secondary-reporter`.
/// </remarks>
/// <param name="results">Writes what indicators state.</param>
internal sealed class IatiWriter(IatiResults results)
{
    /// <summary>The city among the organisations of the world.</summary>
    public const string City = "JP-JCN-" + CityTerms.CorporateNumber;

    // Codes of IATI: local government; implementing, funding, accountable; implementation; planned start and end; reporting organisation's own vocabulary.
    private const string LocalGovernment = "11";
    private const string Implementation = "2";
    private const string OwnVocabulary = "99";

    /// <summary>The file, in one pass over the measures: see <see cref="IFactsWriter.Passes"/>.</summary>
    /// <param name="years">First and last fiscal year of the plans.</param>
    /// <param name="publication">What is said of the file as a whole.</param>
    /// <param name="output">Where.</param>
    public IEnumerable<Action<IatiMeasure>> Passes((int First, int Last) years, Publication publication, PageBuffer output)
    {
        using var xml = XmlFile.Begin(output);
        xml.WriteComment($" {publication.Attribution.Japanese} {publication.Attribution.English} ".Replace("--", "- -", StringComparison.Ordinal));
        xml.WriteStartElement("iati-activities");
        xml.WriteAttributeString("version", "2.03");
        xml.WriteAttributeString("generated-datetime", Instant(publication.ChangedAt));
        yield return measure => WriteActivity(xml, measure, years, publication);

        xml.WriteEndElement();
    }

    private void WriteActivity(XmlWriter xml, IatiMeasure measure, (int First, int Last) years, Publication publication)
    {
        xml.WriteStartElement("iati-activity");
        xml.WriteAttributeString("xml", "lang", null, "ja");
        xml.WriteAttributeString("default-currency", "JPY");
        xml.WriteAttributeString("last-updated-datetime", Instant(publication.ChangedAt));
        xml.WriteAttributeString("linked-data-uri", $"{publication.Root}/id/measures/{measure.Code}");
        xml.WriteElementString("iati-identifier", $"{City}-{measure.Code}");
        WriteReporter(xml, publication);
        xml.Narrative("title", ("ja", measure.Name));
        xml.Narrative(
            "description", ("ja", $"川崎市総合計画の施策 {measure.Code}「{measure.Name}」(政策 {measure.PolicyCode}「{measure.PolicyName}」)。{Attribution.RightsJapanese}"),
            ("en", $"Measure {measure.Code} of the comprehensive plan of Kawasaki City. {Attribution.RightsEnglish}"));
        xml.WriteStartElement("participating-org");
        xml.WriteAttributeString("ref", City);
        xml.WriteAttributeString("type", LocalGovernment);
        xml.WriteAttributeString("role", "4");
        WriteCity(xml);
        xml.WriteEndElement();
        xml.Coded("activity-status", Implementation);
        WriteDate(xml, "1", new DateOnly(years.First, 4, 1));
        WriteDate(xml, "3", new DateOnly(years.Last + 1, 3, 31));
        xml.Coded("recipient-country", "JP");
        WriteSector(xml, measure, publication);
        xml.Citation(measure.Source, publication.Root);
        results.Write(xml, measure, publication.Root);
        xml.WriteEndElement();
    }

    private static void WriteReporter(XmlWriter xml, Publication publication)
    {
        xml.WriteStartElement("reporting-org");
        xml.WriteAttributeString("ref", City);
        xml.WriteAttributeString("type", LocalGovernment);
        xml.WriteAttributeString("secondary-reporter", "1");
        xml.WriteNarrative("ja", $"川崎市(公表資料を {publication.Options.Publisher} が加工)");
        xml.WriteNarrative("en", $"Kawasaki City (public documents, edited by {publication.Options.Publisher})");
        xml.WriteEndElement();
    }

    private static void WriteSector(XmlWriter xml, IatiMeasure measure, Publication publication)
    {
        xml.WriteStartElement("sector");
        xml.WriteAttributeString("vocabulary", OwnVocabulary);
        xml.WriteAttributeString("vocabulary-uri", $"{publication.Root}/api/v1/policies");
        xml.WriteAttributeString("code", measure.PolicyCode);
        xml.WriteNarrative("ja", measure.PolicyName);
        xml.WriteEndElement();
    }

    private static void WriteCity(XmlWriter xml)
    {
        xml.WriteNarrative("ja", "川崎市");
        xml.WriteNarrative("en", "Kawasaki City");
    }

    private static void WriteDate(XmlWriter xml, string type, DateOnly day)
    {
        xml.WriteStartElement("activity-date");
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("iso-date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static string Instant(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
