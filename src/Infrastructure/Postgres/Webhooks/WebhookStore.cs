using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Webhooks;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Webhooks;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Webhooks;

/// <summary>Subscriptions in the database, as their owners make, see and change them.</summary>
/// <param name="sources">Connections.</param>
/// <param name="options">How many one owner may have.</param>
/// <param name="secrets">How secrets are stored.</param>
public sealed class WebhookStore(DatabaseSources sources, WebhookOptions options, SecretBox secrets) : IWebhookStore
{
    private const string DeliveryColumns = "d.id, d.state, d.attempts, d.created_at, d.attempted_at, d.last_error, d.body";

    /// <inheritdoc/>
    public async Task<Result<Subscription>> CreateAsync(Subscription subscription, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subscription);

        const string Insert = $"""
            insert into webhooks.subscriptions (code, owner, url, entity_set, filter, follows_all, description, max_events, secret, version)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, (select v.version from plan.data_version v)
            where (select count(*) from webhooks.subscriptions s where s.owner = $2) < $10
            returning {SubscriptionRow.Columns}
            """;
        return await sources.WriteAsync<Subscription>(DatabaseRole.Writer, async (connection, token) =>
        {
            await using var _ = connection.ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);

            // One after the other for an owner, so that two at once do not pass the limit together. A statement of its own: the count after it sees what the one before made.
            await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock($2, hashtext($1))", connection, transaction)
            {
                Parameters = { Text(subscription.Owner), new() { Value = AdvisoryLocks.SubscriptionOwner } },
            })
            {
                await turn.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            }

            await using var insert = new NpgsqlCommand(Insert, connection, transaction);
            NpgsqlParameter[] values =
            [
                Text(subscription.Code), Text(subscription.Owner), Text(subscription.Url.AbsoluteUri), Text(subscription.EntitySet), Text(subscription.Filter), new() { Value = subscription.FollowsAll },
                Text(subscription.Description), new() { Value = subscription.MaxEvents }, new() { Value = secrets.Seal(secret.Span, subscription.Code) }, new() { Value = (long)options.MaxSubscriptions },
            ];
            insert.Parameters.AddRange(values);
            Subscription made;
            await using (var reader = await insert.ExecuteReaderAsync(token).ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    return new Problem(ErrorCode.TooManySubscriptions, $"A caller has at most {options.MaxSubscriptions} subscriptions.", Hint: "Remove one that is not needed.");
                }

                made = SubscriptionRow.Read(reader);
            }

            await transaction.CommitAsync(token).ConfigureAwait(false);
            return made;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Result<IReadOnlyList<Subscription>>> ListAsync(string owner, CancellationToken cancellationToken) =>
        sources.AllAsync(DatabaseRole.Writer, $"select {SubscriptionRow.Columns} from webhooks.subscriptions where owner = $1 order by code", [Text(owner)], SubscriptionRow.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<Result<Subscription>> FindAsync(string owner, string code, CancellationToken cancellationToken) =>
        OneAsync($"select {SubscriptionRow.Columns} from webhooks.subscriptions where owner = $1 and code = $2", [Text(owner), Text(code)], SubscriptionRow.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<Result<Subscription>> ChangeAsync(string owner, string code, SubscriptionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);

        // A version half told under another filter is told again from its beginning; what has other contents has another name too, or a receiver would
        // drop it as a repetition. A new address is asked first, like one that is taken up again after failures.
        const string Update = $"""
            update webhooks.subscriptions set
                url = coalesce($3, url),
                filter = case when $4 is null then filter else nullif($4, '') end,
                follows_all = coalesce($5, follows_all),
                part = part + case when $4 is null and $7 is null then 0 else 1 end,
                after_key = case when $4 is null then after_key end,
                description = case when $6 is null then description else nullif($6, '') end,
                max_events = coalesce($7, max_events),
                state = case when $8 is false then 'disabled' when $3 is not null and $3 <> url and (state <> 'disabled' or $8) then 'unverified' when $8 and state = 'disabled' then 'unverified' else state end,
                reason = case when $8 is false then 'by its owner' when $8 then null else reason end,
                secret = coalesce($9, secret),
                attempts = case when $8 or $3 is not null then 0 else attempts end,
                failures = case when $8 then 0 else failures end,
                next_attempt_at = now()
            where owner = $1 and code = $2
            returning {SubscriptionRow.Columns}
            """;
        return OneAsync(
            Update,
            [
                Text(owner), Text(code), Text(change.Url?.AbsoluteUri), Text(change.Filter), new() { Value = (object?)change.FollowsAll ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean }, Text(change.Description),
                new() { Value = (object?)change.MaxEvents ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = (object?)change.IsActive ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean },
                new() { Value = change.Secret is { } secret ? secrets.Seal(secret.Span, code) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
            ],
            SubscriptionRow.Read,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Result<Subscription>> DeleteAsync(string owner, string code, CancellationToken cancellationToken) =>
        OneAsync($"delete from webhooks.subscriptions where owner = $1 and code = $2 returning {SubscriptionRow.Columns}", [Text(owner), Text(code)], SubscriptionRow.Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<Result<IReadOnlyList<FailedDelivery>>> DeliveriesAsync(string owner, string code, CancellationToken cancellationToken)
    {
        var known = await FindAsync(owner, code, cancellationToken).ConfigureAwait(false);
        return known.IsOk
            ? await sources.AllAsync(
                DatabaseRole.Writer, $"select {DeliveryColumns} from webhooks.deliveries d where d.subscription_code = $1 order by d.sequence desc limit 100", [Text(code)], Delivery, cancellationToken).ConfigureAwait(false)
            : known.Problem;
    }

    /// <inheritdoc/>
    public Task<Result<FailedDelivery>> ReplayAsync(string owner, string code, string id, CancellationToken cancellationToken)
    {
        const string Update = $"""
            with own as (update webhooks.subscriptions set next_attempt_at = now() where owner = $1 and code = $2 returning code)
            update webhooks.deliveries d set state = 'waiting' from own
            where d.subscription_code = own.code and d.id = $3
            returning {DeliveryColumns}
            """;
        return OneAsync(Update, [Text(owner), Text(code), Text(id)], Delivery, cancellationToken);
    }

    private Task<Result<T>> OneAsync<T>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : notnull =>
        sources.OneAsync(DatabaseRole.Writer, sql, parameters, read, new Problem(ErrorCode.NotFound, "There is no such subscription or delivery of yours."), cancellationToken);

    private static FailedDelivery Delivery(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4), SubscriptionRow.Text(row, 5), row.GetFieldValue<byte[]>(6));

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
