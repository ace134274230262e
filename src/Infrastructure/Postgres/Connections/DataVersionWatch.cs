using Kawasaki.Domain.Query;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Follows the version of the data over a connection of its own that listens for changes, so that all instances on a database agree.</summary>
/// <remarks>
/// Notices sent while the connection is down are lost: the version is unknown from the moment of the loss until it was read anew. It listens on
/// the server that answers reads; where that is one of several or a standby, which may lag or cannot listen, the version stays unknown.
/// </remarks>
public sealed class DataVersionWatch : IDataVersions, IAsyncDisposable
{
    private const string Channel = "kawasaki_data_version";

    // A half-open connection gives no error: asking now and then bounds how long it is believed.
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly NpgsqlConnectionStringBuilder connection;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource leaving = new();
    private readonly Task watch;
    private DataVersion? current;
    private Guid? lineage;
    private long least;

    private DataVersionWatch(NpgsqlConnectionStringBuilder connection, ILogger logger, TimeProvider time)
    {
        (this.connection, this.logger, this.time) = (connection, logger, time);
        watch = ConnectionStrings.HasSeveralHosts(connection) ? Task.CompletedTask : WatchAsync(leaving.Token);
    }

    /// <inheritdoc/>
    public DataVersion? Current => Volatile.Read(ref current) is { } version && version.Number >= Interlocked.Read(ref least) ? version : null;

    /// <inheritdoc/>
    public void AtLeast(long number)
    {
        for (var known = Interlocked.Read(ref least); known < number;)
        {
            var before = Interlocked.CompareExchange(ref least, number, known);
            known = before == known ? number : before;
        }
    }

    /// <summary>Begins to watch; the version is known a moment later.</summary>
    /// <param name="options">The database.</param>
    /// <param name="logger">Told when the connection is lost and found.</param>
    /// <param name="time">Clock of the pauses.</param>
    public static DataVersionWatch Start(DatabaseOptions options, ILogger logger, TimeProvider time)
    {
        var connection = ConnectionStrings.For(DatabaseRole.Reader, options);
        connection.Pooling = false;
        connection.KeepAlive = 0; // asking does it
        connection.CommandTimeout = 2;
        connection.ApplicationName = $"{ConnectionStrings.ApplicationName} watch";
        return new DataVersionWatch(connection, logger, time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        leaving.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => delay = FirstDelay, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested && e is OperationCanceledException or NpgsqlException)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or System.IO.IOException)
            {
                Log.VersionUnknown(logger, (e as PostgresException)?.SqlState ?? "connection", delay.TotalSeconds);
            }
            catch (Exception e)
            {
                // A bug, or a server that is none: said loudly, and no reason to give up for good.
                Log.WatchFailed(logger, delay.TotalSeconds, e);
            }
            finally
            {
                Volatile.Write(ref current, null);
            }

            await PauseAsync(delay, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken cancellationToken)
    {
        var listener = new NpgsqlConnection(connection.ConnectionString);
        await using (listener.ConfigureAwait(false))
        {
            await listener.OpenAsync(cancellationToken).ConfigureAwait(false);
            // From the notice on the old version is wrong. Notices come while this method waits for the server, never beside it.
            var notices = 0;
            listener.Notification += (_, _) =>
            {
                notices++;
                Volatile.Write(ref current, null);
            };
            using (var listen = new NpgsqlCommand($"listen {Channel}", listener))
            {
                await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            connected();
            while (true)
            {
                var before = notices;
                var read = await ReadAsync(listener, cancellationToken).ConfigureAwait(false);
                if (notices != before)
                {
                    continue; // a change committed while the version was read
                }

                Forget(read?.Lineage);
                Volatile.Write(ref current, read);
                await listener.WaitAsync(AskEvery, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Numbers of another database, put in place of the first, do not compare.
    private void Forget(Guid? seen)
    {
        if (lineage is not null && seen is not null && seen != lineage)
        {
            Interlocked.Exchange(ref least, 0);
        }

        lineage = seen ?? lineage;
    }

    private static async Task<DataVersion?> ReadAsync(NpgsqlConnection listener, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("select version, lineage, changed_at from plan.data_version", listener);
        using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? new DataVersion(reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)) : null;
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(delay, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = either.Token.Register(() => done.TrySetResult());
        await done.Task.ConfigureAwait(false);
    }
}
