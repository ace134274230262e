using System.Globalization;
using System.Xml.Linq;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>What `$metadata` says of the values that may be written is what is enforced: at a limit a value is taken, beyond it it is not.</summary>
public sealed class FacetTests(WriteFixture fixture) : IClassFixture<WriteFixture>
{
    private static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";

    private readonly WriteService service = fixture.Service;

    [Theory]
    [InlineData("statusReports")]
    [InlineData("observations")]
    public async Task Limits_are_those_of_the_metadata(string set)
    {
        var metadata = XDocument.Parse((await service.SendAsync("GET", "$metadata")).Body);
        var typeName = metadata.Descendants(Edm + "EntitySet").Single(e => e.Attribute("Name")!.Value == set).Attribute("EntityType")!.Value.Split('.')[^1];
        var properties = metadata.Descendants(Edm + "EntityType").Single(t => t.Attribute("Name")!.Value == typeName).Elements(Edm + "Property").ToList();
        var tried = new List<string>();
        foreach (var property in properties.Where(p => Annotation(p, "Core.Computed") is null))
        {
            var name = property.Attribute("Name")!.Value;
            foreach (var (good, bad) in Cases(property))
            {
                Assert.DoesNotContain($"KWS405 {name}", await FindingsAsync(set, name, good));
                Assert.Contains($"KWS405 {name}", await FindingsAsync(set, name, bad));
                tried.Add(name);
            }
        }

        // No rule is left unsaid: a property with a limit in the model has one in the metadata.
        var limited = PlanModel.Instance.Published.FindSet(set)!.Writing!.Properties.Values
            .Where(w => w.MaxLength is not null || w.Minimum is not null || w.Maximum is not null || (w.Property.AllowedValues.Count > 0 && w.Only is null)).Select(w => w.Property.Name);
        Assert.Equal(limited.Order(StringComparer.Ordinal), tried.Distinct().Order(StringComparer.Ordinal));
    }

    // A value at the limit, and one beyond it.
    private static IEnumerable<(string Good, string Bad)> Cases(XElement property)
    {
        if (property.Attribute("MaxLength") is { } length)
        {
            var most = int.Parse(length.Value, CultureInfo.InvariantCulture);
            var letters = property.Attribute("Name")!.Value == "code" ? "r." + new string('a', most - 2) : string.Concat(Enumerable.Repeat("𠮷", most));
            yield return ($"\"{letters}\"", $"\"{letters}a\"");
        }

        foreach (var (term, step) in ((string, int)[])[("Validation.Minimum", -1), ("Validation.Maximum", 1)])
        {
            if (Annotation(property, term) is { } limit)
            {
                var value = decimal.Parse((limit.Attribute("Int") ?? limit.Attribute("Decimal"))!.Value, CultureInfo.InvariantCulture);
                yield return (value.ToString(CultureInfo.InvariantCulture), (value + step).ToString(CultureInfo.InvariantCulture));
            }
        }

        if (Annotation(property, "Validation.AllowedValues") is { } allowed && property.Attribute("Name")!.Value != "valueType")
        {
            foreach (var value in allowed.Descendants(Edm + "PropertyValue").Where(v => v.Attribute("Property")!.Value == "Value").Select(v => v.Attribute("String")!.Value))
            {
                yield return ($"\"{value}\"", $"\"{value}x\"");
            }
        }
    }

    private async Task<string> FindingsAsync(string set, string name, string value) => (await service.SendAsync("POST", set, $$"""{"{{name}}":{{value}},"nothing":1}""")).Findings;

    private static XElement? Annotation(XElement property, string term) =>
        property.Elements(Edm + "Annotation").FirstOrDefault(a => a.Attribute("Term")!.Value == term || a.Attribute("Term")!.Value.EndsWith("." + term, StringComparison.Ordinal));
}
