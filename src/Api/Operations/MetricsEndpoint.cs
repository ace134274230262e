using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Operations;

/// <summary>`/metrics`: the figures of the service for Prometheus. Nothing in them is of a caller or secret.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Path of the figures.</summary>
    public const string Path = "/metrics";

    /// <summary>Maps it.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="options">Where they are served.</param>
    /// <param name="figures">The figures.</param>
    public static void MapMetrics(this IEndpointRouteBuilder routes, MetricsOptions options, Figures figures)
    {
        if (!options.IsServed)
        {
            return;
        }

        var port = options.Address?.Port;
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], context => port is null || context.Connection.LocalPort == port
            ? SendAsync(context, figures)
            : ProblemResponse.WriteAsync(context, new Problem(ErrorCode.UnknownResource, "The figures are served on a port of their own."), context.RequestAborted));
    }

    private static async Task SendAsync(HttpContext context, Figures figures)
    {
        var isOpenMetrics = MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out var accepted) && Prefers(accepted);
        var body = Encoding.UTF8.GetBytes(MetricsText.Write(figures.Read(), isOpenMetrics));
        var response = context.Response;
        response.ContentType = isOpenMetrics ? MetricsText.OpenMetrics : MetricsText.Plain;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = HeaderNames.Accept;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    // Prometheus names both, the one it would rather have with the higher weight.
    private static bool Prefers(IList<MediaTypeHeaderValue> accepted)
    {
        return Weight("application/openmetrics-text") is > 0 and var open && open >= Weight("text/plain");

        double Weight(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
