using System.Globalization;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Operations;

/// <summary>Lets a client ask so much within a minute, and tells it on every answer what is left (docs/decisions/0043).</summary>
/// <remarks>
/// A client is who has shown a key or a token, wherever it asks from; else an address. A request costs 1, a whole result that is streamed <see cref="StreamCost"/>, a batch as many
/// as it has requests, and an answer that the client has already (304) nothing (unless the database was asked for nobody known): what it cost is therefore taken when the answer is known. Whose bucket is empty is refused at once.
/// </remarks>
internal sealed class RateGate(RateOptions options, Buckets buckets, ClientAddress addresses, TimeProvider time, ILogger<RateGate> logger)
{
    /// <summary>Cost of a whole result: it holds a connection of the database while it is sent.</summary>
    public const int StreamCost = 10;

    private readonly string limit = options.Limit.ToString(CultureInfo.InvariantCulture);
    private readonly string keyLimit = options.KeyLimit.ToString(CultureInfo.InvariantCulture);
    private long refused;
    private int hasWarned;

    /// <summary>Requests refused so far.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Clients that asked of late.</summary>
    public int Clients => buckets.Count;

    /// <summary>Runs a request, or refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Who asks; null for nobody known.</param>
    /// <param name="next">Runs it.</param>
    public Task RunAsync(HttpContext context, Caller? caller, RequestDelegate next)
    {
        var (size, text) = caller is null ? (options.Limit, limit) : (options.KeyLimit, keyLimit);
        if (size == 0 || PartRequest.Is(context) || IsFree(context.Request.Path))
        {
            return next(context);
        }

        Warn(context);
        var bucket = buckets.Of(caller is null ? addresses.Of(context) : ClientKey.Of(caller.Name), size);
        var wait = bucket.Wait(time);
        var charge = new RateCharge(context.Response, RequestRecord.Of(context), bucket, text, time, isNamed: caller is not null);
        context.Response.OnStarting(RateCharge.Tell, charge);
        return wait == TimeSpan.Zero ? next(context) : RefuseAsync(context, charge, text, wait);
    }

    private Task RefuseAsync(HttpContext context, RateCharge charge, string most, TimeSpan wait)
    {
        Interlocked.Increment(ref refused);
        charge.Waive();
        var problem = new Problem(
            ErrorCode.TooManyRequests, $"The limit is {most} within a minute.", Hint: "RateLimit-Remaining says what is left of it; an answer asked for with If-None-Match that has not changed costs nothing.", RetryAfter: wait);
        return ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
    }

    // Probes and scrapers must see a service that others keep busy.
    private static bool IsFree(PathString path) => HealthEndpoints.IsProbe(path) || path.Equals(MetricsEndpoint.Path, StringComparison.OrdinalIgnoreCase);

    private void Warn(HttpContext context)
    {
        if (hasWarned == 0 && addresses.IsIgnored(context) && Interlocked.Exchange(ref hasWarned, 1) == 0)
        {
            Log.ForwardedIgnored(logger, context.Connection.RemoteIpAddress?.ToString() ?? "-");
        }
    }
}
