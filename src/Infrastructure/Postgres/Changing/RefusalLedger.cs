using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>Keeps refused attempts in the audit entries, at once as long as they are few; beyond that they are counted by kind, an entry a minute each.</summary>
/// <remarks>
/// Whoever is refused decides how often, so what is kept must have a bound: at the most <see cref="Burst"/> entries at once, then
/// <see cref="PerMinute"/> a minute and one for each of <see cref="MaxKinds"/> kinds. docs/decisions/0031 has the figures.
/// </remarks>
internal sealed class RefusalLedger : IAsyncDisposable
{
    /// <summary>Most entries made at once after a quiet time.</summary>
    public const int Burst = 200;

    /// <summary>How many more a minute may make an entry of their own.</summary>
    public const int PerMinute = 4;

    /// <summary>Most kinds that are counted apart; all others are counted together.</summary>
    public const int MaxKinds = 8;

    private const string Insert =
        "select plan.audit_refusal(r.caller, r.credential, r.request_id, r.entity_set, r.entity_code, r.problem, r.attempts) "
        + "from unnest($1, $2, $3, $4, $5, $6, $7) as r(caller, credential, request_id, entity_set, entity_code, problem, attempts)";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly DatabaseSources sources;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly Dictionary<Kind, Entry> counted = [];
    private double allowed = Burst;
    private long allowedAt;
    private Task flushing = Task.CompletedTask;

    public RefusalLedger(DatabaseSources sources, ILogger logger, TimeProvider time)
    {
        (this.sources, this.logger, this.time, allowedAt) = (sources, logger, time, time.GetTimestamp());
        timer = time.CreateTimer(_ => flushing = FlushAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keeps refusals.</summary>
    /// <returns>Null when they are kept or counted; the problem of a database that is away: they are counted then.</returns>
    public async Task<Problem?> NoteAsync(IEnumerable<Refusal> refusals, CancellationToken cancellationToken)
    {
        List<Entry> now;
        lock (gate)
        {
            now = [.. refusals.Select(Entry.Of).Where(e => MayWrite() || !Count(e))];
        }

        if (now.Count == 0 || await InsertAsync(now, cancellationToken).ConfigureAwait(false) is not { } problem)
        {
            return null;
        }

        CountAll(now);
        return problem;
    }

    /// <summary>Writes what was counted.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await flushing.ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    private async Task FlushAsync()
    {
        List<Entry> due;
        lock (gate)
        {
            due = [.. counted.Values];
            counted.Clear();
        }

        if (due.Count > 0 && await TryInsertAsync(due).ConfigureAwait(false) is { } message)
        {
            Log.RefusalsNotKept(logger, due.Sum(e => e.Attempts), message);
            CountAll(due);
        }
    }

    // Nobody waits for the timer's work, so that an exception would be seen by nobody.
    private async Task<string?> TryInsertAsync(List<Entry> due)
    {
        try
        {
            return (await InsertAsync(due, CancellationToken.None).ConfigureAwait(false))?.Message;
        }
        catch (NpgsqlException e)
        {
            return e.Message;
        }
    }

    private bool MayWrite()
    {
        var now = time.GetTimestamp();
        allowed = Math.Min(Burst, allowed + (time.GetElapsedTime(allowedAt, now) / Window * PerMinute));
        allowedAt = now;
        if (allowed < 1)
        {
            return false;
        }

        allowed--;
        return true;
    }

    private void CountAll(List<Entry> entries)
    {
        lock (gate)
        {
            entries.ForEach(e => Count(e));
        }
    }

    // True, since what is counted needs no entry of its own now.
    private bool Count(Entry entry)
    {
        if (counted.Count == 0)
        {
            timer.Change(Window, Timeout.InfiniteTimeSpan);
        }

        var kind = counted.ContainsKey(entry.Kind) || counted.Count < MaxKinds ? entry.Kind : Kind.Other;
        var before = counted.GetValueOrDefault(kind)?.Attempts ?? 0;
        counted[kind] = kind == entry.Kind
            ? entry with { EntityCode = null, Attempts = before + entry.Attempts }
            : new Entry(kind, "", null, "Attempts of other kinds.", before + entry.Attempts);
        return true;
    }

    private async Task<Problem?> InsertAsync(List<Entry> entries, CancellationToken cancellationToken)
    {
        var kept = await sources.WriteAsync<string>(
            DatabaseRole.Writer,
            async (connection, token) =>
            {
                await using var _ = connection.ConfigureAwait(false);
                await using var command = new NpgsqlCommand(Insert, connection)
                {
                    Parameters =
                    {
                        Texts(entries.Select(e => e.Kind.Caller)), Texts(entries.Select(e => e.Kind.Credential)), Texts(entries.Select(e => e.RequestId)),
                        Texts(entries.Select(e => e.Kind.Set)), Texts(entries.Select(e => e.EntityCode)), Texts(entries.Select(e => e.Problem)),
                        new() { Value = entries.Select(e => e.Attempts).ToArray() },
                    },
                };
                await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                return "";
            },
            cancellationToken).ConfigureAwait(false);
        return kept.Problem;
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private sealed record Kind(string Caller, string Credential, string? Set, ErrorCode Code)
    {
        public static Kind Other { get; } = new("-", "-", null, ErrorCode.ScopeMissing);
    }

    private sealed record Entry(Kind Kind, string RequestId, string? EntityCode, string Problem, int Attempts)
    {
        public static Entry Of(Refusal refusal) => new(
            new Kind(refusal.Caller, refusal.Credential, refusal.Set, refusal.Problem.Code),
            refusal.RequestId, Storable(refusal.Code), Storable($"{refusal.Problem.Code}: {refusal.Problem.Message}")!, 1);

        // What an attacker sends must not make the entry fail; no stored text has U+0000 or half a surrogate pair.
        private static string? Storable(string? text) =>
            text is null ? null : string.Concat(text.EnumerateRunes().Select(r => r.Value == 0 ? "\uFFFD" : r.ToString()));
    }
}
