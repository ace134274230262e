using System.Globalization;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OpenApi;
using Kawasaki.Api.Rest;
using Kawasaki.Api.Statistics;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Catalog;

/// <summary>Makes the catalogue: an entry for every set with all its files, the services, the documents behind it.</summary>
/// <remarks>Source: DCAT-AP 3.0.1. Addresses of entries are those of the catalogue with a fragment, so that each can be fetched.</remarks>
internal sealed class CatalogGraph
{
    private readonly Graph graph = new();
    private readonly CommonTerms terms;
    private readonly string root;
    private readonly string address;
    private readonly Freshness freshness;
    private readonly IReadOnlyList<SourceDocument> documents;
    private readonly IReadOnlyList<EntitySetModel> sets;

    private CatalogGraph(IReadOnlyList<EntitySetModel> sets, string root, PublicationOptions options, Freshness freshness, IReadOnlyList<SourceDocument> documents)
    {
        (this.sets, this.root, this.freshness, this.documents) = (sets, root, freshness, documents);
        (terms, address) = (new CommonTerms(graph, root, options), root + CatalogReader.Path);
    }

    /// <summary>The catalogue of some sets.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="root">Address of the service, without a last slash.</param>
    /// <param name="options">Who offers the data, and on what terms.</param>
    /// <param name="freshness">When rows last changed.</param>
    /// <param name="documents">The documents behind the data.</param>
    public static Graph Of(IReadOnlyList<EntitySetModel> sets, string root, PublicationOptions options, Freshness freshness, IReadOnlyList<SourceDocument> documents)
    {
        var catalogue = new CatalogGraph(sets, root, options, freshness, documents);
        catalogue.AddCatalogue();
        return catalogue.graph;
    }

    private void AddCatalogue()
    {
        var catalogue = Offered(graph.About(address, "dcat:Catalog"))
            .Has("dct:title", PackageText.TitleJapanese, PackageText.TitleEnglish).Has("dct:description", SetText.AboutJapanese, SetText.AboutEnglish)
            .Has("dct:rights", terms.Rights()).Has("dct:creator", terms.City()).Has("foaf:homepage", terms.Page(root + "/")).Has("dct:language", terms.Language(isJapanese: true)).Has("dct:language", terms.Language(isJapanese: false))
            .Has("dct:spatial", terms.Area()).Has("dct:temporal", terms.Years()).Has("dcat:themeTaxonomy", terms.Themes()).Has("dct:modified", Moment(freshness.Latest.At));
        List<Resource> entries = [AddWhole(), .. sets.Select(AddSet)];
        entries.ForEach(e => catalogue.Has("dcat:dataset", e));
        catalogue.Has("dcat:service", AddService("odata", "OData v4.01", $"{RequestTarget.Root}/", $"{RequestTarget.Root}/$metadata", "https://docs.oasis-open.org/odata/odata/v4.01/", entries));
        catalogue.Has("dcat:service", AddService("rest", "REST", RestEndpoints.Root, OpenApiEndpoints.Path, "https://spec.openapis.org/oas/v3.1.0", entries));
    }

    private Resource AddSet(EntitySetModel set)
    {
        var entry = AddEntry(set.Name, SetText.Title(set), SetText.Description(set), (freshness.Issued(set), freshness.Of(set))).Has("dct:identifier", new RdfLiteral(set.Name))
            .Has("dcat:keyword", set.Japanese, set.English).Has("dcat:theme", terms.Theme(set.Name.StartsWith("fiscal", StringComparison.Ordinal)));
        var name = (set.Japanese, set.English);
        foreach (var format in DatasetFormat.Of(set))
        {
            var file = AddFile(name, format.PathOf(set), format.MediaType, (format.Japanese, format.English), freshness.Of(set));
            entry.Has("dcat:distribution", file);
            if (format == DatasetFormat.Csv || format == DatasetFormat.CsvForExcel)
            {
                file.Has("dct:conformsTo", terms.Standard("https://www.w3.org/TR/tabular-data-model/")).Has("wdrs:describedby", new Iri(root + DatasetFormat.MetadataPathOf(set)));
            }
        }

        foreach (var format in StatisticsFormat.All.Where(f => f.Set == set.Name))
        {
            entry.Has("dcat:distribution", AddFile(name, format.Path, format.MediaType, (format.Japanese, format.English), freshness.Of(sets.Where(s => format.MadeOf.Contains(s.Name)))).Has("dct:conformsTo", terms.Standard(format.Standard)));
        }

        return entry;
    }

