using Kawasaki.Domain.Query;
using Kawasaki.Domain.Webhooks;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Webhooks;

/// <summary>What is due for a subscription, as one statement finds it.</summary>
internal static class DueRow
{
    /// <summary>Finds it by the code, `$1`; no row when nothing may be sent now.</summary>
    public static readonly string Statement = $"""
        select {SubscriptionRow.Of("s")}, s.secret, v.version, v.committed_at, f.committed_at, d.lineage, w.id, w.content_type, w.body, w.attempts
        from webhooks.subscriptions s
        cross join plan.data_version d
        left join past.data_versions f on f.version = s.version
        left join past.data_versions v on v.version = case when s.follows_all then (select min(c.data_version) from plan.changes c where c.data_version > s.version)
            else (select min(c.data_version) from plan.changes c where c.entity_set = s.entity_set and c.data_version > s.version) end
        left join lateral (select * from webhooks.deliveries w where w.subscription_code = s.code and w.state = 'waiting' order by w.sequence limit 1) w on true
        where s.code = $1 and s.state <> 'disabled' and s.next_attempt_at <= now()
        """;

    // The columns of the statement behind those of the subscription, in its order.
    private static readonly int Secret = SubscriptionRow.Width;
    private static readonly int Version = Secret + 1;
    private static readonly int VersionAt = Secret + 2;
    private static readonly int SinceAt = Secret + 3;
    private static readonly int Lineage = Secret + 4;
    private static readonly int WaitingId = Secret + 5;
    private static readonly int WaitingType = Secret + 6;
    private static readonly int WaitingBody = Secret + 7;
    private static readonly int WaitingAttempts = Secret + 8;

    /// <summary>Reads the row that a reader stands at; null when it holds nothing to send.</summary>
    public static DueDelivery? Read(NpgsqlDataReader row)
    {
        var subscription = SubscriptionRow.Read(row);
        var secret = row.GetFieldValue<byte[]>(Secret);
        if (subscription.State == SubscriptionState.Unverified)
        {
            return new DueDelivery(subscription, secret);
        }

        if (!row.IsDBNull(WaitingId))
        {
            return new DueDelivery(subscription, secret)
            {
                Failed = new FailedBody(row.GetString(WaitingId), row.GetString(WaitingType), row.GetFieldValue<byte[]>(WaitingBody), row.GetInt32(WaitingAttempts)),
            };
        }

        return row.IsDBNull(Version) ? null : new DueDelivery(subscription, secret)
        {
            At = new DataState(row.GetInt64(Version), row.GetFieldValue<DateTimeOffset>(VersionAt), row.GetGuid(Lineage)),
            Since = new DataState(subscription.Version, row.GetFieldValue<DateTimeOffset>(SinceAt), row.GetGuid(Lineage)),
        };
    }
}
