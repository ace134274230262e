using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Xml.Linq;
using CsvHelper;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Clients;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.Rest;
using Xunit;

namespace Kawasaki.Tests.Integration.Catalog;

/// <summary>The catalogue, read by n3 and jsonld and judged by rdf-validate-shacl.</summary>
public sealed class CatalogTests(ShippedService service) : IClassFixture<ShippedService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_forms_are_one_graph_that_satisfies_the_shapes_and_every_address_answers()
    {
        using var folder = ThrowAwayFolder.Create();
        foreach (var form in (string[])["ttl", "jsonld"])
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, $"catalog.{form}"), await service.Client.GetByteArrayAsync(Address($"api/v1/catalog.{form}"), Token), Token);
        }

        var said = await JudgeAsync(folder, service.Client.BaseAddress!.AbsoluteUri);

        Assert.Empty(Texts(said, "differences"));
        Assert.Empty(Texts(said, "turtle"));
        Assert.Empty(Texts(said, "jsonld"));
        Assert.True(said.GetProperty("damaged").GetInt32() > 0);
        var addresses = Texts(said, "addresses").ToList();
        Assert.True(addresses.Count > 130, $"{addresses.Count} addresses");
        Assert.Equal(await service.Database.RowsAsync("select code from plan.documents order by code"), addresses.Where(a => a.Contains("/id/documents/", StringComparison.Ordinal)).Select(a => a.Split('/')[^1]).Order(StringComparer.Ordinal));
        await AssertAnsweredAsync(addresses);

        // A set is issued when the first of its rows was loaded; one that never had any is not.
        var issued = said.GetProperty("issued");
        Assert.Equal(
            await service.Database.RowsAsync("select entity_set || ' ' || to_char(min(changed_at) at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from plan.changes group by entity_set order by entity_set collate \"C\""),
            issued.EnumerateObject().Where(i => i.Name is not ("all" or "indicatorFacts" or "targetResults" or "reformTaskDepartments")).Select(i => $"{i.Name} {i.Value.GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal(issued.Text("reformTasks"), issued.Text("reformTaskDepartments"));
    }

    [Fact]
    public async Task Every_address_within_the_files_answers()
    {
        var file = XDocument.Parse(await service.Client.GetStringAsync(Address("api/v1/datasets/measures.iati.xml"), Token));
        var inFile = file.Descendants().Attributes().Where(a => a.Name.LocalName is "linked-data-uri" or "indicator-uri" or "vocabulary-uri" or "url").Select(a => a.Value).ToHashSet();
        Assert.Equal(await service.Database.RowsAsync("select code from plan.measures order by code"), CodesOf(inFile, "measures"));
        Assert.Equal(await service.Database.RowsAsync("select code from plan.indicators where measure_code is not null order by code"), CodesOf(inFile, "indicators"));
        Assert.NotEmpty(CodesOf(inFile, "documents"));

        var (templates, anchors) = await FromArchiveAsync();
        Assert.True(templates.Count > 50, $"{templates.Count} addresses of rows");
        // Codes are compared above; of the many indicators some are enough.
        await AssertAnsweredAsync(inFile.Where((a, i) => !a.Contains("/id/indicators/", StringComparison.Ordinal) || i % 20 == 0).Concat(templates).Distinct());
        var dictionary = await service.Client.GetStringAsync(Address("docs/data"), Token);
        Assert.True(anchors.Count > 200, $"{anchors.Count} terms");
        Assert.All(anchors, a => Assert.Contains($"id=\"{a}\"", dictionary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*/*", "application/ld+json")]
    [InlineData("application/json", "application/ld+json")]
    [InlineData("text/turtle", "text/turtle")]
    [InlineData("text/turtle;q=0.5,application/ld+json", "application/ld+json")]
    public async Task The_form_is_the_one_liked_best_and_has_a_tag(string accept, string mediaType)
    {
        using var first = await DatedAsync(accept);
        using var again = await SendAsync(accept, first.Headers.ETag!.ToString());

        Assert.Equal(mediaType, first.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", first.Headers.Vary);
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_given_is_refused()
    {
        using var response = await SendAsync("image/png", null);
        var (status, problem) = await service.RefusedAsync("catalog?at=2026-01-01");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Equal((400, "KWS103"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task Nasty_text_comes_back_as_it_was_from_both_forms()
    {
        const string nasty = "a \"quoted\" \\ text\r\n\t<x> \u0001\u007F 𠮷 @ja ^^xsd:int . }";
        var graph = new Graph();
        graph.About("https://plan.example.jp/a b<c>\"{}|^`\\d", "foaf:Agent").Has("foaf:name", new RdfLiteral(nasty)).Has("rdfs:label", nasty, nasty).Has("foaf:page", new Iri("https://plan.example.jp/x\u0001y"));
        using var folder = ThrowAwayFolder.Create();
        await SaveAsync(folder, "catalog.ttl", TurtleWriter.Write, graph);
        await SaveAsync(folder, "catalog.jsonld", JsonLdWriter.Write, graph);

        var said = await JudgeAsync(folder);

        Assert.Equal(5, said.GetProperty("statements").GetInt32());
        Assert.Empty(Texts(said, "differences"));
        using var linked = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "catalog.jsonld"), Token));
        Assert.Equal(nasty, linked.RootElement.GetProperty("@graph")[0].GetProperty("foaf:name")[0].GetProperty("@value").GetString());
    }

    [Fact]
    public async Task The_data_dictionary_tells_search_engines_of_every_dataset()
    {
        var page = await service.Client.GetStringAsync(Address("docs/data"), Token);
        var start = page.IndexOf("<script type=\"application/ld+json\">", StringComparison.Ordinal);
        using var whole = JsonDocument.Parse(page[(page.IndexOf('>', start) + 1)..page.IndexOf("</script>", start, StringComparison.Ordinal)]);

        Assert.Equal(("Dataset", "2015/2031"), (whole.RootElement.Text("@type"), whole.RootElement.Text("temporalCoverage")));
        Assert.EndsWith("api/v1/datasets/kawasaki-plan-data.zip", whole.RootElement.GetProperty("distribution")[0].Text("contentUrl"), StringComparison.Ordinal);
        var parts = whole.RootElement.GetProperty("hasPart").EnumerateArray().ToDictionary(p => p.Text("@id")!.Split('#')[1]);
        Assert.Equal(RestResources.Listed(PlanModel.Instance.Published.OpenPart()).Select(s => s.Name), parts.Keys);
        var files = parts["indicatorFacts"].GetProperty("distribution").EnumerateArray().Select(d => d.Text("contentUrl")!.Split('/')[^1]).ToList();
        Assert.Superset((HashSet<string>)["indicatorFacts.csv", "indicatorFacts.jsonstat.json"], files.ToHashSet());
        Assert.DoesNotContain("measures.iati.xml", files);
        Assert.All(parts.Values, p => Assert.Contains("出典：川崎市", p.Text("creditText"), StringComparison.Ordinal));
    }

    private static async Task SaveAsync(ThrowAwayFolder folder, string name, Action<Graph, PageBuffer> write, Graph graph)
    {
        using var output = new PageBuffer();
        write(graph, output);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), output.Written.ToArray(), Token);
    }

    // Of each table of the archive: the rows that its last line is about and refers to, and the terms of its columns.
    private async Task<(IReadOnlySet<string> Rows, IReadOnlySet<string> Terms)> FromArchiveAsync()
    {
        await using var archive = new ZipArchive(new MemoryStream(await service.Client.GetByteArrayAsync(Address("api/v1/datasets/kawasaki-plan-data.zip"), Token)), ZipArchiveMode.Read);
        using var metadata = await JsonDocument.ParseAsync(await archive.GetEntry("csv-metadata.json")!.OpenAsync(Token), default, Token);
        var (rows, terms) = (new HashSet<string>(), new HashSet<string>());
        foreach (var table in metadata.RootElement.GetProperty("tables").EnumerateArray())
        {
            using var csv = new CsvReader(new StreamReader(await archive.GetEntry(table.Text("url")!)!.OpenAsync(Token)), CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            var columns = table.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().ToList();
            terms.UnionWith(columns.Select(c => Url(c, "propertyUrl")).OfType<string>().Select(u => u.Split('#')[1]));
            string[] templates = [.. columns.Select(c => Url(c, "valueUrl")).Append(Url(table.GetProperty("tableSchema"), "aboutUrl")).OfType<string>()];
            while (csv.Read())
            {
                foreach (var template in templates)
                {
                    var name = template.Split('{', '}')[1];
                    if (rows.Count(r => r.StartsWith(template.Split('{')[0], StringComparison.Ordinal)) < 5 && csv.GetField(name) is { Length: > 0 } code)
                    {
                        rows.Add(template.Replace($"{{{name}}}", Uri.EscapeDataString(code), StringComparison.Ordinal));
                    }
                }
            }
        }

        return (rows, terms);

        static string? Url(JsonElement described, string name) => described.TryGetProperty(name, out var url) ? url.GetString() : null;
    }

    private async Task AssertAnsweredAsync(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            using var response = await service.Client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead, Token);
            Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode}");
        }
    }

    private static IEnumerable<string> CodesOf(IEnumerable<string> addresses, string set) =>
        addresses.Where(a => a.Contains($"/id/{set}/", StringComparison.Ordinal)).Select(a => Uri.UnescapeDataString(a.Split('/')[^1])).Order(StringComparer.Ordinal);

    private static async Task<JsonElement> JudgeAsync(ThrowAwayFolder folder, string root = "https://plan.example.jp/")
    {
        await using var program = ClientProgram.Start("catalog.mjs");
        string[] shapes = [Path.Combine(ClientProgram.Folder, "..", "Integration", "Catalog", "dcat-ap.ttl")];
        return await program.AskAsync(JsonSerializer.Serialize(new Dictionary<string, object> { ["folder"] = folder.Path, ["shapes"] = shapes, ["root"] = root }));
    }

    // What changed in this very second has no date yet, and the data may just have been loaded.
    private async Task<HttpResponseMessage> DatedAsync(string accept)
    {
        while (true)
        {
            var response = await SendAsync(accept, null);
            if (response.Content.Headers.LastModified is not null || !response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string accept, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("api/v1/catalog"));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await service.Client.SendAsync(request, Token);
    }

    private static IEnumerable<string> Texts(JsonElement said, string name) => said.GetProperty(name).EnumerateArray().Select(e => e.GetString()!);

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
