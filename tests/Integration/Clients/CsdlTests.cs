using System.IO;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Kawasaki.Tests.Integration.OData.Reference;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The tools and schemas of the OASIS committee read `$metadata` of both models: npm odata-csdl, odata-openapi, and the schemas of CSDL.</summary>
public sealed class CsdlTests(CsdlTools tools, ShippedService city, ReferenceService reference)
    : IClassFixture<CsdlTools>, IClassFixture<ShippedService>, IClassFixture<ReferenceService>
{
    private const string City = "city";

    /// <summary>Model and version.</summary>
    public static TheoryData<string, string> Documents => new() { { City, "4.0" }, { City, "4.01" }, { "reference", "4.0" }, { "reference", "4.01" } };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Odata_csdl_makes_of_the_xml_what_we_write_as_json(string model, string version)
    {
        var said = await AskAsync(model, version);

        Assert.Equal([version, version], Texts(said, "version"));
        Assert.Empty(Texts(said, "xml"));
        Assert.Empty(Texts(said, "differences"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task The_json_follows_the_schema_of_csdl(string model, string version) => Assert.Empty(Texts(await AskAsync(model, version), "schema"));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Odata_openapi_finds_a_path_for_every_set_and_has_nothing_to_say(string model, string version)
    {
        var said = await AskAsync(model, version);

        Assert.Empty(Texts(said, "openapi"));
        var paths = Texts(said, "paths").ToHashSet();
        Assert.All(Published(model).Sets, s => Assert.Contains($"/{s.Name}", paths));
        Assert.All(Published(model).Sets, s => Assert.Contains($"/{s.Name}/{string.Join('/', s.Type.Key.Select(k => $"{{{k.Name}}}"))}", paths));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task The_xml_follows_the_schema_of_csdl(string model, string version)
    {
        var schemas = new XmlSchemaSet();
        foreach (var name in (string[])["edm.xsd", "edmx.xsd"])
        {
            using var schema = XmlReader.Create(Path.Combine(ClientProgram.Folder, "node_modules", "odata-csdl", "schemas", name));
            schemas.Add(null, schema);
        }

        (string, string)[] headers = [("OData-MaxVersion", version), ("Accept", "application/xml")];
        using var response = await (model == City ? city.SendAsync("$metadata", headers) : reference.SendAsync("$metadata", headers));
        var findings = new List<string>();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var document = await XDocument.LoadAsync(body, LoadOptions.SetLineInfo, TestContext.Current.CancellationToken);
        document.Validate(schemas, (_, e) => findings.Add($"{e.Exception.LineNumber}: {e.Message}"));

        Assert.Empty(findings);
    }

    private static PublishedModel Published(string model) => model == City ? PlanModel.Instance.Published : ReferenceService.Model.Published;

    private Task<JsonElement> AskAsync(string model, string version) =>
        tools.AskAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["root"] = model == City ? city.Root : reference.Root, ["version"] = version }));

    private static IEnumerable<string> Texts(JsonElement said, string name) =>
        said.GetProperty(name).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText());
}

/// <summary>npm odata-csdl, odata-openapi and ajv with the JSON schema of CSDL.</summary>
public sealed class CsdlTools : IAsyncDisposable
{
    private readonly ClientProgram program = ClientProgram.Start("metadata.mjs");

    /// <summary>What the tools say.</summary>
    /// <param name="question">JSON: root of the service, version.</param>
    public Task<JsonElement> AskAsync(string question) => program.AskAsync(question);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => program.DisposeAsync();
}
