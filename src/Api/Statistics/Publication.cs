using Kawasaki.Api.Catalog;

namespace Kawasaki.Api.Statistics;

/// <summary>What is said of a file as a whole.</summary>
/// <param name="Root">Address of the service, without a last slash.</param>
/// <param name="Address">Address of the file.</param>
/// <param name="Options">Who offers the data, and on what terms.</param>
/// <param name="ChangedAt">When the data in it last changed: what formats call prepared or updated, so that the same data gives the same bytes.</param>
internal sealed record Publication(string Root, string Address, PublicationOptions Options, DateTimeOffset ChangedAt)
{
    /// <summary>The sentences of source and rights.</summary>
    public Attribution Attribution { get; } = Attribution.Of(Options, Address);
}
