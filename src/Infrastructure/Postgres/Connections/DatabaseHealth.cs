using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

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
    public async Task<Result<StoreState>> CheckAsync(CancellationToken cancellationToken)
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

    private static async Task<Result<StoreState>> AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
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

            await using var command = new NpgsqlCommand("select version, lineage, changed_at from plan.data_version", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? new StoreState(new DataVersion(reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)), applied[^1].Name)
                : new Problem(ErrorCode.SchemaMismatch, "The row of plan.data_version is missing.", Target: "plan.data_version");
        }
    }
}
