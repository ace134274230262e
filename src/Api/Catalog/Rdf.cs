namespace Kawasaki.Api.Catalog;

/// <summary>The object of a statement: a resource or a literal.</summary>
internal abstract record Term;

/// <summary>A resource by its address, absolute.</summary>
/// <param name="Address">The address; what no address may hold is percent-encoded when it is written.</param>
internal sealed record Iri(string Address) : Term;

/// <summary>A text in a language, or a value of a type.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">Its language; null for none.</param>
/// <param name="Type">Its type as `prefix:name`; null for a plain text.</param>
internal sealed record RdfLiteral(string Text, string? Language = null, string? Type = null) : Term;

/// <summary>Statements about resources, in the order in which they were made. There are no blank nodes, so that two graphs are the same when their statements are.</summary>
internal sealed class Graph
{
    /// <summary>The vocabularies that predicates, classes and types are of.</summary>
    public static IReadOnlyList<(string Prefix, string Address)> Prefixes { get; } =
    [
        ("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"), ("dcatap", "http://data.europa.eu/r5r/"), ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("prov", "http://www.w3.org/ns/prov#"), ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("skos", "http://www.w3.org/2004/02/skos/core#"), ("vcard", "http://www.w3.org/2006/vcard/ns#"),
        ("wdrs", "http://www.w3.org/2007/05/powder-s#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    private readonly Dictionary<string, Resource> resources = new(StringComparer.Ordinal);
    private readonly List<Resource> order = [];

    /// <summary>The resources.</summary>
    public IReadOnlyList<Resource> Resources => order;

    /// <summary>The resource of an address, made when it is new.</summary>
    /// <param name="address">The address.</param>
    /// <param name="types">Its classes as `prefix:name`.</param>
    public Resource About(string address, params string[] types)
    {
        if (!resources.TryGetValue(address, out var resource))
        {
            resources.Add(address, resource = new Resource(address));
            order.Add(resource);
        }

        resource.Are(types);
        return resource;
    }
}

/// <summary>A resource with what is said of it.</summary>
/// <param name="address">Its address.</param>
internal sealed class Resource(string address)
{
    private readonly List<string> types = [];
    private readonly List<(string Predicate, Term Value)> statements = [];

    /// <summary>Its address.</summary>
    public string Address { get; } = address;

    /// <summary>Its classes as `prefix:name`.</summary>
    public IReadOnlyList<string> Types => types;

    /// <summary>What is said of it, each thing once.</summary>
    public IReadOnlyList<(string Predicate, Term Value)> Statements => statements;

    /// <summary>Adds classes.</summary>
    /// <param name="more">The classes.</param>
    public void Are(IEnumerable<string> more) => types.AddRange(more.Except(types).ToList());

    /// <summary>Says something of it; nothing for null.</summary>
    /// <param name="predicate">As `prefix:name`.</param>
    /// <param name="value">The value.</param>
    public Resource Has(string predicate, Term? value)
    {
        if (value is not null && !statements.Contains((predicate, value)))
        {
            statements.Add((predicate, value));
        }

        return this;
    }

    /// <summary>Says that it is related to another.</summary>
    /// <param name="predicate">As `prefix:name`.</param>
    /// <param name="other">The other.</param>
    public Resource Has(string predicate, Resource other) => Has(predicate, new Iri(other.Address));

    /// <summary>Says a text in both languages.</summary>
    /// <param name="predicate">As `prefix:name`.</param>
    /// <param name="japanese">In Japanese.</param>
    /// <param name="english">In English.</param>
    public Resource Has(string predicate, string japanese, string english) => Has(predicate, new RdfLiteral(japanese, "ja")).Has(predicate, new RdfLiteral(english, "en"));
}
