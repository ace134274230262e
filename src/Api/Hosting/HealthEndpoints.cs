using System.Buffers;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Hosting;

/// <summary>`/health/live`: the process answers. `/health/ready`: the database is reachable, its schema is this version's, data is loaded, and nobody stops us; and how fresh the data is.</summary>
internal static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    private static readonly byte[] Ok = """{"status":"ok"}"""u8.ToArray();

    /// <summary>True for the paths of probes, and no other below the same root.</summary>
    /// <param name="path">The path.</param>
    public static bool IsProbe(PathString path) => path.Equals(Live, StringComparison.OrdinalIgnoreCase) || path.Equals(Ready, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps both.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="parts">What is served.</param>
    /// <param name="lifecycle">Tells when the service is stopping.</param>
    /// <param name="logger">Told of each change.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, ServerParts parts, Lifecycle lifecycle, ILogger logger)
    {
        ErrorCode? last = null;
        var check = new SharedCheck<(Problem? Problem, StoreState? State)>(token => AskAsync(parts, token));
        routes.MapMethods(Live, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, Ok));
        routes.MapMethods(Ready, [HttpMethods.Get, HttpMethods.Head], async context =>
        {
            var (problem, state) = lifecycle.IsDraining
                ? (new Problem(ErrorCode.DatabaseUnavailable, "The service is stopping."), null)
                : await check.RunAsync(context.RequestAborted);
            if (problem?.Code != last)
            {
                last = problem?.Code;
                Report(logger, problem);
            }

            await (problem is null ? SendAsync(context, Describe(state, parts)) : ProblemResponse.WriteAsync(context, problem, context.RequestAborted));
        });
    }

    private static async Task<(Problem? Problem, StoreState? State)> AskAsync(ServerParts parts, CancellationToken token)
    {
        var state = parts.State is { } ask ? await ask(token) : (Result<StoreState>?)null;
        return (state?.Problem ?? await parts.Ready(token), state?.Value);
    }

    private static ReadOnlyMemory<byte> Describe(StoreState? state, ServerParts parts)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        DataVersionJson.Write(json, state?.Version ?? parts.Versions?.Current);
        json.WriteString("schema", state?.Schema);
        json.WriteString("program", ServiceFigures.ProgramVersion);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
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

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
