namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>An OASIS vocabulary that the service's metadata uses.</summary>
/// <param name="Namespace">Namespace of its terms.</param>
/// <param name="Alias">Short form used in this document.</param>
internal sealed record Vocabulary(string Namespace, string Alias)
{
    /// <summary>Every vocabulary used, in the order of the document.</summary>
    public static readonly IReadOnlyList<Vocabulary> All =
    [
        new("Org.OData.Core.V1", "Core"),
        new("Org.OData.Capabilities.V1", "Capabilities"),
        new("Org.OData.Aggregation.V1", "Aggregation"),
        new("Org.OData.Measures.V1", "Measures"),
        new("Org.OData.Validation.V1", "Validation"),
    ];

    /// <summary>Where the vocabulary is published.</summary>
    /// <param name="extension">`xml` or `json`.</param>
    public string Uri(string extension) => $"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{Namespace}.{extension}";
}
