using System.Buffers;
using System.Diagnostics;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Hosting;

/// <summary>Around every request: its id, the headers every answer has, the checked host, the last net for faults, the one log line.</summary>
internal sealed class RequestFrame(RequestDelegate next, AllowedHosts hosts, SecurityHeaders security, RequestMeter meter, TimeProvider time, ILogger<RequestFrame> logger)
{
    private const string IdHeader = "X-Request-Id";
    private const int MaxIdLength = 64;

    // What an answer has whatever becomes of the request.
    private static readonly string[] Kept = [IdHeader, HeaderNames.AccessControlAllowOrigin, HeaderNames.AccessControlExposeHeaders];

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Runs the request.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        context.TraceIdentifier = IdOf(context.Request.Headers[IdHeader]);
        context.Response.Headers[IdHeader] = context.TraceIdentifier;
        var isPart = PartRequest.Is(context);
        if (!isPart)
        {
            meter.Begin();
            security.Apply(context.Response);
            ServerTiming.Offer(context, time, started);
        }

        try
        {
            await RunAsync(context);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started);
            if (isPart)
            {
                meter.EndPart();
            }
            else
            {
                context.Features.Get<RequestRecord>()?.Charge?.Take(); // also where the caller left before the answer
                meter.End(context, elapsed);
            }

            WriteLine(context, elapsed);
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        try
        {
            if (hosts.Refuse(context.Request.Host, context.Request.Path) is { } problem)
            {
                await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
                return;
            }

            await next(context);
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or ConnectionAbortedException)
        {
            Log.CallerLeft(logger, context.TraceIdentifier);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await AnswerFaultAsync(context, fault);
        }
        catch (Exception fault)
        {
            // A second body, or a quiet end, would look like a whole answer.
            Log.Cut(logger, context.TraceIdentifier, fault);
            context.Abort();
        }
    }

    private async Task AnswerFaultAsync(HttpContext context, Exception fault)
    {
        var problem = fault switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(ErrorCode.BodyTooLarge, "The body of the request is too long."),
            BadHttpRequestException => new Problem(ErrorCode.BadBody, "The body of the request cannot be read."),
            _ => new Problem(ErrorCode.Fault, "The service failed to answer. Its operator finds the reason in the log under the request id."),
        };
        if (problem.Code == ErrorCode.Fault)
        {
            Log.Fault(logger, context.TraceIdentifier, fault);
        }

        var headers = context.Response.Headers;
        var kept = Kept.Select(name => headers[name]).ToList();
        context.Response.Clear();
        foreach (var (name, value) in Kept.Zip(kept))
        {
            headers[name] = value;
        }

        security.Apply(context.Response);
        await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
    }

    private void WriteLine(HttpContext context, TimeSpan total)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var record = RequestRecord.Of(context);
        Log.Request(
            logger, context.Request.Method, PathOf(context), context.Response.StatusCode, record.Problem?.ToString() ?? "ok", record.Question,
            record.Rows, record.Bytes, Milliseconds(total), Milliseconds(record.Parse), Milliseconds(record.Bind), Milliseconds(record.FirstRow),
            Milliseconds(record.Write), record.Cache, record.CacheHits, record.CacheMisses, record.CacheBytes, record.Plan, record.PlanHits, record.PlanMisses, context.TraceIdentifier);
    }

    // The raw target is percent-encoded, so that no line break or escape sequence of it reaches the log; its query holds values and stays out.
    private static string PathOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    private static string IdOf(StringValues given) =>
        given is [{ Length: > 0 and <= MaxIdLength } id] && !id.AsSpan().ContainsAnyExcept(IdCharacters) ? id : ActivityTraceId.CreateRandom().ToHexString();
}
