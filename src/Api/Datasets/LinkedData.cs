using System.Text.Json.Nodes;
using Kawasaki.Api.Catalog;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Datasets;

/// <summary>What makes linked data of plain rows: the address that each name stands for, and the rows that codes lead to.</summary>
/// <remarks>Source: JSON-LD 1.1. Codes of other rows stay plain texts: a context of their property resolves them against the identifiers of the other set.</remarks>
/// <param name="addresses">Addresses that stand in files.</param>
internal sealed class LinkedData(PlanAddresses addresses)
{
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Types = "http://www.w3.org/2001/XMLSchema#";

    /// <summary>The context of the rows of a set.</summary>
    /// <param name="set">The set.</param>
    public JsonObject Context(EntitySetModel set)
    {
        var context = new JsonObject { ["@version"] = 1.1, ["@base"] = addresses.Rows(set), ["dct"] = Terms, ["xsd"] = Types, [set.Type.Name] = addresses.Term(set) };
        foreach (var property in set.Type.Properties)
        {
            context[property.Name] = Term(set, property);
        }

        return context;
    }

    /// <summary>What is said of a file about itself.</summary>
    /// <param name="set">The set.</param>
    /// <param name="terms">Its terms.</param>
    public static JsonObject About(EntitySetModel set, FileTerms terms)
    {
        var about = new JsonObject
        {
            ["@id"] = terms.Address,
            ["dct:title"] = Both(set.Japanese, set.English),
            ["dct:bibliographicCitation"] = Both(terms.Attribution.Japanese, terms.Attribution.English),
            ["dct:license"] = new JsonObject { ["@id"] = terms.Options.Licence.AbsoluteUri },
            ["dct:rights"] = Both(Attribution.RightsJapanese, Attribution.RightsEnglish),
            ["dct:publisher"] = terms.Options.Publisher,
        };
        if (terms.Modified.Length > 0)
        {
            about["dct:modified"] = new JsonObject { ["@value"] = terms.Modified, ["@type"] = "xsd:dateTime" };
        }

        return about;
    }

    private JsonNode Term(EntitySetModel set, PropertyModel property)
    {
        var address = set.Type.Key.Contains(property) ? Terms + "identifier" : addresses.Term(set, property);
        if (property.Reference is { } target)
        {
            return new JsonObject { ["@id"] = address, ["@type"] = "@id", ["@context"] = new JsonObject { ["@base"] = addresses.Rows(target) } };
        }

        var type = property.Type.Primitive switch
        {
            PrimitiveKind.Date => Types + "date",
            PrimitiveKind.DateTimeOffset => Types + "dateTime",
            _ => null,
        };
        return type is null && !property.Type.IsCollection ? address
            : property.Type.IsCollection ? new JsonObject { ["@id"] = address, ["@container"] = "@set" }
            : new JsonObject { ["@id"] = address, ["@type"] = type };
    }

    private static JsonArray Both(string japanese, string english) => [Text(japanese, "ja"), Text(english, "en")];

    private static JsonObject Text(string text, string language) => new() { ["@value"] = text, ["@language"] = language };
}
