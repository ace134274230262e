using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2: makes changes of the published model in one transaction of the writer role.</summary>
public sealed class PostgresChangeStore : IChangeStore, IAsyncDisposable
{
    // A row that another writer makes at the same moment, or a deadlock: seen at once the second time. More often only a livelock could be.
    private const int MostAttempts = 5;

    private readonly DatabaseSources sources;
    private readonly StorageMap storage;
    private readonly ChangeOptions options;
    private readonly CommitOutcome commits;
    private readonly RefusalLedger refusals;

    /// <summary>Writes the published model.</summary>
    /// <param name="sources">Connections of the writer role.</param>
    /// <param name="model">What is published and where it is kept.</param>
    /// <param name="options">How long requests are remembered.</param>
    /// <param name="logger">Told of lost connections, and of refusals that cannot be kept.</param>
    /// <param name="time">Clock of the pauses.</param>
    public PostgresChangeStore(DatabaseSources sources, PlanModel model, ChangeOptions options, ILogger logger, TimeProvider time)
        : this(sources, model.Storage, options, logger, time)
    {
    }

    /// <summary>Writes any model.</summary>
    internal PostgresChangeStore(DatabaseSources sources, StorageMap storage, ChangeOptions options, ILogger logger, TimeProvider time) =>
        (this.sources, this.storage, this.options, commits, refusals) = (sources, storage, options, new CommitOutcome(sources, logger, time), new RefusalLedger(sources, logger, time));

    /// <inheritdoc/>
    public async Task<Result<ChangeOutcome>> ApplyAsync(ChangeGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        var result = await sources.WriteAsync<ChangeOutcome>(
            DatabaseRole.Writer,
            async (connection, token) =>
            {
                await using var _ = connection.ConfigureAwait(false);
                return await ApplyAsync(connection, group, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        var notKept = await AuditAsync(group, result, cancellationToken).ConfigureAwait(false);
        return notKept is null || result.IsOk ? result : notKept; // what is committed is told, and its refusals are counted until they can be kept
    }

    /// <inheritdoc/>
    public Task<Problem?> NoteRefusalAsync(Refusal refusal, CancellationToken cancellationToken) => refusals.NoteAsync([refusal], cancellationToken);

    /// <summary>Keeps the refusals that were only counted so far.</summary>
    public ValueTask DisposeAsync() => refusals.DisposeAsync();

    private async Task<Result<ChangeOutcome>> ApplyAsync(NpgsqlConnection connection, ChangeGroup group, CancellationToken cancellationToken)
    {
        for (var left = MostAttempts; ; left--)
        {
            // Whoever closes the connection ends it. To dispose of it would mean to speak to a server that is perhaps lost, and to forget what became of the commit.
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var attempt = new ChangeAttempt(connection, transaction, storage, group, options);
            try
            {
                var result = await attempt.RunAsync(cancellationToken).ConfigureAwait(false);
                if (result is { IsOk: true, Value: { IsRepeated: false } made })
                {
                    return await CommitAsync(transaction, attempt, made, cancellationToken).ConfigureAwait(false);
                }

                await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
                if (result is { } final)
                {
                    return final;
                }
            }
            catch (PostgresException e) when (ChangeErrors.IsRetryable(e) && left > 1)
            {
                await FailedSession.MendAsync(connection).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("23", StringComparison.Ordinal) && ChangeErrors.Of(e, storage, group) is { } problem)
            {
                await FailedSession.MendAsync(connection).ConfigureAwait(false);
                return problem;
            }

            if (left <= 1)
            {
                return new Problem(ErrorCode.DatabaseUnavailable, "Other writers make and remove the same rows at the same moment.", RetryAfter: TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task<Result<ChangeOutcome>> CommitAsync(NpgsqlTransaction transaction, ChangeAttempt attempt, ChangeOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            // Not the caller's token: whoever leaves now would not know either.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return outcome;
        }
        catch (NpgsqlException e) when (attempt.TransactionId is not null && CommitOutcome.IsUnknown(e))
        {
            return await commits.IsCommittedAsync(attempt.TransactionId, cancellationToken).ConfigureAwait(false) switch
            {
                { Problem: { } problem } => problem,
                { Value: true } => outcome,
                _ => new Problem(ErrorCode.DatabaseUnavailable, "The database was lost before the change was kept: nothing was changed.", RetryAfter: TimeSpan.FromSeconds(1)),
            };
        }
    }

    // Refusals for want of a right are kept: what was tried is as telling as what was done.
    private async Task<Problem?> AuditAsync(ChangeGroup group, Result<ChangeOutcome> result, CancellationToken cancellationToken)
    {
        var problems = result.IsOk ? result.Value.IsRepeated ? [] : result.Value.Rows.Select(r => r.Problem) : result.Problem.Details is { Count: > 0 } details ? details : [result.Problem];
        var refused = problems.OfType<Problem>().Where(p => p.Code is ErrorCode.RowNotAllowed or ErrorCode.ReadOnlyRow or ErrorCode.NotGiven).ToList();
        return refused.Count == 0 ? null : await refusals.NoteAsync(refused.Select(Refused), cancellationToken).ConfigureAwait(false);

        Refusal Refused(Problem problem)
        {
            var change = group.Changes.FirstOrDefault(c => c.Target.Length > 0 && IsOf(c, problem.Target)) ?? group.Changes[0];
            return Refusal.Of(group.Caller, change.Set.Name, change.Key, problem);
        }

        static bool IsOf(RowChange change, string? target) =>
            target is not null && target.StartsWith(change.Target, StringComparison.Ordinal) && (target.Length == change.Target.Length || target[change.Target.Length] == '/');
    }
}
