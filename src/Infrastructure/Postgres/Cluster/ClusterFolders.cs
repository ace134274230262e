using System.IO;
using System.Runtime.Versioning;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>Makes the folders of a cluster, with the rights PostgreSQL asks for.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterFolders
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes root and socket folder, of the user the server runs as.</summary>
    /// <returns>Null, or what stands in the way.</returns>
    public static async Task<Problem?> PrepareAsync(ClusterFolder folder, Shell shell, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Root)!);
        foreach (var path in (string[])[folder.Root, folder.Sockets])
        {
            Directory.CreateDirectory(path, Private);
            if (shell.User is null)
            {
                continue;
            }

            var chown = await new Shell(User: null).RunAsync("/", "chown", [shell.User, path], cancellationToken).ConfigureAwait(false);
            var reach = await shell.RunAsync("/", "test", ["-x", path], cancellationToken).ConfigureAwait(false);
            if (chown.ExitCode != 0 || reach.ExitCode != 0)
            {
                return new Problem(ErrorCode.PrivateCluster, $"As root the private database runs as user {shell.User}, who cannot reach {path}.",
                    Target: "KAWASAKI_DATA_HOME", Hint: "Set KAWASAKI_DATA_HOME to a folder that user can reach, such as /var/lib/kawasaki-plan-api, or run the program as another user.");
            }
        }

        return null;
    }
}
