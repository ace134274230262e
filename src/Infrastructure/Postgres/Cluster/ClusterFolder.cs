using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>The folders and files of a private cluster.</summary>
/// <param name="Root">Folder that holds all of them; mode 0700, of the user PostgreSQL runs as.</param>
internal sealed record ClusterFolder(string Root)
{
    /// <summary>Longest path of a socket's folder: the kernel allows 107 bytes with the file's name.</summary>
    private const int MostSocketFolderBytes = 90;

    /// <summary>PostgreSQL's data.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>Data that `initdb` is still writing; renamed to <see cref="Data"/> at the end.</summary>
    public string NewData => Path.Combine(Root, "data.new");

    /// <summary>What the server says.</summary>
    public string Log => Path.Combine(Root, "server.log");

    /// <summary>Held while a program starts or stops the server.</summary>
    public string StartLock => Path.Combine(Root, "start.lock");

    /// <summary>Shared by every program that uses the server; who can have it alone is the last.</summary>
    public string UseLock => Path.Combine(Root, "use.lock");

    /// <summary>Process id of a running server, or of one that died.</summary>
    public string ProcessFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Folder of the Unix socket: inside, or a short one beside when the path is too long for a socket.</summary>
    public string Sockets => Encoding.UTF8.GetByteCount(Path.Combine(Root, "run")) <= MostSocketFolderBytes
        ? Path.Combine(Root, "run")
        : Path.Combine("/tmp", "kawasaki-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16]);

    /// <summary>Major version that made the data; null when there are none.</summary>
    public int? DataVersion =>
        File.Exists(Path.Combine(Data, "PG_VERSION")) && int.TryParse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : null;

    /// <summary>Where the cluster of the given options is.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="isRoot">Whether another user than the process's own runs it: that user cannot look into root's home.</param>
    /// <param name="environment">Gives an environment variable.</param>
    public static ClusterFolder Of(PrivateClusterOptions options, bool isRoot, Func<string, string?> environment)
    {
        var home = options.DataHome is { Length: > 0 } given ? Path.GetFullPath(given)
            : isRoot ? "/var/lib/kawasaki-plan-api"
            : Path.Combine(
                environment("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(environment("HOME") ?? "/", ".local", "share"),
                "kawasaki-plan-api");
        return new ClusterFolder(Path.Combine(home, "postgres"));
    }
}
