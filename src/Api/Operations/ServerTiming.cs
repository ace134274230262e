using System.Globalization;
using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Operations;

/// <summary>`Server-Timing`: how long each step of an answer took, for who asks by `Want-Server-Timing: ?1`.</summary>
/// <remarks>Source: W3C Server Timing; the name of the request header after RFC 9530's `Want-Content-Digest`. Written just before the head of the answer goes out, and so never kept with it.</remarks>
internal sealed class ServerTiming(HttpContext context, TimeProvider time, long started)
{
    /// <summary>Header of the request.</summary>
    public const string Want = "Want-Server-Timing";

    /// <summary>Tells the times of a request, if it wants them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="started">When the request came.</param>
    public static void Offer(HttpContext context, TimeProvider time, long started)
    {
        if (context.Request.Headers[Want] is ["?1"])
        {
            context.Response.OnStarting(timing => ((ServerTiming)timing).Tell(), new ServerTiming(context, time, started));
        }
    }

    private Task Tell()
    {
        var (headers, record) = (context.Response.Headers, RequestRecord.Of(context));
        headers["Server-Timing"] = string.Join(
            ", ", Step("parse", record.Parse), Step("bind", record.Bind), Step("db", record.FirstRow), Step("write", record.Write), $"cache;desc={record.Cache}", $"plan;desc={record.Plan}", Step("total", time.GetElapsedTime(started)));
        if (headers.AccessControlAllowOrigin.Count > 0)
        {
            headers["Timing-Allow-Origin"] = "*";
        }

        return Task.CompletedTask;
    }

    private static string Step(string name, TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{name};dur={span.TotalMilliseconds:0.###}");
}
