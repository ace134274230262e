using Kawasaki.Domain.Query;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>A finished answer.</summary>
/// <param name="Tag">Its strong ETag.</param>
/// <param name="Headers">Its other headers.</param>
/// <param name="Body">Its bytes, as they are sent.</param>
/// <param name="Rows">Its rows, for the log.</param>
/// <param name="Question">What was asked, for the log.</param>
internal sealed record KeptAnswer(string Tag, IReadOnlyList<KeyValuePair<string, StringValues>> Headers, byte[] Body, int Rows, string Question)
{
    /// <summary>When the content last changed, to the second; null for an answer that says nothing of it.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>What it takes of a client's limit, from memory as when it was made.</summary>
    public int Cost { get; init; } = 1;
}

/// <summary>Answers of one version of the data within a budget of bytes; the one not asked for longest goes first.</summary>
/// <param name="maxBytes">The budget.</param>
internal sealed class AnswerStore(long maxBytes)
{
    // One answer must not push all others out.
    private const int Share = 8;

    // Objects, headers and links around key and body, measured roughly.
    private const int OverheadBytes = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, KeptAnswer Answer)>> answers = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, KeptAnswer Answer)> recent = new();
    private DataVersion? kept;
    private long bytes;
    private long evictions;

    /// <summary>Memory in use.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Answers let go so far for want of memory.</summary>
    public long Evictions => Interlocked.Read(ref evictions);

    /// <summary>The answer to a request; null if there is none of this version.</summary>
    /// <param name="key">The request.</param>
    /// <param name="version">Version of the data now.</param>
    public KeptAnswer? Find(string key, DataVersion version)
    {
        lock (gate)
        {
            Renew(version);
            if (!answers.TryGetValue(key, out var node))
            {
                return null;
            }

            recent.Remove(node);
            recent.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer, if it is not too large.</summary>
    /// <param name="key">The request.</param>
    /// <param name="version">Version of the data before it was read, and still the current one.</param>
    /// <param name="answer">The answer.</param>
    public void Add(string key, DataVersion version, KeptAnswer answer)
    {
        var size = Size(key, answer);
        if (size > maxBytes / Share)
        {
            return;
        }

        lock (gate)
        {
            Renew(version);
            if (answers.ContainsKey(key))
            {
                return;
            }

            while (bytes + size > maxBytes)
            {
                var oldest = recent.Last!;
                recent.RemoveLast();
                answers.Remove(oldest.Value.Key);
                bytes -= Size(oldest.Value.Key, oldest.Value.Answer);
                evictions++;
            }

            answers.Add(key, recent.AddFirst((key, answer)));
            bytes += size;
        }
    }

    private static long Size(string key, KeptAnswer answer) => (2 * key.Length) + answer.Body.Length + OverheadBytes;

    private void Renew(DataVersion version)
    {
        if (version != kept)
        {
            answers.Clear();
            recent.Clear();
            bytes = 0;
            kept = version;
        }
    }
}
