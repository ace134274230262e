using System.Collections.Concurrent;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>What writers were told has happened, by which the database and the mirrors are judged.</summary>
internal sealed class SyncLedger
{
    private readonly ConcurrentQueue<string> changes = new();
    private readonly ConcurrentDictionary<string, string> rows = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> milestones = new();
    private int acknowledged;
    private int late;

    /// <summary>Every acknowledged change of a row: operation, code, and what its summary is then.</summary>
    public IEnumerable<string> Changes => changes;

    /// <summary>The summary of every row that should be there, by code.</summary>
    public SortedDictionary<string, string> Rows => new(rows.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Number of acknowledged requests.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>Number of requests that came once more, all of which had to be without effect.</summary>
    public int Late => late;

    /// <summary>When so many requests are acknowledged.</summary>
    public Task ReachedAsync(int count)
    {
        var milestone = milestones.GetOrAdd(count, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Assert.True(acknowledged < count, "The moment to wait for is over.");
        return milestone.Task;
    }

    /// <summary>Notes an acknowledged request and the rows it changed.</summary>
    public void Take(params (string Operation, string Code, string? Summary)[] changed)
    {
        foreach (var (operation, code, summary) in changed)
        {
            changes.Enqueue($"{operation}|{code}|{summary}");
            if (summary is null)
            {
                rows.TryRemove(code, out _);
            }
            else
            {
                rows[code] = summary;
            }
        }

        if (milestones.TryGetValue(Interlocked.Increment(ref acknowledged), out var milestone))
        {
            milestone.SetResult();
        }
    }

    /// <summary>Notes a request that was sent once more.</summary>
    public void TakeLate() => Interlocked.Increment(ref late);
}
