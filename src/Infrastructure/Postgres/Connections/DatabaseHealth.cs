using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>What a database that can serve says of itself.</summary>
/// <param name="DataVersion">Raised by every committed change.</param>
/// <param name="Lineage">Tells this database from one it was restored or replaced by: a version alone would match stale answers.</param>
/// <param name="ChangedAt">When the data last changed.</param>
/// <param name="SchemaVersion">Last script of the schema.</param>
/// <param name="IsStandby">Whether the reader is connected to a standby.</param>
public sealed record DatabaseState(long DataVersion, Guid Lineage, DateTimeOffset ChangedAt, string SchemaVersion, bool IsStandby);

/// <summary>Answers whether requests can be served: the database is there, the reader may read, the schema fits this program.</summary>
/// <param name="sources">Connections.</param>
/// <param name="timeProvider">Clock of the deadline.</param>
public sealed class DatabaseHealth(DatabaseSources sources, TimeProvider timeProvider)
{
    /// <summary>A probe that takes longer is a no: balancers wait no longer themselves.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Asks the database once.</summary>
    /// <param name="cancellationToken">The caller's patience, below two seconds.</param>
    /// <returns>Problems: <see cref="ErrorCode.DatabaseUnavailable"/>, <see cref="ErrorCode.Timeout"/>, <see cref="ErrorCode.SchemaMismatch"/>, <see cref="ErrorCode.DatabaseSetup"/>.</returns>
    public async Task<Result<DatabaseState>> CheckAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Deadline, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await sources.ReadAsync(AskAsync, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Problem(ErrorCode.Timeout, $"The database did not answer within {Deadline.TotalSeconds} s.", RetryAfter: Deadline);
        }
    }

    private static async Task<Result<DatabaseState>> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (connection.ConfigureAwait(false))
        {
            var applied = await Migrator.AppliedAsync(connection, cancellationToken).ConfigureAwait(false);
            var pending = SchemaHistory.Pending(applied, MigrationScript.All);
            if (!pending.IsOk)
            {
                return pending.Problem;
            }

            if (pending.Value.Count > 0)
            {
                return new Problem(ErrorCode.SchemaMismatch, $"The database lacks script {pending.Value[0].Name} of this program.", Target: "plan.schema_migrations", Hint: "Run the migration.");
            }

            await using var command = new NpgsqlCommand("select version, lineage, changed_at, pg_is_in_recovery() from plan.data_version", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? new DatabaseState(reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), applied[^1].Name, reader.GetBoolean(3))
                : new Problem(ErrorCode.SchemaMismatch, "The row of plan.data_version is missing.", Target: "plan.data_version");
        }
    }
}
