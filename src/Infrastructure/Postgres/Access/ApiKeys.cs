using System.Collections.Concurrent;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Access;

/// <summary>The keys as the running service sees them; stores once a minute, and at the end, when they were last used.</summary>
public sealed class ApiKeys : IApiKeys, IAsyncDisposable
{
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);

    private readonly ApiKeyStore store;
    private readonly DatabaseSources sources;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly PeriodicTimer timer;
    private readonly Task storing;
    private ConcurrentDictionary<string, DateTimeOffset> uses = new(StringComparer.Ordinal);

    private ApiKeys(DatabaseSources sources, ILogger logger, TimeProvider time)
    {
        (this.sources, this.logger, this.time, store) = (sources, logger, time, new ApiKeyStore(sources));
        timer = new PeriodicTimer(StoreEvery, time);
        storing = StoreAgainAsync();
    }

    /// <summary>Begins to note uses; nothing connects before the first key is asked for.</summary>
    /// <param name="sources">Connections.</param>
    /// <param name="logger">Told when a use cannot be stored.</param>
    /// <param name="time">Clock.</param>
    public static ApiKeys Start(DatabaseSources sources, ILogger logger, TimeProvider time) => new(sources, logger, time);

    /// <inheritdoc/>
    public Task<Result<ApiKey>> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <inheritdoc/>
    public void NoteUse(string id) => uses[id] = time.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await storing.ConfigureAwait(false);
        await StoreAsync().ConfigureAwait(false);
    }

    private async Task StoreAgainAsync()
    {
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            await StoreAsync().ConfigureAwait(false);
        }
    }

    private async Task StoreAsync()
    {
        var noted = Interlocked.Exchange(ref uses, new(StringComparer.Ordinal)).ToArray();
        if (noted.Length == 0)
        {
            return;
        }

        var stored = await sources.WriteAsync<int>(DatabaseRole.Writer, async (connection, token) =>
        {
            await using var _ = connection.ConfigureAwait(false);
            await using var command = new NpgsqlCommand(
                """
                update access.api_keys k set last_used_at = greatest(k.last_used_at, u.used_at)
                from unnest($1, $2) as u (key_id, used_at) where k.key_id = u.key_id
                """,
                connection)
            {
                Parameters = { new() { Value = noted.Select(n => n.Key).ToArray() }, new() { Value = noted.Select(n => n.Value).ToArray() } },
            };
            return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }, CancellationToken.None).ConfigureAwait(false);
        if (stored.Problem is { } problem)
        {
            // The next use is noted again; a minute of a machine's history is not worth a queue.
            Log.UseNotStored(logger, problem.Message);
        }
    }
}
