using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Kawasaki.Api.Operations;

/// <summary>What whoever runs the service asks it: whether it is well, and its figures.</summary>
internal static class OperationsEndpoints
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What is served.</param>
    public static void MapOperations(this WebApplication app, Serving serving)
    {
        var (parts, figures, services) = (serving.Parts, serving.Figures, app.Services);
        app.MapHealth(parts, services.GetRequiredService<Lifecycle>(), serving.Logger);
        ServiceFigures.Offer(figures, serving.Cache, parts.Versions, TimeProvider.System);
        figures.Add(services.GetRequiredService<RequestMeter>().Read);
        figures.Add(services.GetRequiredService<MeterReader>().Read);
        figures.Gauge("kawasaki_streams_under_way", "Whole results being sent now.", () => serving.Streams.Taken);
        figures.Gauge("kawasaki_streams_max", "Most whole results sent at once (KAWASAKI_MAX_STREAMS).", () => serving.Streams.Most);
        var rates = services.GetRequiredService<RateGate>();
        figures.Counter("kawasaki_rate_limited_requests_total", "Requests refused because their client had asked too much.", () => rates.Refused);
        figures.Gauge("kawasaki_rate_limit_clients", "Clients that asked of late.", () => rates.Clients);
        app.MapWellKnown(serving, TimeProvider.System);
        app.MapMetrics(parts.Metrics, figures);
    }
}
