using System.Diagnostics.Metrics;
using Kawasaki.Infrastructure.Postgres.Webhooks;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Figures of the deliveries, for whoever listens to the meter `Kawasaki.Webhooks`.</summary>
internal sealed class WebhookMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Kawasaki.Webhooks";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> attempts;
    private WebhookBacklog backlog = new(0, 0, 0, 0);

    /// <summary>Begins to count.</summary>
    /// <param name="openCircuits">Receivers that are left alone.</param>
    public WebhookMeter(Func<int> openCircuits)
    {
        attempts = meter.CreateCounter<long>("kawasaki.webhooks.attempts", "{attempt}", "Attempts at deliveries, by outcome.");
        meter.CreateObservableGauge("kawasaki.webhooks.backlog", () => Volatile.Read(ref backlog).Behind, "{change}", "Changes not looked at yet, over all subscriptions.");
        meter.CreateObservableGauge("kawasaki.webhooks.dead", () => Volatile.Read(ref backlog).Dead, "{delivery}", "Deliveries given up.");
        meter.CreateObservableGauge(
            "kawasaki.webhooks.subscriptions",
            () => new[] { new Measurement<long>(Volatile.Read(ref backlog).Active, new KeyValuePair<string, object?>("state", "active")), new Measurement<long>(Volatile.Read(ref backlog).Disabled, new KeyValuePair<string, object?>("state", "disabled")) },
            "{subscription}", "Subscriptions, by state.");
        meter.CreateObservableGauge("kawasaki.webhooks.circuits.open", openCircuits, "{receiver}", "Receivers that are left alone for a while.");
    }

    /// <summary>Notes how much is to be done.</summary>
    /// <param name="counted">As counted.</param>
    public void Note(WebhookBacklog counted) => Volatile.Write(ref backlog, counted);

    /// <summary>Counts an attempt.</summary>
    /// <param name="outcome">`taken`, `failed`, `givenUp` or `leftAlone`.</param>
    public void Count(string outcome) => attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
