using System.Collections.Concurrent;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Values within a budget of bytes: what was not asked for during a whole generation goes with it. Finding takes no lock.</summary>
/// <typeparam name="T">A value that does not change.</typeparam>
/// <param name="maxBytes">The budget of both generations together.</param>
internal sealed class Generations<T>(long maxBytes)
    where T : class
{
    // One value must not push all others out.
    private const int Share = 8;

    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<string, (T Value, int Bytes)> young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, (T Value, int Bytes)> old = new(StringComparer.Ordinal);
    private long youngBytes;

    /// <summary>The value of a key; null without one.</summary>
    /// <param name="key">The key.</param>
    public T? Find(string key)
    {
        if (young.TryGetValue(key, out var found))
        {
            return found.Value;
        }

        if (!old.TryGetValue(key, out found))
        {
            return null;
        }

        Add(key, found.Value, found.Bytes);
        return found.Value;
    }

    /// <summary>Lets a value go. Its memory counts until its generation goes.</summary>
    /// <param name="key">The key.</param>
    public void Drop(string key)
    {
        lock (gate)
        {
            young.TryRemove(key, out _);
            old.TryRemove(key, out _);
        }
    }

    /// <summary>Keeps a value, in place of another of the same key; one too large is not kept.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="bytes">Memory of both.</param>
    public void Add(string key, T value, int bytes)
    {
        if (bytes > maxBytes / Share)
        {
            return;
        }

        lock (gate)
        {
            if (youngBytes + bytes > maxBytes / 2)
            {
                (old, young, youngBytes) = (young, new ConcurrentDictionary<string, (T Value, int Bytes)>(StringComparer.Ordinal), 0);
            }

            youngBytes += bytes;
            young[key] = (value, bytes);
        }
    }
}
