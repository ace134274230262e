namespace Kawasaki.Api.Operations;

/// <summary>What a figure is.</summary>
internal enum MetricKind
{
    /// <summary>Only rises while the program runs.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>How many observations were at most how large.</summary>
    Histogram,
}

/// <summary>One value of a figure.</summary>
/// <param name="Suffix">What its name has behind that of the figure: `_bucket`, `_sum` and `_count` of a histogram; else nothing.</param>
/// <param name="Labels">What tells it from the other values; in the order they are written in.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Sample(string Suffix, IReadOnlyList<(string Name, string Value)> Labels, double Value);

/// <summary>A figure with its values at one moment.</summary>
/// <param name="Name">As Prometheus names it: unit at the end, `_total` for a counter.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">What it means, in a sentence.</param>
/// <param name="Samples">Its values; none for a figure that is not known now.</param>
internal sealed record Metric(string Name, MetricKind Kind, string Help, IReadOnlyList<Sample> Samples);
