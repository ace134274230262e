namespace Kawasaki.Api.Hosting;

/// <summary>Measures the steps of a request, one after the other.</summary>
/// <param name="time">The clock.</param>
internal sealed class Laps(TimeProvider time)
{
    private long since = time.GetTimestamp();

    /// <summary>Time since the last lap.</summary>
    public TimeSpan Lap()
    {
        var now = time.GetTimestamp();
        var lap = time.GetElapsedTime(since, now);
        since = now;
        return lap;
    }
}
