using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>W2: one attempt at a group of changes, up to its commit: lock and read, decide, write, raise the version.</summary>
/// <param name="connection">Of the writer role.</param>
/// <param name="transaction">The attempt's transaction.</param>
/// <param name="storage">Where the model is kept.</param>
/// <param name="group">The changes.</param>
/// <param name="options">How long requests are remembered.</param>
internal sealed class ChangeAttempt(NpgsqlConnection connection, NpgsqlTransaction transaction, StorageMap storage, ChangeGroup group, ChangeOptions options)
{
    private const string NameCaller = "select set_config('kawasaki.caller', $1, true), set_config('kawasaki.credential', $2, true), set_config('kawasaki.request_id', $3, true)";

    private const string ForgetPlans = "discard plans";

    // A session keeps the plans of its triggers too, made for the rows of an earlier change: those for one row take seconds on thousands of rows, and those
    // for thousands read whole tables for one. So changes of many rows begin and end without any.
    private const int FewRows = 100;

    private readonly RepeatedRequest? repeated = group.Repeat is { } repeat ? new RepeatedRequest(group, repeat, options) : null;
    private readonly Dictionary<(EntitySetModel Set, RowKey Key), long> revisions = [];
    private long version;

    /// <summary>The transaction's number, by which the server later tells whether it was committed; null when nothing was written.</summary>
    public string? TransactionId { get; private set; }

    /// <summary>Does everything but commit.</summary>
    /// <returns>
    /// The outcome, to be committed unless it is one of before; a problem, to be rolled back; null when a row came to exist in the meantime: try again.
    /// </returns>
    public async Task<Result<ChangeOutcome>?> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new RowCollection(storage, group);
        await using (var reading = new BatchReading(connection, transaction))
        {
            Begin(reading);
            rows.AddRows(reading);
            rows.AddReferences(reading);
            await reading.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (repeated?.Earlier() is { } earlier)
        {
            return earlier;
        }

        await using (var reading = new BatchReading(connection, transaction))
        {
            rows.AddDepartments(reading);
            await reading.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        var outcomes = group.Changes.Select(c => new RowDecider(rows.States[c.Set], rows.References).Decide(c)).ToList();
        if (group.IsAtomic && outcomes.Find(o => o.Problem is not null) is { Problem: { } problem })
        {
            return Together(outcomes, problem);
        }

        if (!await WriteAsync(rows, outcomes, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        return new ChangeOutcome(WithRevisions(outcomes), version, IsRepeated: false);
    }

    private void Begin(BatchReading batch)
    {
        if (group.Changes.Count > FewRows)
        {
            batch.Add(ForgetPlans);
        }

        batch.Add(
            new NpgsqlBatchCommand(NameCaller) { Parameters = { new() { Value = group.Caller.Name }, new() { Value = group.Caller.Credential }, new() { Value = group.Caller.RequestId } } },
            _ => { });
        batch.Add("set constraints all deferred");
        repeated?.AddLookup(batch);
    }

    // The findings of all rows, so that the caller sees them at once; whoever changed a single row gets its problem as it is.
    private static Problem Together(List<RowOutcome> outcomes, Problem first)
    {
        var all = outcomes.Where(o => o.Problem is not null).SelectMany(o => o.Problem!.Details is { Count: > 0 } details ? details : [o.Problem]).ToList();
        return all.Count == 1 ? first : RowRules.Together(all);
    }

    private async Task<bool> WriteAsync(RowCollection rows, List<RowOutcome> outcomes, CancellationToken cancellationToken)
    {
        var made = 0;
        await using (var writing = new BatchReading(connection, transaction))
        {
            foreach (var state in rows.States.Values)
            {
                made += new NetWriter(storage, state).Add(writing, (key, revision) => revisions[(state.Set, key)] = revision);
            }

            foreach (var state in rows.States.Values)
            {
                new NetWriter(storage, state).AddLinks(writing);
            }

            if (repeated is null)
            {
                End(writing);
            }

            await writing.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (revisions.Count < made)
        {
            return false;
        }

        if (repeated is not null)
        {
            await using var ending = new BatchReading(connection, transaction);
            End(ending);
            repeated.AddOutcome(ending, WithRevisions(outcomes));
            await ending.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // References are checked and the version is raised here and not by the commit, so that both are known before it.
    private void End(BatchReading batch)
    {
        batch.Add("set constraints all immediate");
        batch.Add(
            new NpgsqlBatchCommand("select version, pg_current_xact_id_if_assigned()::text from plan.data_version"),
            r => (version, TransactionId) = (r.GetInt64(0), r.IsDBNull(1) ? null : r.GetString(1)));
        if (group.Changes.Count > FewRows)
        {
            batch.Add(ForgetPlans);
        }
    }

    private List<RowOutcome> WithRevisions(List<RowOutcome> outcomes) =>
        [.. outcomes.Zip(group.Changes, (o, c) => o.Kind is RowOutcomeKind.Deleted or RowOutcomeKind.Failed ? o
            : o with { Revision = revisions.TryGetValue((c.Set, RowKey.Of(o.Key)), out var revision) ? revision : o.Revision })];
}
