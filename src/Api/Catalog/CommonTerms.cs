namespace Kawasaki.Api.Catalog;

/// <summary>The resources that many entries of the catalogue point to; each is described where it is first named.</summary>
/// <remarks>Codes of the Publications Office of the European Union, since DCAT-AP asks for them.</remarks>
/// <param name="graph">The graph.</param>
/// <param name="root">Address of the service, without a last slash.</param>
/// <param name="options">Who offers the data, and on what terms.</param>
internal sealed class CommonTerms(Graph graph, string root, PublicationOptions options)
{
    private const string Authority = "http://publications.europa.eu/resource/authority/";
    private const string MediaTypes = "https://www.iana.org/assignments/media-types/";

    private string Catalogue => root + CatalogReader.Path;

    /// <summary>Who operates the service.</summary>
    public Resource Publisher() => graph.About($"{Catalogue}#publisher", "foaf:Agent").Has("foaf:name", new RdfLiteral(options.Publisher)).Has("foaf:homepage", Page(root + "/"));

    /// <summary>The city, whose documents state the facts.</summary>
    public Resource City() => graph.About($"{Catalogue}#city", "foaf:Agent").Has("foaf:name", "川崎市", "Kawasaki City")
        .Has("dct:identifier", new RdfLiteral(CityTerms.CorporateNumber)).Has("foaf:homepage", Page(CityTerms.HomePage));

    /// <summary>Where the publisher is reached; null when that is not said.</summary>
    public Resource? Contact() => options.Contact is { } contact
        ? graph.About($"{Catalogue}#contact", "vcard:Kind").Has("vcard:fn", new RdfLiteral(options.Publisher)).Has("vcard:hasURL", new Iri(contact.AbsoluteUri))
        : null;

    /// <summary>The licence.</summary>
    public Resource Licence() => graph.About(options.Licence.AbsoluteUri, "dct:LicenseDocument").Has("dct:title", new RdfLiteral(options.LicenceName));

    /// <summary>Whose the source documents are.</summary>
    public Resource Rights() => graph.About($"{Catalogue}#rights", "dct:RightsStatement").Has("rdfs:label", Attribution.RightsJapanese, Attribution.RightsEnglish);

    /// <summary>Everybody may read.</summary>
    public Resource Public() => Concept("access-right", "PUBLIC", "公開", "public", "dct:RightsStatement");

    /// <summary>The area of the city.</summary>
    public Resource Area() => graph.About(CityTerms.Area, "dct:Location").Has("dct:identifier", new RdfLiteral(CityTerms.Code)).Has("skos:prefLabel", "川崎市", "Kawasaki City");

    /// <summary>The years of the plans' figures.</summary>
    public Resource Years() => graph.About($"{Catalogue}#years", "dct:PeriodOfTime")
        .Has("dcat:startDate", new RdfLiteral(CityTerms.FirstYear, Type: "xsd:gYear")).Has("dcat:endDate", new RdfLiteral(CityTerms.LastYear, Type: "xsd:gYear"));

    /// <summary>A language.</summary>
    /// <param name="isJapanese">Whether it is Japanese; else English.</param>
    public Resource Language(bool isJapanese) => isJapanese ? Concept("language", "JPN", "日本語", "Japanese", "dct:LinguisticSystem") : Concept("language", "ENG", "英語", "English", "dct:LinguisticSystem");

    /// <summary>Data changes whenever documents or systems of the city state something new.</summary>
    public Resource Irregular() => Concept("frequency", "IRREG", "不定期", "irregular", "dct:Frequency");

    /// <summary>The file stays where it is.</summary>
    public Resource Stable() => Concept("planned-availability", "STABLE", "安定", "stable");

    /// <summary>The list of subjects.</summary>
    public Resource Themes() => graph.About($"{Authority}data-theme", "skos:ConceptScheme").Has("dct:title", "データの主題", "Data theme");

    /// <summary>A subject.</summary>
    /// <param name="isFiscal">Whether it is money; else government.</param>
    public Resource Theme(bool isFiscal) => isFiscal ? Concept("data-theme", "ECON", "経済・財政", "Economy and finance") : Concept("data-theme", "GOVE", "行政", "Government and public sector");

    /// <summary>How the data came to be.</summary>
    public Resource Provenance() => graph.About($"{Catalogue}#provenance", "dct:ProvenanceStatement")
        .Has("rdfs:label", "川崎市の公表資料から抽出した記載と、市のシステムからの報告です。各行に文書・ページ・行番号、または報告元を付しています。", "Extracted from public documents of Kawasaki City, or reported by its systems; each row names its document, page and line, or the system.");

    /// <summary>A page that people read.</summary>
    /// <param name="address">Its address.</param>
    public Resource Page(string address) => graph.About(address, "foaf:Document");

    /// <summary>A standard.</summary>
    /// <param name="address">Its address.</param>
    public Resource Standard(string address) => graph.About(address, "dct:Standard");

    /// <summary>A media type.</summary>
    /// <param name="mediaType">The type; parameters are left out.</param>
    public Resource MediaType(string mediaType) => graph.About(MediaTypes + mediaType.Split(';')[0], "dct:MediaType");

    /// <summary>A format of files.</summary>
    /// <param name="mediaType">Its media type.</param>
    public Resource Format(string mediaType)
    {
        var (code, name) = (Code(mediaType), Code(mediaType).Replace('_', '-'));
        return Concept("file-type", code, name, name, "dct:MediaTypeOrExtent");
    }

    private Resource Concept(string list, string code, string japanese, string english, params string[] types) =>
        graph.About($"{Authority}{list}/{code}", [.. types, "skos:Concept"]).Has("skos:prefLabel", japanese, english).Has("skos:inScheme", new Iri(Authority + list));

    private static string Code(string mediaType) => mediaType switch
    {
        _ when mediaType.Contains("csv", StringComparison.Ordinal) => "CSV",
        _ when mediaType.Contains("spreadsheet", StringComparison.Ordinal) => "XLSX",
        _ when mediaType.Contains("ld+json", StringComparison.Ordinal) => "JSON_LD",
        _ when mediaType.Contains("json", StringComparison.Ordinal) => "JSON",
        _ when mediaType.Contains("zip", StringComparison.Ordinal) => "ZIP",
        _ when mediaType.Contains("xml", StringComparison.Ordinal) => "XML",
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, "No format."),
    };
}
