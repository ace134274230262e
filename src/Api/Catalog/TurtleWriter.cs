using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Catalog;

/// <summary>Writes a graph as Turtle.</summary>
/// <remarks>Source: W3C RDF 1.1 Turtle.</remarks>
internal static class TurtleWriter
{
    /// <summary>Media type of what is written.</summary>
    public const string MediaType = "text/turtle";

    /// <summary>Writes the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">Where.</param>
    public static void Write(Graph graph, PageBuffer output)
    {
        var text = new StringBuilder();
        foreach (var (prefix, address) in Graph.Prefixes)
        {
            text.Append("@prefix ").Append(prefix).Append(": <").Append(address).Append("> .\n");
        }

        foreach (var resource in graph.Resources)
        {
            Append(text, resource);
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, Resource resource)
    {
        List<string> lines = [.. resource.Statements.Select(s => $"{s.Predicate} {Text(s.Value)}")];
        if (resource.Types.Count > 0)
        {
            lines.Insert(0, "a " + string.Join(", ", resource.Types));
        }

        if (lines.Count > 0)
        {
            text.Append('\n').Append(Address(resource.Address)).Append("\n    ").AppendJoin(" ;\n    ", lines).Append(" .\n");
        }
    }

    private static string Text(Term term) => term switch
    {
        Iri iri => Address(iri.Address),
        RdfLiteral { Language: { } language } literal => $"{Quoted(literal.Text)}@{language}",
        RdfLiteral { Type: { } type } literal => $"{Quoted(literal.Text)}^^{type}",
        RdfLiteral literal => Quoted(literal.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    private static string Address(string address) => $"<{IriText.Of(address)}>";

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007F' => quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
