using System.Globalization;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>
/// The connection string of each role: where it connects, the role it takes, its time limits.
/// </summary>
/// <remarks>
/// Limits and role are start-up parameters (`Options=-c name=value`), so they hold for the whole session, survive the pool's reset and need no
/// extra round trip. A pooler in between must pass start-up options on.
/// </remarks>
internal static class ConnectionStrings
{
    /// <summary>Name in pg_stat_activity before the role's name.</summary>
    public const string ApplicationName = "kawasaki-plan-api";

    // Few people read audit entries, and never so that writers wait for them.
    private const int MaxAuditors = 4;

    /// <summary>Name of the role in the database.</summary>
    public static string RoleName(DatabaseRole role) => role switch
    {
        DatabaseRole.Reader => "kawasaki_reader",
        DatabaseRole.Writer or DatabaseRole.Auditor => "kawasaki_writer",
        DatabaseRole.Owner => "kawasaki_owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The string for a role.</summary>
    /// <param name="role">As whom.</param>
    /// <param name="options">Limits, and logins where the operator gives them.</param>
    public static NpgsqlConnectionStringBuilder For(DatabaseRole role, DatabaseOptions options)
    {
        var own = role switch
        {
            DatabaseRole.Reader => options.Reader,
            DatabaseRole.Writer or DatabaseRole.Auditor => options.Writer,
            _ => null,
        };
        var builder = new NpgsqlConnectionStringBuilder(own ?? Owner(options));
        var limits = new Dictionary<string, string>
        {
            ["statement_timeout"] = Milliseconds(StatementTimeout(role, options)),
            ["lock_timeout"] = Milliseconds(options.LockTimeout),
            ["idle_in_transaction_session_timeout"] = Milliseconds(role == DatabaseRole.Owner ? options.LoadTimeout : options.IdleInTransactionTimeout),
            ["client_connection_check_interval"] = "2000",
            ["search_path"] = "plan",
        };
        if (own is null && options.Administrator is null)
        {
            limits["role"] = RoleName(role);
        }

        if (role == DatabaseRole.Reader)
        {
            limits["jit"] = "off"; // compiling costs more than these queries run
            limits["default_transaction_read_only"] = "on";
        }

        if (role is DatabaseRole.Reader or DatabaseRole.Writer)
        {
            builder.MaxAutoPrepare = options.MaxPrepared;
            builder.AutoPrepareMinUsages = 2;
            // Nothing is left behind in a session: what readers and writers set ends with their transaction. The reset is seven statements before every use.
            builder.NoResetOnClose = true;
        }

        if (role == DatabaseRole.Auditor)
        {
            limits["jit"] = "off";
            limits["default_transaction_read_only"] = "on";
        }

        Limit(builder, options, limits, StatementTimeout(role, options));
        builder.ApplicationName ??= $"{ApplicationName} {(role == DatabaseRole.Auditor ? "auditor" : RoleName(role)["kawasaki_".Length..])}";
        builder.MaxPoolSize = role switch { DatabaseRole.Reader => options.MaxReaders, DatabaseRole.Writer => options.MaxWriters, DatabaseRole.Auditor => MaxAuditors, _ => 4 };
        return builder;
    }

    /// <summary>The string for migrations: the login that may create roles, outside any pool, on the primary.</summary>
    public static NpgsqlConnectionStringBuilder ForMigration(DatabaseOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.Administrator ?? Owner(options));
        var limits = new Dictionary<string, string>
        {
            ["statement_timeout"] = Milliseconds(options.LoadTimeout),
            ["lock_timeout"] = Milliseconds(options.LockTimeout),
        };
        Limit(builder, options, limits, options.LoadTimeout);
        builder.ApplicationName ??= $"{ApplicationName} migration";
        builder.Pooling = false;
        if (HasSeveralHosts(builder))
        {
            builder.TargetSessionAttributes = "primary";
        }

        return builder;
    }

    /// <summary>True when the string names more than one server.</summary>
    public static bool HasSeveralHosts(NpgsqlConnectionStringBuilder builder) => builder.Host?.Contains(',', StringComparison.Ordinal) == true;

    private static string Owner(DatabaseOptions options) =>
        options.Owner ?? throw new InvalidOperationException("No database is given: start the private cluster first.");

    private static void Limit(NpgsqlConnectionStringBuilder builder, DatabaseOptions options, Dictionary<string, string> limits, TimeSpan statement)
    {
        builder.Options = string.Join(' ', limits.Select(l => $"-c {l.Key}={l.Value}").Prepend(builder.Options).Where(o => !string.IsNullOrWhiteSpace(o)));
        builder.Timeout = Seconds(options.ConnectTimeout);
        builder.CommandTimeout = Seconds(statement) + 1; // the server's own limit comes first and gives the better error
        builder.CancellationTimeout = 1000;
        builder.KeepAlive = 30;
        builder.TcpKeepAlive = true;
        builder.HostRecheckSeconds = 2; // the default of 10 turns a hiccup of one host into an outage of ten seconds
        builder.IncludeErrorDetail = false; // details hold values
    }

    private static TimeSpan StatementTimeout(DatabaseRole role, DatabaseOptions options) => role switch
    {
        DatabaseRole.Reader or DatabaseRole.Auditor => options.ReadTimeout,
        DatabaseRole.Writer => options.WriteTimeout,
        _ => options.LoadTimeout,
    };

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
