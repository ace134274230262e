namespace Kawasaki.Api.Operations;

/// <summary>How many durations were at most how long. Noting one takes no lock.</summary>
internal sealed class DurationHistogram
{
    // From an answer out of memory (tenths of a millisecond) to the deadline of a request; whole results take longer.
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
    private static readonly long[] Ticks = [.. Seconds.Select(s => (long)(s * TimeSpan.TicksPerSecond))];
    private static readonly string[] Bounds = [.. Seconds.Append(double.PositiveInfinity).Select(MetricsText.Number)];

    private readonly long[] counts = new long[Ticks.Length + 1];
    private long sum;

    /// <summary>Notes a duration.</summary>
    /// <param name="elapsed">The duration.</param>
    public void Observe(TimeSpan elapsed)
    {
        var bucket = 0;
        while (bucket < Ticks.Length && elapsed.Ticks > Ticks[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref counts[bucket]);
        Interlocked.Add(ref sum, elapsed.Ticks);
    }

    /// <summary>The values now.</summary>
    /// <param name="labels">What tells this histogram from others.</param>
    public IEnumerable<Sample> Read((string Name, string Value)[] labels)
    {
        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += Interlocked.Read(ref counts[i]);
            yield return new Sample("_bucket", [.. labels, ("le", Bounds[i])], below);
        }

        yield return new Sample("_sum", labels, Interlocked.Read(ref sum) / (double)TimeSpan.TicksPerSecond);
        yield return new Sample("_count", labels, below);
    }
}
