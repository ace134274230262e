using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Which database, as whom, and how long a call may take.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Connection string of a real server, with the login that owns the schema; several hosts may be given.</summary>
    /// <value>Default null: the program runs its private cluster.</value>
    [Setting("KAWASAKI_DATABASE", IsSecret = true)]
    public string? Owner { get; init; }

    /// <summary>Connection string of a login for reading.</summary>
    /// <value>Default null: the owner's string, with the role kawasaki_reader taken at the start of the session.</value>
    [Setting("KAWASAKI_DATABASE_READER", IsSecret = true)]
    public string? Reader { get; init; }

    /// <summary>Connection string of a login for writing.</summary>
    /// <value>Default null: the owner's string, with the role kawasaki_writer taken at the start of the session.</value>
    [Setting("KAWASAKI_DATABASE_WRITER", IsSecret = true)]
    public string? Writer { get; init; }

    /// <summary>Login that creates the roles, as which they may then log in themselves; only the private cluster has one.</summary>
    internal string? Administrator { get; init; }

    /// <summary>Most connections for reading in one process; keep the sum over all instances below the server's max_connections.</summary>
    /// <value>Default 16: on 2 cores more do not make it faster.</value>
    [Setting("KAWASAKI_DATABASE_READERS", Unit = "connections")]
    [Range(1, 500)]
    public int MaxReaders { get; init; } = 16;

    /// <summary>Statements that each connection for reading or writing keeps prepared; 0 behind a pooler that shares sessions between transactions.</summary>
    /// <value>Default 200: more shapes of questions than an analyst's tools ask in turn.</value>
    [Setting("KAWASAKI_DATABASE_PREPARED", Unit = "statements")]
    [Range(0, 10_000)]
    public int MaxPrepared { get; init; } = 200;

    /// <summary>Most connections for writing in one process.</summary>
    /// <value>Default 4.</value>
    [Setting("KAWASAKI_DATABASE_WRITERS", Unit = "connections")]
    [Range(1, 100)]
    public int MaxWriters { get; init; } = 4;

    /// <summary>Longest wait for a connection, new or from the pool.</summary>
    /// <value>Default 2 s.</value>
    [Setting("KAWASAKI_DATABASE_CONNECT_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest run of one statement that reads; the server ends it.</summary>
    /// <value>Default 10 s.</value>
    [Setting("KAWASAKI_DATABASE_READ_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest run of one statement that writes on behalf of a request; the server ends it.</summary>
    /// <value>Default 10 s.</value>
    [Setting("KAWASAKI_DATABASE_WRITE_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest run of one statement of a migration or load; the server ends it.</summary>
    /// <value>Default 300 s.</value>
    [Setting("KAWASAKI_DATABASE_LOAD_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:10", "12:00:00")]
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Longest wait for a lock on a row or table.</summary>
    /// <value>Default 2 s.</value>
    [Setting("KAWASAKI_DATABASE_LOCK_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause inside a transaction: an idle writer holds the change feed back for everybody.</summary>
    /// <value>Default 10 s.</value>
    [Setting("KAWASAKI_DATABASE_IDLE_TIMEOUT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for another instance that is migrating the schema at the same moment.</summary>
    /// <value>Default 60 s.</value>
    [Setting("KAWASAKI_DATABASE_MIGRATION_WAIT", Unit = "seconds")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MigrationWait { get; init; } = TimeSpan.FromSeconds(60);
}
