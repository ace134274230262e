namespace Kawasaki.Api.Operations;

/// <summary>What a client may still ask: refilled evenly, full after a minute without requests.</summary>
/// <remarks>
/// Whether it is empty is asked before a request, what the request cost is taken when its answer is known. Requests under way at once may so take more than
/// there is: the bucket is then below nothing, by its own size at most, and the next one waits longer.
/// </remarks>
/// <param name="size">Most it holds: what may be asked within a minute.</param>
/// <param name="now">The moment it is made, full.</param>
internal sealed class Bucket(int size, long now)
{
    /// <summary>In which an empty bucket is full again.</summary>
    public static readonly TimeSpan Refill = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private double left = size;
    private long filledAt = now;

    /// <summary>How long until something is in it; zero when there is.</summary>
    /// <param name="time">The clock.</param>
    public TimeSpan Wait(TimeProvider time)
    {
        lock (gate)
        {
            Fill(time);
            return left >= 1 ? TimeSpan.Zero : Refill * ((1 - left) / size);
        }
    }

    /// <summary>Takes what a request cost.</summary>
    /// <param name="cost">In requests.</param>
    /// <param name="time">The clock.</param>
    /// <returns>What is left, and how long until it is full.</returns>
    public (int Left, TimeSpan Full) Take(int cost, TimeProvider time)
    {
        lock (gate)
        {
            Fill(time);
            left = Math.Max(left - cost, -size);
            return ((int)Math.Max(left, 0), Refill * ((size - left) / size));
        }
    }

    private void Fill(TimeProvider time)
    {
        var now = time.GetTimestamp();
        left = Math.Min(size, left + (size * (time.GetElapsedTime(filledAt, now) / Refill)));
        filledAt = now;
    }
}
