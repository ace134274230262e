using System.Globalization;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Datasets;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Statistics;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Catalog;

/// <summary>Describes the data as schema.org Datasets for search engines: the JSON of a block of data in a page. Escaping for the page is the page's business.</summary>
/// <param name="options">Who offers the data, and on what terms.</param>
/// <param name="root">Address of the service, without a last slash.</param>
/// <param name="page">Address of the page that it stands in.</param>
internal sealed class SchemaOrg(PublicationOptions options, string root, string page)
{
    private readonly Attribution attribution = Attribution.Of(options, page);

    /// <summary>The whole with every set as a part.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="modified">When the data last changed.</param>
    public string Whole(IReadOnlyList<EntitySetModel> sets, DateTimeOffset modified) => Text(json =>
    {
        WriteAbout(json, "", (PackageText.TitleJapanese, PackageText.TitleEnglish), (SetText.AboutJapanese, SetText.AboutEnglish), page);
        json.Text("dateModified", modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        WriteThing(json, "includedInDataCatalog", "DataCatalog", PackageText.TitleJapanese, root + CatalogReader.Path);
        WriteFiles(json, [(PackageFiles.ZipPath, "application/zip"), (PackageFiles.DescriptorPath, DataPackage.ContentType)]);
        json.WriteStartArray("hasPart");
        foreach (var set in sets)
        {
            json.WriteStartObject();
            WriteSet(json, set);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private void WriteSet(Utf8JsonWriter json, EntitySetModel set)
    {
        WriteAbout(json, "#" + set.Name, SetText.Title(set), SetText.Description(set), $"{page}#{set.Name}");
        WriteFiles(json, [.. DatasetFormat.All.Select(f => (f.PathOf(set), f.MediaType)), .. StatisticsFormat.All.Where(f => f.Set == set.Name).Select(f => (f.Path, f.MediaType))]);
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var output = new PageBuffer();
        using (var json = new Utf8JsonWriter(output, JsonText.Options))
        {
            json.WriteStartObject();
            json.Text("@context", "https://schema.org/");
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.Written.Span);
    }

    private void WriteAbout(Utf8JsonWriter json, string fragment, (string Japanese, string English) title, (string Japanese, string English) about, string url)
    {
        json.Text("@type", "Dataset");
        json.Text("@id", root + CatalogReader.Path + fragment);
        json.Text("name", title.Japanese);
        json.Text("alternateName", title.English);
        json.Text("description", $"{about.Japanese} {about.English}");
        json.Text("url", url);
        json.Text("temporalCoverage", $"{CityTerms.FirstYear}/{CityTerms.LastYear}");
        WriteThing(json, "spatialCoverage", "Place", "川崎市 / Kawasaki City", CityTerms.Area);
        WriteThing(json, "creator", "GovernmentOrganization", "川崎市 / Kawasaki City", CityTerms.HomePage);
        WriteThing(json, "publisher", "Organization", options.Publisher, options.Contact?.AbsoluteUri);
        json.WriteBoolean("isAccessibleForFree", true);
        json.Text("license", options.Licence.AbsoluteUri);
        json.Text("creditText", $"{attribution.Japanese} / {attribution.English}");
        json.Text("copyrightNotice", $"{Attribution.RightsJapanese} / {Attribution.RightsEnglish}");
    }

    private void WriteFiles(Utf8JsonWriter json, IReadOnlyList<(string Path, string MediaType)> files)
    {
        json.WriteStartArray("distribution");
        foreach (var (path, mediaType) in files)
        {
            json.WriteStartObject();
            json.Text("@type", "DataDownload");
            json.Text("encodingFormat", mediaType);
            json.Text("contentUrl", root + path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteThing(Utf8JsonWriter json, string member, string type, string name, string? url)
    {
        json.WriteStartObject(member);
        json.Text("@type", type);
        json.Text("name", name);
        json.Text("url", url);
        json.WriteEndObject();
    }
}
