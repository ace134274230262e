using System.IO;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kawasaki.Tests.Integration;

/// <summary>Folders of throw-away clusters; those that a killed run left behind are cleared away by the next.</summary>
internal static class ThrowAwayFolders
{
    private const string Prefix = "kawasaki-test-";

    /// <summary>A new folder, short enough for a socket's path.</summary>
    public static string Create()
    {
        var folder = Path.Combine("/tmp", Prefix + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal));
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Stops the servers nobody uses any more and deletes their folders.</summary>
    public static async Task SweepAsync()
    {
        foreach (var folder in Directory.GetDirectories("/tmp", Prefix + "*").Where(IsLeftBehind))
        {
            var started = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataHome = folder, IsThrowAway = true }, NullLogger.Instance, CancellationToken.None);
            if (started.IsOk)
            {
                await started.Value.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsLeftBehind(string folder)
    {
        var root = ClusterFolder.Of(new PrivateClusterOptions { DataHome = folder }, isRoot: false, _ => null);
        if (!File.Exists(root.UseLock))
        {
            return false; // just being made by another run
        }

        using var alone = FileLock.TryExclusive(root.UseLock);
        return alone is not null;
    }
}
