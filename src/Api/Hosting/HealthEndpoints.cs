using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Hosting;

/// <summary>`/health/live`: the process answers. `/health/ready`: the database is reachable, its schema is this version's, data is loaded, and nobody stops us.</summary>
internal static class HealthEndpoints
{
    private const string Ok = """{"status":"ok"}""";

    /// <summary>Maps both.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="ready">The problem that keeps the service from answering; null when it is ready.</param>
    /// <param name="lifecycle">Tells when the service is stopping.</param>
    /// <param name="logger">Told of each change.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, Func<CancellationToken, Task<Problem?>> ready, Lifecycle lifecycle, ILogger logger)
    {
        ErrorCode? last = null;
        routes.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], context => SendOkAsync(context));
        routes.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], async context =>
        {
            var problem = lifecycle.IsDraining
                ? new Problem(ErrorCode.DatabaseUnavailable, "The service is stopping.")
                : await ready(context.RequestAborted);
            if (problem?.Code != last)
            {
                last = problem?.Code;
                Report(logger, problem);
            }

            await (problem is null ? SendOkAsync(context) : ProblemResponse.WriteAsync(context, problem, context.RequestAborted));
        });
    }

    private static void Report(ILogger logger, Problem? problem)
    {
        if (problem is null)
        {
            Log.Ready(logger);
        }
        else
        {
            Log.NotReady(logger, problem.Code, problem.Message);
        }
    }

    private static async Task SendOkAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Ok.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(Ok, context.RequestAborted);
        }
    }
}
