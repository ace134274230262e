using Kawasaki.Domain.Webhooks;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Webhooks;

/// <summary>What is due, over a connection of its own whose session locks hold the subscriptions that this instance works on.</summary>
/// <remarks>
/// A lock is gone with its session, at once when the process dies, so that another instance goes on. What was done is written over the same session: who
/// lost the lock cannot write, and the delivery is made again under the same name.
/// </remarks>
internal sealed class WebhookQueue(DatabaseOptions options) : IAsyncDisposable
{
    // What was given up of one subscription and is kept.
    private const int MaxFailed = 1_000;

    private readonly SemaphoreSlim turn = new(1);
    private NpgsqlConnection? session;
    private int generation;

    /// <summary>Codes of the subscriptions that something may be due for, the longest waiting first.</summary>
    /// <param name="busy">Codes to leave out.</param>
    /// <param name="most">Most of them.</param>
    /// <param name="token">Ends the look.</param>
    public Task<List<string>> DueAsync(string[] busy, int most, CancellationToken token) => RunAsync(null, async connection =>
    {
        const string Due = """
            select s.code from webhooks.subscriptions s
            where s.state <> 'disabled' and s.next_attempt_at <= now() and s.code <> all ($1)
              and (s.state = 'unverified'
                   or (s.follows_all and exists (select from plan.changes c where c.data_version > s.version))
                   or exists (select from plan.changes c where c.entity_set = s.entity_set and c.data_version > s.version)
                   or exists (select from webhooks.deliveries d where d.subscription_code = s.code and d.state = 'waiting'))
            order by s.next_attempt_at, s.code limit $2
            """;
        await using var command = new NpgsqlCommand(Due, connection) { Parameters = { new() { Value = busy, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var codes = new List<string>();
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            codes.Add(reader.GetString(0));
        }

        return codes;
    }, token);

    /// <summary>Takes a subscription; null when another instance has it.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="token">Gives up.</param>
    public Task<Claim?> ClaimAsync(string code, CancellationToken token) => RunAsync(null, async connection =>
    {
        await using var command = Command(connection, "select pg_try_advisory_lock($2, hashtext($1))", code, new NpgsqlParameter { Value = AdvisoryLocks.Subscription });
        return (bool)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))! ? new Claim(code, generation) : null;
    }, token);

    /// <summary>Gives a subscription back; one whose session is lost is back already.</summary>
    /// <param name="claim">The claim.</param>
    public async Task ReleaseAsync(Claim claim)
    {
        try
        {
            await RunAsync(claim, async connection =>
            {
                await using var command = Command(connection, "select pg_advisory_unlock($2, hashtext($1))", claim.Code, new NpgsqlParameter { Value = AdvisoryLocks.Subscription });
                return await command.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false);
            }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ClaimLostException)
        {
            await DropAsync(claim).ConfigureAwait(false);
        }
    }

    /// <summary>What is to be sent next; null when nothing is due.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="token">Gives up.</param>
    public Task<DueDelivery?> NextAsync(Claim claim, CancellationToken token) => RunAsync(claim, async connection =>
    {
        await using var command = Command(connection, DueRow.Statement, claim.Code);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        return await reader.ReadAsync(token).ConfigureAwait(false) ? DueRow.Read(reader) : null;
    }, token);

    /// <summary>The receiver wants deliveries.</summary>
    public Task VerifiedAsync(Claim claim, CancellationToken token) =>
        WriteAsync(claim, "update webhooks.subscriptions set state = 'active', reason = null, attempts = 0, last_error = null where code = $1 and state = 'unverified'", token);

    /// <summary>A part of a version has been taken, or there was nothing to tell.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="due">What was due.</param>
    /// <param name="next">Key after which the version goes on; null at its end.</param>
    /// <param name="token">Gives up.</param>
    public Task ToldAsync(Claim claim, DueDelivery due, string? next, CancellationToken token) =>
        WriteAsync(claim, Advance + ", attempts = 0, last_error = null, failures = 0 where code = $1 and version = $4 and part = $5", token, Place(due, next));

    /// <summary>A delivery is given up: it is kept, and the next one is due.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="due">What was due.</param>
    /// <param name="page">The events.</param>
    /// <param name="error">How the last attempt ended.</param>
    /// <param name="maxFailures">Deliveries given up one after the other before the subscription is disabled.</param>
    /// <param name="token">Gives up.</param>
    public Task GiveUpAsync(Claim claim, DueDelivery due, EventPage page, string error, int maxFailures, CancellationToken token)
    {
        const string GiveUp = $"""
            with kept as (
                insert into webhooks.deliveries (subscription_code, id, state, attempts, last_error, content_type, body)
                select s.code, $6, 'dead', s.attempts + 1, $7, $8, $9 from webhooks.subscriptions s where s.code = $1 and s.version = $4 and s.part = $5
                on conflict (subscription_code, id) do update set state = 'dead', attempted_at = now(), last_error = excluded.last_error),
            pruned as (
                delete from webhooks.deliveries o where o.subscription_code = $1
                  and o.sequence <= (select k.sequence from webhooks.deliveries k where k.subscription_code = $1 order by k.sequence desc offset $11 limit 1))
            {Advance}, attempts = 0, last_error = $7, failures = failures + 1,
                state = case when failures + 1 >= $10 then 'disabled' else state end,
                reason = case when failures + 1 >= $10 then 'too many deliveries in a row were given up: ' || $7 end
            where code = $1 and version = $4 and part = $5
            """;
        return WriteAsync(
            claim, GiveUp, token,
            [.. Place(due, page.Next), Text(due.Id), Text(error), Text(page.ContentType), new() { Value = page.Body }, new() { Value = maxFailures }, new() { Value = MaxFailed - 1 }]);
    }

