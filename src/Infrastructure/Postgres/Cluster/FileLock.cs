using System.IO;
using Polly;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>Locks between processes on a file (`flock`): the kernel lets go of them when a process dies.</summary>
internal static class FileLock
{
    private static readonly ResiliencePipeline Waiting = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<IOException>(IsHeld),
        MaxRetryAttempts = 1200, // two minutes: longer than another program's initdb on a slow disk
        Delay = TimeSpan.FromMilliseconds(100),
    }).Build();

    /// <summary>Waits until the lock is ours alone.</summary>
    public static async Task<FileStream> ExclusiveAsync(string path, CancellationToken cancellationToken) =>
        await Waiting.ExecuteAsync(_ => ValueTask.FromResult(Exclusive(path)), cancellationToken).ConfigureAwait(false);

    /// <summary>The lock if nobody else has it, else null.</summary>
    public static FileStream? TryExclusive(string path)
    {
        try
        {
            return Exclusive(path);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>A lock that many may share.</summary>
    public static FileStream Shared(string path)
    {
        using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    private static FileStream Exclusive(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>What .NET throws for EWOULDBLOCK: an I/O error that is none of the named kinds (no space, no folder).</summary>
    private static bool IsHeld(IOException e) => e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        && e.Message.Contains("being used by another process", StringComparison.Ordinal);
}