    // Everything in one archive.
    private Resource AddWhole()
    {
        var name = (PackageText.TitleJapanese, PackageText.TitleEnglish);
        var file = AddFile(name, PackageFiles.ZipPath, "application/zip", ("全集合のCSVとその説明(ZIP)", "CSV of every set with its descriptions (ZIP)"), freshness.Latest)
            .Has("dct:conformsTo", terms.Standard("https://specs.frictionlessdata.io/data-package/")).Has("wdrs:describedby", new Iri(root + PackageFiles.DescriptorPath));
        return AddEntry("all", name, (SetText.AboutJapanese, SetText.AboutEnglish), (freshness.First, freshness.Latest)).Has("dcat:theme", terms.Theme(isFiscal: false)).Has("dcat:distribution", file);
    }

    private Resource AddEntry(string fragment, (string Japanese, string English) title, (string Japanese, string English) description, (DateTimeOffset? Issued, SetChange Last) dates)
    {
        var entry = Offered(graph.About($"{address}#{fragment}", "dcat:Dataset"))
            .Has("dct:title", title.Japanese, title.English).Has("dct:description", description.Japanese, description.English)
            .Has("dcat:keyword", "川崎市", "Kawasaki City").Has("dcat:keyword", "総合計画", "comprehensive plan")
            .Has("dct:creator", terms.City()).Has("dct:accessRights", terms.Public()).Has("dct:accrualPeriodicity", terms.Irregular()).Has("dct:language", terms.Language(isJapanese: true))
            .Has("dct:spatial", terms.Area()).Has("dct:temporal", terms.Years()).Has("dct:provenance", terms.Provenance()).Has("dcat:landingPage", terms.Page($"{root}/docs/data"))
            .Has("dct:issued", Moment(dates.Issued)).Has("dct:modified", Moment(dates.Last.At));
        foreach (var document in documents)
        {
            entry.Has("prov:wasDerivedFrom", AddDocument(document));
        }

        return terms.Contact() is { } contact ? entry.Has("dcat:contactPoint", contact) : entry;
    }

    private Resource AddFile((string Japanese, string English) name, string path, string mediaType, (string Japanese, string English) form, SetChange change) =>
        graph.About($"{address}#{path[(DatasetFormat.Root.Length + 1)..].Replace('?', '-').Replace('=', '-')}", "dcat:Distribution")
            .Has("dct:title", $"{name.Japanese}: {form.Japanese}", $"{name.English}: {form.English}")
            .Has("dct:description", $"「{name.Japanese}」の全行を{form.Japanese}で収録したファイルです。", $"All rows of “{name.English}” as {form.English}.")
            .Has("dcat:accessURL", new Iri(root + path)).Has("dcat:downloadURL", new Iri(root + path)).Has("dcat:mediaType", terms.MediaType(mediaType)).Has("dct:format", terms.Format(mediaType))
            .Has("dct:license", terms.Licence()).Has("dct:rights", terms.Rights()).Has("dct:language", terms.Language(isJapanese: true)).Has("dcatap:availability", terms.Stable())
            .Has("dct:modified", Moment(change.At));

    private Resource AddService(string name, string title, string path, string description, string standard, IReadOnlyList<Resource> entries)
    {
        var service = Offered(graph.About($"{address}#service-{name}", "dcat:DataService"))
            .Has("dct:title", $"川崎市計画データ {title} API", $"{title} API of the plan data of Kawasaki City").Has("dcat:endpointURL", new Iri(root + path))
            .Has("dcat:endpointDescription", new Iri(root + description)).Has("dct:conformsTo", terms.Standard(standard)).Has("dct:accessRights", terms.Public())
            .Has("dct:description", $"全データへの {title} による照会窓口です。", $"Questions to all data by {title}.").Has("dcat:keyword", "川崎市", "Kawasaki City").Has("dcat:theme", terms.Theme(isFiscal: false))
            .Has("dcat:landingPage", terms.Page($"{root}/docs"));
        foreach (var entry in entries)
        {
            service.Has("dcat:servesDataset", entry);
        }

        return service;
    }

    private Resource AddDocument(SourceDocument document) => graph.About($"{root}/id/documents/{document.Code}", "foaf:Document").Has("dct:title", new RdfLiteral(document.Title, "ja"));

    // A dataset's licence is that of its files.
    private Resource Offered(Resource resource)
    {
        resource.Has("dct:publisher", terms.Publisher());
        return resource.Types.Contains("dcat:Dataset") ? resource : resource.Has("dct:license", terms.Licence());
    }

    private static RdfLiteral? Moment(DateTimeOffset? moment) =>
        moment is { } known ? new RdfLiteral(known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Type: "xsd:dateTime") : null;
}