    /// <summary>An attempt failed; another follows.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="error">How it ended.</param>
    /// <param name="pause">Until the next.</param>
    /// <param name="counts">Whether it counts as an attempt.</param>
    /// <param name="token">Gives up.</param>
    public Task PostponeAsync(Claim claim, string error, TimeSpan pause, bool counts, CancellationToken token) => WriteAsync(
        claim, "update webhooks.subscriptions set attempts = attempts + $4, last_error = $2, next_attempt_at = now() + $3 where code = $1", token,
        Text(error), new() { Value = pause, NpgsqlDbType = NpgsqlDbType.Interval }, new() { Value = counts ? 1 : 0 });

    /// <summary>Nothing more is sent until the owner says so.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="reason">Why.</param>
    /// <param name="token">Gives up.</param>
    public Task DisableAsync(Claim claim, string reason, CancellationToken token) => WriteAsync(
        claim, "update webhooks.subscriptions set state = 'disabled', reason = $2, last_error = $2, attempts = 0 where code = $1", token, Text(reason));

    /// <summary>A delivery that was given up has been attempted again.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="id">Its name.</param>
    /// <param name="error">How it ended; null when it was taken.</param>
    /// <param name="token">Gives up.</param>
    public Task ReplayedAsync(Claim claim, string id, string? error, CancellationToken token) => WriteAsync(
        claim,
        """
        update webhooks.deliveries set state = case when $3::text is null then 'delivered' else 'dead' end, attempts = attempts + 1, attempted_at = now(), last_error = $3
        where subscription_code = $1 and id = $2
        """,
        token, Text(id), Text(error));

    /// <summary>How much is to be done, for those who watch.</summary>
    /// <param name="token">Gives up.</param>
    public Task<WebhookBacklog> CountAsync(CancellationToken token) => RunAsync(null, async connection =>
    {
        // Of a subscription that is far behind it is enough to know that it is.
        const string Count = """
            select (select count(*) from webhooks.subscriptions s where s.state = 'active'), (select count(*) from webhooks.subscriptions s where s.state = 'disabled'),
                   coalesce((select sum(b.behind) from webhooks.subscriptions s cross join lateral (
                       select count(*) as behind from (
                           (select from plan.changes c where s.follows_all and c.data_version > s.version limit 10000)
                           union all
                           (select from plan.changes c where not s.follows_all and c.entity_set = s.entity_set and c.data_version > s.version limit 10000)) c) b
                     where s.state <> 'disabled'), 0)::bigint,
                   (select count(*) from webhooks.deliveries d where d.state = 'dead')
            """;
        await using var command = new NpgsqlCommand(Count, connection);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await reader.ReadAsync(token).ConfigureAwait(false);
        return new WebhookBacklog(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }, token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        turn.Dispose();
    }

    // $2 the version told and $3 its key, when it is told to the end and when it is not.
    private const string Advance = """
        update webhooks.subscriptions set version = case when $3::text is null then $2 else version end, part = case when $3::text is null then 0 else part + 1 end, after_key = $3
        """;

    private static NpgsqlParameter[] Place(DueDelivery due, string? next) =>
        [new() { Value = due.At!.Version }, Text(next), new() { Value = due.Subscription.Version }, new() { Value = due.Subscription.Part }];

    private Task<int> WriteAsync(Claim claim, string sql, CancellationToken token, params NpgsqlParameter[] parameters) => RunAsync(claim, async connection =>
    {
        await using var command = Command(connection, sql, claim.Code, parameters);
        return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }, token);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string code, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { Text(code) } };
        command.Parameters.AddRange(parameters);
        return command;
    }

    private async Task<T> RunAsync<T>(Claim? claim, Func<NpgsqlConnection, Task<T>> work, CancellationToken token)
    {
        await turn.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (session is not { FullState: System.Data.ConnectionState.Open })
            {
                await OpenAsync(token).ConfigureAwait(false);
            }

            return claim is not null && claim.Generation != generation ? throw new ClaimLostException() : await work(session!).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task OpenAsync(CancellationToken token)
    {
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        generation++;
        var connection = ConnectionStrings.For(DatabaseRole.Writer, options);
        connection.Pooling = false;
        connection.ApplicationName = $"{ConnectionStrings.ApplicationName} webhooks";
        if (ConnectionStrings.HasSeveralHosts(connection))
        {
            connection.TargetSessionAttributes = "primary";
        }

        session = new NpgsqlConnection(connection.ConnectionString);
        await session.OpenAsync(token).ConfigureAwait(false);
    }

    // A lock that could not be given back is given back with its session, when nobody else uses it; a session opened since then never had it.
    private async Task DropAsync(Claim claim)
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (session is not null && claim.Generation == generation)
            {
                await session.DisposeAsync().ConfigureAwait(false);
                session = null;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

/// <summary>A subscription that this instance works on.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Generation">Which session holds it.</param>
internal sealed record Claim(string Code, int Generation);

/// <summary>The session that held a subscription is gone.</summary>
internal sealed class ClaimLostException : Exception;

/// <summary>How much is to be done.</summary>
/// <param name="Active">Subscriptions that are told.</param>
/// <param name="Disabled">Subscriptions that are not.</param>
/// <param name="Behind">Changes still to be looked at, 10,000 of each subscription at most.</param>
/// <param name="Dead">Deliveries given up.</param>
internal sealed record WebhookBacklog(long Active, long Disabled, long Behind, long Dead);
