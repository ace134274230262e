using System.IO;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kawasaki.Tests.Integration;

/// <summary>A folder for throw-away clusters, deleted when disposed; those of a run that was killed are cleared away by the next.</summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    private const string Prefix = "kawasaki-test-";
    private const string OwnerLock = "owner.lock";

    private readonly FileStream owner;

    private ThrowAwayFolder(string path, FileStream owner) => (Path, this.owner) = (path, owner);

    /// <summary>Its path, short enough for a socket's.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    public static ThrowAwayFolder Create()
    {
        var path = System.IO.Path.Combine("/tmp", Prefix + System.IO.Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        Directory.CreateDirectory(path);
        return new ThrowAwayFolder(path, FileLock.Shared(System.IO.Path.Combine(path, OwnerLock)));
    }

    /// <summary>Stops the servers nobody uses any more and deletes their folders.</summary>
    public static async Task SweepAsync()
    {
        foreach (var path in Directory.GetDirectories("/tmp", Prefix + "*").Where(p => File.Exists(System.IO.Path.Combine(p, OwnerLock))))
        {
            if (FileLock.TryExclusive(System.IO.Path.Combine(path, OwnerLock)) is not { } alone)
            {
                continue;
            }

            using var left = new ThrowAwayFolder(path, alone);
            if (Directory.Exists(System.IO.Path.Combine(path, "postgres", "data")))
            {
                var started = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataHome = path, IsThrowAway = true }, NullLogger.Instance, CancellationToken.None);
                if (started.IsOk)
                {
                    await started.Value.DisposeAsync();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        owner.Dispose();
    }
}
