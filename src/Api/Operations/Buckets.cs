using System.Collections.Concurrent;

namespace Kawasaki.Api.Operations;

/// <summary>The buckets of the clients that asked of late, within bounded memory.</summary>
/// <remarks>A bucket that nobody used for two minutes is full, also one that was below nothing: letting it go changes nothing. Only where more clients come than are kept are buckets let go earlier.</remarks>
/// <param name="time">The clock.</param>
/// <param name="most">Most clients of one generation; two are kept.</param>
internal sealed class Buckets(TimeProvider time, int most = Buckets.Most)
{
    /// <summary>Some 30 MB with both generations full.</summary>
    public const int Most = 100_000;

    private static readonly TimeSpan Generation = 2 * Bucket.Refill;

    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<ClientKey, Bucket> young = new();
    private volatile ConcurrentDictionary<ClientKey, Bucket> old = new();
    private long since = time.GetTimestamp();
    private int count;

    /// <summary>Clients that are known.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>The bucket of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="size">Size of a new one.</param>
    public Bucket Of(ClientKey client, int size)
    {
        Renew();
        return young.TryGetValue(client, out var known) ? known : Bring(client, size);
    }

    private Bucket Bring(ClientKey client, int size)
    {
        lock (gate)
        {
            var bucket = young.GetOrAdd(client, c => old.TryRemove(c, out var kept) ? kept : new Bucket(size, time.GetTimestamp()));
            if (++count >= most)
            {
                Turn();
            }

            return bucket;
        }
    }

    private void Renew()
    {
        if (time.GetElapsedTime(Interlocked.Read(ref since)) < Generation)
        {
            return;
        }

        lock (gate)
        {
            if (time.GetElapsedTime(since) >= Generation)
            {
                Turn();
            }
        }
    }

    private void Turn()
    {
        (old, young, count) = (young, new ConcurrentDictionary<ClientKey, Bucket>(), 0);
        Interlocked.Exchange(ref since, time.GetTimestamp());
    }
}
