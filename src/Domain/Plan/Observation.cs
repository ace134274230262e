using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>数値: what a document states of an indicator for a period, or what a system reports as its actual value of a fiscal year.</summary>
[PublishedSet("observations")]
[WritableSet(KnownBy = [nameof(SourceSystem), nameof(ExternalId)], NotWith = nameof(DocumentCode), KeyPrefix = "r.")]
[Label("数値", "Observation")]
public sealed class Observation : StatedValue
{
    /// <summary>Indicator.</summary>
    [Label("指標", "Indicator")]
    [Searched]
    public Indicator? Indicator { get; init; }

    /// <summary>Ward.</summary>
    [Label("区", "Ward")]
    public Ward? Ward { get; init; }

    /// <summary>Citations; ordered by code when nothing else is asked.</summary>
    [Label("出典箇所", "Citations")]
    public ICollection<Citation> Citations { get; init; } = [];
}
