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
        app.MapMetrics(parts.Metrics, figures);
    }
}
