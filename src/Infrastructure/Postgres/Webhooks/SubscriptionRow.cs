using Kawasaki.Domain.Webhooks;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Webhooks;

/// <summary>A subscription as its table holds it.</summary>
internal static class SubscriptionRow
{
    /// <summary>The columns read.</summary>
    public const string Columns =
        "code, owner, url, entity_set, filter, follows_all, description, max_events, state, reason, created_at, version, part, after_key, attempts, next_attempt_at, last_error, failures";

    /// <summary>How many they are.</summary>
    public static readonly int Width = Columns.Split(", ").Length;

    /// <summary>The same of a table with a name of its own.</summary>
    /// <param name="alias">The name.</param>
    public static string Of(string alias) => string.Join(", ", Columns.Split(", ").Select(c => $"{alias}.{c}"));

    /// <summary>Reads the row that a reader stands at.</summary>
    public static Subscription Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), new Uri(row.GetString(2)), row.GetString(3), Text(row, 4), row.GetBoolean(5), Text(row, 6), row.GetInt32(7))
    {
        State = row.GetString(8) switch
        {
            "unverified" => SubscriptionState.Unverified,
            "active" => SubscriptionState.Active,
            "disabled" => SubscriptionState.Disabled,
            var state => throw new InvalidOperationException($"No state {state}."),
        },
        Reason = Text(row, 9),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
        Version = row.GetInt64(11),
        Part = row.GetInt32(12),
        AfterKey = Text(row, 13),
        Attempts = row.GetInt32(14),
        NextAttemptAt = row.GetFieldValue<DateTimeOffset>(15),
        LastError = Text(row, 16),
        Failures = row.GetInt32(17),
    };

    /// <summary>A text that may be null.</summary>
    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
