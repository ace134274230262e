using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Webhooks;
using Kawasaki.Infrastructure.Postgres.Webhooks;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Works on one subscription: one delivery after the other, in commit order, until nothing is due or a long pause begins.</summary>
/// <remarks>
/// Attempts and the next one's moment stand in the database, so that they outlive the process; short pauses are waited for here. What is to be sent is read
/// for each attempt: nothing is held in memory in between.
/// </remarks>
internal sealed class DeliveryRun : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(5);

    private readonly WebhookQueue queue;
    private readonly WebhookClient client;
    private readonly Receivers receivers;
    private readonly IEventReader events;
    private readonly SecretBox secrets;
    private readonly WebhookOptions options;
    private readonly WebhookMeter meter;
    private readonly ILogger logger;
    private readonly SemaphoreSlim slots;
    private readonly ResiliencePipeline<Step> retries;

    /// <summary>Prepares; used by any number of runs at once.</summary>
    public DeliveryRun(WebhookQueue queue, WebhookClient client, Receivers receivers, IEventReader events, SecretBox secrets, WebhookOptions options, WebhookMeter meter, ILogger logger, TimeProvider time)
    {
        (this.queue, this.client, this.receivers, this.events, this.secrets, this.options, this.meter, this.logger) = (queue, client, receivers, events, secrets, options, meter, logger);
        slots = new SemaphoreSlim(options.MaxParallel);
        retries = new ResiliencePipelineBuilder<Step> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<Step>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Pause <= LongestWait),
            MaxRetryAttempts = int.MaxValue, // those of a delivery are counted in the database
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.Pause),
        }).Build();
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    /// <summary>Works on a subscription, unless another instance does.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="leaving">Begins nothing new; what is under way is finished.</param>
    public async Task RunAsync(string code, CancellationToken leaving)
    {
        if (await queue.ClaimAsync(code, leaving).ConfigureAwait(false) is not { } claim)
        {
            return;
        }

        try
        {
            while (await retries.ExecuteAsync(async token => await StepAsync(claim, token).ConfigureAwait(false), leaving).ConfigureAwait(false) == Step.Done)
            {
                leaving.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await queue.ReleaseAsync(claim).ConfigureAwait(false);
        }
    }

    private async Task<Step> StepAsync(Claim claim, CancellationToken leaving)
    {
        if (await queue.NextAsync(claim, leaving).ConfigureAwait(false) is not { } due)
        {
            return Step.Nothing;
        }

        if (secrets.TryOpen(due.StoredSecret, claim.Code) is not { } secret)
        {
            await queue.DisableAsync(claim, "the service cannot read the secret any more: give a new one", leaving).ConfigureAwait(false);
            return Step.Nothing;
        }

        EventPage? page = null;
        if (due.At is not null)
        {
            var read = await events.ReadAsync(due.Subscription, due.Since!, due.At, leaving).ConfigureAwait(false);
            if (!read.IsOk)
            {
                return await UnreadAsync(claim, read.Problem, leaving).ConfigureAwait(false);
            }

            page = read.Value;
            if (page.Count == 0)
            {
                await queue.ToldAsync(claim, due, page.Next, leaving).ConfigureAwait(false);
                return Step.Done;
            }
        }

        return await AttemptAsync(claim, due, page, secret, leaving).ConfigureAwait(false);
    }

    private async Task<Step> AttemptAsync(Claim claim, DueDelivery due, EventPage? page, byte[] secret, CancellationToken leaving)
    {
        await slots.WaitAsync(leaving).ConfigureAwait(false);
        SendOutcome outcome;
        try
        {
            outcome = await receivers.Of(due.Subscription.Owner, due.Subscription.Url)
                .ExecuteAsync(async _ => await SendAsync(due, page, secret).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            meter.Count("leftAlone");
            var pause = e.RetryAfter ?? options.BreakDuration;
            await queue.PostponeAsync(claim, "The receiver is left alone for a while: most attempts failed.", pause, counts: false, CancellationToken.None).ConfigureAwait(false);
            return new Step(pause);
        }
        finally
        {
            slots.Release();
        }

        // Also while leaving: what the receiver has taken is written down.
        return outcome.Error is null ? await TakenAsync(claim, due, page).ConfigureAwait(false) : await FailedAsync(claim, due, page, outcome).ConfigureAwait(false);
    }

    private Task<SendOutcome> SendAsync(DueDelivery due, EventPage? page, byte[] secret) =>
        page is not null ? client.SendAsync(due.Subscription.Url, secret, due.Id, page.ContentType, page.Body)
        : due.Failed is { } failed ? client.SendAsync(due.Subscription.Url, secret, failed.Id, failed.ContentType, failed.Body)
        : client.AskAsync(due.Subscription.Url, secret, due.Id);

    private async Task<Step> TakenAsync(Claim claim, DueDelivery due, EventPage? page)
    {
        meter.Count("taken");
        await (page is not null ? queue.ToldAsync(claim, due, page.Next, CancellationToken.None)
            : due.Failed is not null ? queue.ReplayedAsync(claim, due.Id, null, CancellationToken.None)
            : queue.VerifiedAsync(claim, CancellationToken.None)).ConfigureAwait(false);
        return Step.Done;
    }

    private async Task<Step> FailedAsync(Claim claim, DueDelivery due, EventPage? page, SendOutcome outcome)
    {
        var (error, attempts) = (outcome.Error!, due.Subscription.Attempts + 1);
        if (due.Failed is not null)
        {
            meter.Count("failed");
            await queue.ReplayedAsync(claim, due.Id, error, CancellationToken.None).ConfigureAwait(false);
            return Step.Done;
        }

        if (outcome.IsGone || (attempts >= options.MaxAttempts && page is null))
        {
            meter.Count("givenUp");
            Log.SubscriptionDisabled(logger, claim.Code, error);
            await queue.DisableAsync(claim, error, CancellationToken.None).ConfigureAwait(false);
            return Step.Nothing;
        }

        if (attempts >= options.MaxAttempts)
        {
            meter.Count("givenUp");
            Log.DeliveryGivenUp(logger, due.Id, attempts, error);
            await queue.GiveUpAsync(claim, due, page!, error, options.MaxFailures, CancellationToken.None).ConfigureAwait(false);
            return Step.Done;
        }

        meter.Count("failed");
        var pause = Pause(attempts - 1);
        await queue.PostponeAsync(claim, error, pause, counts: true, CancellationToken.None).ConfigureAwait(false);
        return new Step(pause);
    }

    // The database is asked again soon; a filter that cannot be asked any more is its owner's to mend.
    private async Task<Step> UnreadAsync(Claim claim, Problem problem, CancellationToken leaving)
    {
        if (problem.Code is ErrorCode.DatabaseUnavailable or ErrorCode.Timeout or ErrorCode.SchemaMismatch)
        {
            await queue.PostponeAsync(claim, "The service could not read the changes.", DatabasePause, counts: false, leaving).ConfigureAwait(false);
            return new Step(DatabasePause);
        }

        Log.SubscriptionDisabled(logger, claim.Code, problem.Message);
        await queue.DisableAsync(claim, $"the changes cannot be told: {problem.Message}", leaving).ConfigureAwait(false);
        return Step.Nothing;
    }

    // Doubled each time, and a quarter more or less, so that receivers that were away together are not asked together.
    private TimeSpan Pause(int failures)
    {
        var full = options.FirstPause * Math.Pow(2, Math.Min(failures, 30));
        return (full < LongestPause ? full : LongestPause) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    private sealed record Step(TimeSpan? Pause)
    {
        public static Step Done { get; } = new((TimeSpan?)null);

        public static Step Nothing { get; } = new(TimeSpan.MaxValue);
    }
}
