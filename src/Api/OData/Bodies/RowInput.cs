using System.Text.Json;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>What the rows of one body are read with.</summary>
/// <param name="Model">The published model.</param>
/// <param name="Root">Service root, ending in a slash.</param>
/// <param name="Values">Reads values.</param>
/// <param name="Resolve">The row that a URL names.</param>
/// <param name="Findings">Where findings go.</param>
internal sealed record RowInput(PublishedModel Model, string Root, JsonValues Values, Func<string, Result<RowReference>> Resolve, Findings Findings)
{
    /// <summary>What may stand inside of a row; null for references by its own values only.</summary>
    public NestedRows? Nested { get; init; }

    /// <summary>Whether a row may be said to be removed.</summary>
    public bool IsDelta { get; init; }

    /// <summary>The text that the reader stands at; null with a finding.</summary>
    /// <param name="json">Stands at the value.</param>
    /// <param name="target">Its place.</param>
    public string? Text(ref Utf8JsonReader json, string target) => Values.Read(ref json, TypeReference.Of(PrimitiveKind.String), target, Findings)?.Value as string;
}
