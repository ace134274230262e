using Kawasaki.Api.Identifiers;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.Catalog;

/// <summary>Addresses that stand in files and outlive them: of rows, and of what the words of the data mean.</summary>
/// <param name="service">Address of the service, without a last slash.</param>
internal sealed class PlanAddresses(string service)
{
    /// <summary>Path of the page that explains every set and property.</summary>
    public const string DictionaryPath = "/docs/data";

    /// <summary>Address of the service, without a last slash.</summary>
    public string Service => service;

    /// <summary>The namespace of all terms.</summary>
    public string Vocabulary { get; } = $"{service}{DictionaryPath}#";

    /// <summary>What a row of a set is.</summary>
    /// <param name="set">The set.</param>
    public string Term(EntitySetModel set) => Vocabulary + TermOf(set);

    /// <summary>What a property of a set means.</summary>
    /// <param name="set">The set.</param>
    /// <param name="property">The property.</param>
    public string Term(EntitySetModel set, PropertyModel property) => Vocabulary + TermOf(set, property);

    /// <summary>Beginning of the identifiers of the rows of a set, ending in a slash.</summary>
    /// <param name="set">The set.</param>
    public string Rows(EntitySetModel set) => $"{service}{IdentifierEndpoints.Root}/{set.Name}/";

    /// <summary>The end of a term's address, which is also its anchor in the page.</summary>
    /// <param name="set">The set.</param>
    public static string TermOf(EntitySetModel set) => set.Name;

    /// <summary>The end of a term's address, which is also its anchor in the page.</summary>
    /// <param name="set">The set.</param>
    /// <param name="property">The property.</param>
    public static string TermOf(EntitySetModel set, PropertyModel property) => $"{set.Name}.{property.Name}";
}
