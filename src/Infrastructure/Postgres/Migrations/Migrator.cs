using System.Data;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Postgres.Migrations;

/// <summary>Brings a database's schema up to this program, once, however many instances start at the same moment.</summary>
/// <remarks>
/// A session-level advisory lock on one connection outside any pool is held from the first look to the last grant;
/// each script and its record are one transaction.
/// </remarks>
public sealed class Migrator
{
    /// <summary>"Kawasaki" in ASCII: the advisory lock of this program's migrations.</summary>
    internal const long LockKey = 0x4b61776173616b69;

    private readonly string login;
    private readonly DatabaseOptions options;
    private readonly bool rolesMayLogin;
    private readonly ILogger logger;
    private readonly IReadOnlyList<MigrationScript> scripts;
    private readonly ResiliencePipeline lockRetry;

    /// <summary>Prepares a migration; nothing is done yet.</summary>
    /// <param name="options">Database and limits.</param>
    /// <param name="logger">Told of every script.</param>
    /// <param name="timeProvider">Clock of the retries.</param>
    public Migrator(DatabaseOptions options, ILogger logger, TimeProvider timeProvider)
        : this(options, logger, timeProvider, MigrationScript.All)
    {
    }

    internal Migrator(DatabaseOptions options, ILogger logger, TimeProvider timeProvider, IReadOnlyList<MigrationScript> scripts)
    {
        login = ConnectionStrings.ForMigration(options).ConnectionString;
        rolesMayLogin = options.Administrator is not null;
        this.options = options;
        this.logger = logger;
        this.scripts = scripts;
        lockRetry = new ResiliencePipelineBuilder { TimeProvider = timeProvider }.AddRetry(new RetryStrategyOptions
        {
            // A reader or writer that holds a table keeps the lock queue closed to all others while we wait: give up soon, try again.
            ShouldHandle = new PredicateBuilder().Handle<PostgresException>(e => e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected),
            MaxRetryAttempts = 8,
            Delay = TimeSpan.FromMilliseconds(250),
            MaxDelay = TimeSpan.FromSeconds(5),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        }).Build();
    }

    /// <summary>Migrates.</summary>
    /// <param name="cancellationToken">Stops between or inside scripts; what was committed stays.</param>
    /// <returns>
    /// Names of the scripts applied now. Problems: <see cref="ErrorCode.SchemaMismatch"/>, <see cref="ErrorCode.DatabaseSetup"/> (roles, rights, version),
    /// <see cref="ErrorCode.DatabaseUnavailable"/>, <see cref="ErrorCode.Timeout"/>.
    /// </returns>
    public async Task<Result<IReadOnlyList<string>>> MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(login);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (connection.PostgreSqlVersion.Major < PostgresVersion.Oldest)
            {
                return new Problem(ErrorCode.DatabaseSetup, $"The server is PostgreSQL {connection.PostgreSqlVersion}; {PostgresVersion.Oldest} or newer is needed.");
            }

            if (await LockAsync(connection, cancellationToken).ConfigureAwait(false) is { } busy)
            {
                return busy;
            }

            return await MigrateLockedAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.ToProblem(e) is not null && !cancellationToken.IsCancellationRequested)
        {
            return PostgresErrors.ToProblem(e)!;
        }
    }

    private async Task<Problem?> LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var wait = (long)options.MigrationWait.TotalMilliseconds;
        await ExecuteAsync(connection, $"set lock_timeout = {wait}; set statement_timeout = {wait + 1000}", cancellationToken).ConfigureAwait(false);
        try
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection) { CommandTimeout = 0 }; // lock_timeout ends it
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new Problem(ErrorCode.DatabaseUnavailable, "Another instance is migrating the database.", RetryAfter: TimeSpan.FromSeconds(5));
        }

        await ExecuteAsync(connection, "reset lock_timeout; reset statement_timeout", cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<Result<IReadOnlyList<string>>> MigrateLockedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, $"set kawasaki.may_login = '{(rolesMayLogin ? "on" : "off")}'", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, MigrationScript.Roles, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"set role {ConnectionStrings.RoleName(DatabaseRole.Owner)}", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, CreateHistory, cancellationToken).ConfigureAwait(false);
        var pending = SchemaHistory.Pending(await AppliedAsync(connection, cancellationToken).ConfigureAwait(false), scripts);
        if (!pending.IsOk)
        {
            return pending.Problem;
        }

        foreach (var script in pending.Value)
        {
            try
            {
                await lockRetry.ExecuteAsync(async token => await ApplyAsync(connection, script, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (!PostgresErrors.IsTransient(e) && !PostgresErrors.IsOutage(e))
            {
                return new Problem(ErrorCode.SchemaMismatch, $"Script {script.Name} failed, nothing of it was kept: {e.SqlState} {e.MessageText}.", Target: script.Name);
            }

            Log.ScriptApplied(logger, script.Name);
        }

        await ExecuteAsync(connection, MigrationScript.Grants, cancellationToken).ConfigureAwait(false);
        return pending.Value.Select(s => s.Name).ToArray();
    }

    private const string CreateHistory = """
        create table if not exists plan.schema_migrations (
            name text collate "C" not null,
            sha256 text collate "C" not null,
            applied_at timestamptz not null default now(),
            constraint pk_schema_migrations primary key (name)
        )
        """;

    /// <summary>What the database has had, in order.</summary>
    internal static async Task<IReadOnlyList<AppliedScript>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, sha256 from plan.schema_migrations order by name", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var applied = new List<AppliedScript>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            applied.Add(new AppliedScript(reader.GetString(0), reader.GetString(1)));
        }

        return applied;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, script.Text, cancellationToken).ConfigureAwait(false);
        await using var record = new NpgsqlCommand("insert into plan.schema_migrations (name, sha256) values ($1, $2)", connection)
        {
            Parameters = { new() { Value = script.Name }, new() { Value = script.Sha256 } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
