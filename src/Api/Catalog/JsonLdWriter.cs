using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Statistics;

namespace Kawasaki.Api.Catalog;

/// <summary>Writes a graph as JSON-LD; the context is inside, so that nobody has to fetch one.</summary>
/// <remarks>Source: W3C JSON-LD 1.1.</remarks>
internal static class JsonLdWriter
{
    /// <summary>Media type of what is written.</summary>
    public const string MediaType = "application/ld+json";

    /// <summary>Writes the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">Where.</param>
    public static void Write(Graph graph, PageBuffer output)
    {
        using var json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartObject("@context");
        foreach (var (prefix, address) in Graph.Prefixes)
        {
            json.Text(prefix, address);
        }

        json.WriteEndObject();
        json.WriteStartArray("@graph");
        foreach (var resource in graph.Resources)
        {
            Write(json, resource);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        json.Text("@id", IriText.Of(resource.Address));
        if (resource.Types.Count > 0)
        {
            json.WriteStartArray("@type");
            foreach (var type in resource.Types)
            {
                json.WriteStringValue(type);
            }

            json.WriteEndArray();
        }

        foreach (var statements in resource.Statements.GroupBy(s => s.Predicate))
        {
            json.WriteStartArray(statements.Key);
            foreach (var (_, value) in statements)
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Term term)
    {
        json.WriteStartObject();
        if (term is Iri iri)
        {
            json.Text("@id", IriText.Of(iri.Address));
        }
        else if (term is RdfLiteral literal)
        {
            json.Text("@value", literal.Text);
            json.Text("@language", literal.Language);
            json.Text("@type", literal.Type);
        }

        json.WriteEndObject();
    }
}
