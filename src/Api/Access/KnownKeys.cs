using System.Collections.Concurrent;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Access;

/// <summary>Keys that were looked up a moment ago, so that a client's next request costs no look-up.</summary>
/// <remarks>
/// Holds keys that exist, and no others: guesses cannot fill it. They cannot keep the database busy either: so many look-ups of ids that nobody
/// knows are made in a second. Nobody is locked out for failures, which would be a weapon against the owner of a key; its secret cannot be guessed.
/// </remarks>
internal sealed class KnownKeys(IApiKeys store, TimeProvider time)
{
    /// <summary>How long a key is believed: for so long a key that was revoked still works.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(5);

    /// <summary>Most look-ups of ids that were not known a moment ago, in a second.</summary>
    public const int MaxGuesses = 50;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly Problem TooMany = new(
        ErrorCode.TooManyAttempts, "Too many keys that nobody knows are being tried.", RetryAfter: Window);

    private readonly ConcurrentDictionary<string, (ApiKey Key, long ReadAt)> known = new(StringComparer.Ordinal);
    private readonly Lock counting = new();
    private long windowAt = time.GetTimestamp();
    private int guesses;

    /// <summary>The key of that id, as it was at most <see cref="BelievedFor"/> ago.</summary>
    /// <param name="id">Public id.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Problems: <see cref="ErrorCode.UnknownKey"/>, <see cref="ErrorCode.TooManyAttempts"/>, and those of a database that is away.</returns>
    public async ValueTask<Result<ApiKey>> FindAsync(string id, CancellationToken token)
    {
        var isKnown = known.TryGetValue(id, out var last);
        if (isKnown && time.GetElapsedTime(last.ReadAt) < BelievedFor)
        {
            return last.Key;
        }

        if (!isKnown && !MayGuess())
        {
            return TooMany;
        }

        var readAt = time.GetTimestamp();
        var found = await store.FindAsync(id, token);
        if (found.IsOk)
        {
            known[id] = (found.Value, readAt);
        }
        else if (found.Problem.Code == ErrorCode.UnknownKey)
        {
            known.TryRemove(id, out _);
        }

        return found;
    }

    private bool MayGuess()
    {
        lock (counting)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(windowAt, now) >= Window)
            {
                (windowAt, guesses) = (now, 0);
            }

            return guesses++ < MaxGuesses;
        }
    }
}
