using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Binding.Apply;
using Kawasaki.Api.OData.Writing.Metadata;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Unit.OData.Writing;

/// <summary>`$metadata` as an approved file, and its two forms against each other.</summary>
public sealed class MetadataTests
{
    private static readonly ServiceCapabilities Capabilities = new(FunctionTable.Names, new QueryLimits().MaxExpandDepth, ApplyBinder.Transformations);

    private static PublishedModel Model => PlanModel.Instance.Published;

    [Fact]
    public void The_metadata_is_the_approved_one() =>
        Baseline.Equal("openapi/metadata.xml", Encoding.UTF8.GetString(MetadataXmlWriter.Write(Model, Capabilities, "4.0")));

    [Fact]
    public void Both_forms_have_the_same_members_with_the_same_annotations()
    {
        XNamespace edm = "http://docs.oasis-open.org/odata/ns/edm";
        var schema = XDocument.Parse(Encoding.UTF8.GetString(MetadataXmlWriter.Write(Model, Capabilities, "4.01"))).Descendants(edm + "Schema").Single();
        using var json = JsonDocument.Parse(MetadataJsonWriter.Write(Model, Capabilities, "4.01"));
        var other = json.RootElement.GetProperty(Model.Namespace);

        foreach (var type in schema.Elements(edm + "EntityType"))
        {
            var twin = other.GetProperty(Name(type));
            AssertAnnotations(type, twin);
            foreach (var member in type.Elements().Where(e => e.Name.LocalName is "Property" or "NavigationProperty"))
            {
                AssertAnnotations(member, twin.GetProperty(Name(member)));
            }
        }

        foreach (var set in schema.Descendants(edm + "EntitySet"))
        {
            AssertAnnotations(set, other.GetProperty("PlanService").GetProperty(Name(set)));
        }

        void AssertAnnotations(XElement element, JsonElement twin) => Assert.Equal(
            element.Elements(edm + "Annotation").Select(a => "@" + a.Attribute("Term")!.Value + (a.Attribute("Qualifier") is { } q ? "#" + q.Value : "")),
            twin.EnumerateObject().Where(p => p.Name.StartsWith('@')).Select(p => p.Name));

        static string Name(XElement element) => element.Attribute("Name")!.Value;
    }

    [Fact]
    public void Inherited_members_enumerations_and_complex_types_are_written_once()
    {
        var text = new ModelText("甲", "A");
        var colour = new EnumTypeModel("Colour", true, [new("Red", 1), new("Green", 2)], text);
        var address = new StructuredTypeModel { Name = "Address", IsEntity = false, Text = text };
        address.Link([Property("city", TypeReference.Of(PrimitiveKind.String))], [], []);
        var parent = new StructuredTypeModel { Name = "Parent", IsEntity = true, IsAbstract = true, Text = text };
        var key = Property("id", TypeReference.Of(PrimitiveKind.Int64, isNullable: false));
        parent.Link([key], [], [key]);
        var child = new StructuredTypeModel { Name = "Child", IsEntity = true, BaseType = parent, Text = text };
        child.Link([key, Property("colour", TypeReference.Of(colour)), Property("homes", TypeReference.Of(address) with { IsCollection = true })], [], [key]);
        var model = new PublishedModel("t", [new EntitySetModel("children", child, "甲", "A", false)], [address, parent, child], [colour]);

        var xml = Encoding.UTF8.GetString(MetadataXmlWriter.Write(model, Capabilities, "4.01"));
        using var json = JsonDocument.Parse(MetadataJsonWriter.Write(model, Capabilities, "4.01"));

        Assert.Single(System.Text.RegularExpressions.Regex.Matches(xml, "<Property Name=\"id\""));
        Assert.Contains("<EntityType Name=\"Parent\" Abstract=\"true\">", xml, StringComparison.Ordinal);
        Assert.Contains("<EntityType Name=\"Child\" BaseType=\"t.Parent\">", xml, StringComparison.Ordinal);
        Assert.Contains("<Property Name=\"homes\" Type=\"Collection(t.Address)\" Nullable=\"true\">", xml, StringComparison.Ordinal);
        Assert.Contains("<EnumType Name=\"Colour\" IsFlags=\"true\">", xml, StringComparison.Ordinal);
        var schema = json.RootElement.GetProperty("t");
        Assert.Equal("t.Parent", schema.GetProperty("Child").GetProperty("$BaseType").GetString());
        Assert.False(schema.GetProperty("Child").TryGetProperty("id", out _));
        Assert.Equal(2, schema.GetProperty("Colour").GetProperty("Green").GetInt32());

        PropertyModel Property(string name, TypeReference type) => new() { Name = name, Type = type, Text = text };
    }
}
