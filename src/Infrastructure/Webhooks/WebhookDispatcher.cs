using System.Collections.Concurrent;
using Kawasaki.Domain.Webhooks;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Webhooks;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Looks for what is due and has it delivered: each subscription by itself, so that a slow receiver keeps nobody waiting.</summary>
public sealed class WebhookDispatcher : IAsyncDisposable
{
    // A look costs one short statement; nobody waits longer than this for the first attempt.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private const int LooksBetweenCounts = 30;

    // Each is a small object that waits; what they send is bounded by the deliveries under way.
    private const int MaxRunning = 1_000;

    private readonly WebhookQueue queue;
    private readonly WebhookClient client;
    private readonly WebhookMeter meter;
    private readonly DeliveryRun run;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource leaving = new();
    private readonly Task looking;

    private WebhookDispatcher(DatabaseOptions database, IEventReader events, WebhookOptions options, ILogger logger, TimeProvider time)
    {
        (this.logger, this.time) = (logger, time);
        var receivers = new Receivers(options, logger, time);
        queue = new WebhookQueue(database);
        client = new WebhookClient(new AddressGuard(options), options, time);
        meter = new WebhookMeter(() => receivers.OpenCount);
        run = new DeliveryRun(queue, client, receivers, events, new SecretBox(options), options, meter, logger, time);
        looking = LookAsync(leaving.Token);
    }

    /// <summary>Begins to deliver.</summary>
    /// <param name="database">The database.</param>
    /// <param name="events">Tells what has changed.</param>
    /// <param name="options">To whom, and how hard it is tried.</param>
    /// <param name="logger">Told of what is given up.</param>
    /// <param name="time">Clock.</param>
    public static WebhookDispatcher Start(DatabaseOptions database, IEventReader events, WebhookOptions options, ILogger logger, TimeProvider time) =>
        new(database, events, options, logger, time);

    /// <summary>Ends: nothing new is begun, deliveries under way are finished and written down.</summary>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        await looking.ConfigureAwait(false);
        await Task.WhenAll(running.Values).ConfigureAwait(false);
        run.Dispose();
        client.Dispose();
        meter.Dispose();
        await queue.DisposeAsync().ConfigureAwait(false);
        leaving.Dispose();
    }

    private async Task LookAsync(CancellationToken token)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        for (var look = 0; !token.IsCancellationRequested; look++)
        {
            await GuardAsync(async () =>
            {
                foreach (var code in await queue.DueAsync([.. running.Keys], Math.Max(0, MaxRunning - running.Count), token).ConfigureAwait(false))
                {
                    // Entered before it can end.
                    var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    running[code] = WorkAsync(code, begin.Task, token);
                    begin.SetResult();
                }

                if (look % LooksBetweenCounts == 0)
                {
                    meter.Note(await queue.CountAsync(token).ConfigureAwait(false));
                }
            }).ConfigureAwait(false);
            try
            {
                await timer.WaitForNextTickAsync(token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task WorkAsync(string code, Task begin, CancellationToken token)
    {
        await begin.ConfigureAwait(false);
        await GuardAsync(() => run.RunAsync(code, token)).ConfigureAwait(false);
        running.TryRemove(code, out _);
    }

    // A database that is away is asked again at the next look; so is one that a bug of ours meets, said loudly.
    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Leaving is no failure.
        }
        catch (ClaimLostException)
        {
            Log.ClaimLost(logger);
        }
        catch (Exception e) when (PostgresErrors.ToProblem(e) is { } problem)
        {
            Log.WebhooksWait(logger, problem.Message);
        }
        catch (Exception e)
        {
            Log.WebhooksFailed(logger, e);
        }
    }
}
