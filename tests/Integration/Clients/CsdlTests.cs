using System.IO;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The tools and schemas of the OASIS committee read `$metadata`: npm odata-csdl, odata-openapi, and the schemas of CSDL.</summary>
public sealed class CsdlTests(CsdlTools tools, ShippedService service) : IClassFixture<CsdlTools>, IClassFixture<ShippedService>
{
    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Odata_csdl_makes_of_the_xml_what_we_write_as_json(string version)
    {
        var said = await tools.AskAsync($"\"{version}\"");

        Assert.Equal([version, version], Texts(said, "version"));
        Assert.Empty(Texts(said, "xml"));
        Assert.Empty(Texts(said, "differences"));
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task The_json_follows_the_schema_of_csdl(string version) => Assert.Empty(Texts(await tools.AskAsync($"\"{version}\""), "schema"));

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Odata_openapi_finds_a_path_for_every_set_and_has_nothing_to_say(string version)
    {
        var said = await tools.AskAsync($"\"{version}\"");

        Assert.Empty(Texts(said, "openapi"));
        var sets = PlanModel.Instance.Published.Sets;
        Assert.Empty(sets.SelectMany(s => (string[])[$"/{s.Name}", $"/{s.Name}/{{{s.Type.Key[0].Name}}}"]).Except(Texts(said, "paths")));
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task The_xml_follows_the_schema_of_csdl(string version)
    {
        var schemas = new XmlSchemaSet();
        foreach (var name in (string[])["edm.xsd", "edmx.xsd"])
        {
            using var schema = XmlReader.Create(Path.Combine(ClientProgram.Folder, "node_modules", "odata-csdl", "schemas", name));
            schemas.Add(null, schema);
        }

        using var response = await service.SendAsync("$metadata", ("OData-MaxVersion", version), ("Accept", "application/xml"));
        var findings = new List<string>();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var document = await XDocument.LoadAsync(body, LoadOptions.SetLineInfo, TestContext.Current.CancellationToken);
        document.Validate(schemas, (_, e) => findings.Add($"{e.Exception.LineNumber}: {e.Message}"));

        Assert.Empty(findings);
    }

    private static IEnumerable<string> Texts(JsonElement said, string name) =>
        said.GetProperty(name).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText());
}

/// <summary>npm odata-csdl, odata-openapi and ajv with the JSON schema of CSDL.</summary>
public sealed class CsdlTools(PostgresFixture postgres) : ClientFixture(postgres, "metadata.mjs");
