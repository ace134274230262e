using Kawasaki.Domain.Settings;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>Where the private PostgreSQL lives and which binaries run it.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>Folder for everything the program keeps.</summary>
    /// <value>Default null: `$XDG_DATA_HOME/kawasaki-plan-api`, else `~/.local/share/kawasaki-plan-api`; as root `/var/lib/kawasaki-plan-api`.</value>
    [Setting("KAWASAKI_DATA_HOME")]
    public string? DataHome { get; init; }

    /// <summary>Folder of PostgreSQL's binaries (`initdb`, `pg_ctl`, `postgres`).</summary>
    /// <value>Default null: the newest of `/usr/lib/postgresql/*/bin` and the search path.</value>
    [Setting("KAWASAKI_PG_BIN")]
    public string? Binaries { get; init; }

    /// <summary>True for a cluster that may be lost: no fsync, small files. For tests only.</summary>
    internal bool IsThrowAway { get; init; }
}
