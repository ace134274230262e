using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>A circuit for each receiver of each owner: one that fails most of the time is left alone for a while, whatever is due for it.</summary>
/// <remarks>Not one for all owners of a receiver: somebody's wrong path on a shared host is no reason to hold back what others get there.</remarks>
internal sealed class Receivers(WebhookOptions options, ILogger logger, TimeProvider time)
{
    // More than subscriptions can be: entries of addresses that nobody uses any more are thrown away then.
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<(string Owner, string Authority), Circuit> circuits = new();

    /// <summary>Circuits that are open.</summary>
    public int OpenCount => circuits.Values.Count(c => c.State.CircuitState is CircuitState.Open or CircuitState.Isolated);

    /// <summary>The circuit of a receiver.</summary>
    /// <param name="owner">Whose subscription.</param>
    /// <param name="url">The receiver.</param>
    public ResiliencePipeline<SendOutcome> Of(string owner, Uri url)
    {
        if (circuits.Count > MaxKept)
        {
            circuits.Clear();
        }

        return circuits.GetOrAdd((owner, $"{url.Scheme}://{url.Authority}"), Create).Pipeline;
    }

    private Circuit Create((string Owner, string Authority) receiver)
    {
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
        {
            ShouldHandle = new PredicateBuilder<SendOutcome>().HandleResult(o => o.Error is not null),
            FailureRatio = 0.5,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(60),
            BreakDuration = options.BreakDuration,
            StateProvider = state,
            OnOpened = opened =>
            {
                Log.ReceiverLeftAlone(logger, receiver.Authority, opened.BreakDuration.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        }).Build();
        return new Circuit(pipeline, state);
    }

    private sealed record Circuit(ResiliencePipeline<SendOutcome> Pipeline, CircuitBreakerStateProvider State);
}
