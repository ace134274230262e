using System.Collections.Concurrent;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Operations;

/// <summary>Counts requests and how long they took, by the pattern of their route, never by what a caller wrote: there are as many series as routes.</summary>
internal sealed class RequestMeter
{
    // What no route matched: refused hosts, the page of the API.
    private const string NoRoute = "(none)";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly ConcurrentDictionary<Endpoint, Route> endpoints = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, Route> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ErrorCode, long> problems = new();
    private readonly Route none;
    private long underWay;
    private long parts;

    public RequestMeter() => none = routes.GetOrAdd(NoRoute, _ => new Route());

    /// <summary>Notes that a request has come.</summary>
    public void Begin() => Interlocked.Increment(ref underWay);

    /// <summary>Notes that a request inside of a batch is answered; the batch itself is the request that came.</summary>
    public void EndPart() => Interlocked.Increment(ref parts);

    /// <summary>Notes that it is answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="elapsed">How long it took, its sending included.</param>
    public void End(HttpContext context, TimeSpan elapsed)
    {
        Interlocked.Decrement(ref underWay);
        var (record, route) = (context.Features.Get<RequestRecord>(), RouteOf(context.GetEndpoint()));
        route.Of(MethodOf(context.Request.Method), context.Response.StatusCode / 100).Observe(elapsed);
        route.AddBytes(record?.Bytes ?? 0);
        if (record?.Problem is { } problem)
        {
            problems.AddOrUpdate(problem, 1, (_, count) => count + 1);
        }
    }

    /// <summary>The figures now.</summary>
    public IEnumerable<Metric> Read()
    {
        var known = routes.ToArray();
        yield return new Metric("kawasaki_http_request_duration_seconds", MetricKind.Histogram, "Requests by how long they took, the sending of the answer included.", [.. known.SelectMany(r => r.Value.Durations(r.Key))]);
        yield return new Metric("kawasaki_http_response_body_bytes_total", MetricKind.Counter, "Bytes of bodies sent, as they went over the wire.", [.. known.Select(r => new Sample("", [("route", r.Key)], r.Value.Bytes))]);
        yield return new Metric("kawasaki_http_requests_under_way", MetricKind.Gauge, "Requests being answered now.", [new Sample("", [], Interlocked.Read(ref underWay))]);
        yield return new Metric("kawasaki_batch_requests_total", MetricKind.Counter, "Requests inside of batches.", [new Sample("", [], Interlocked.Read(ref parts))]);
        yield return new Metric("kawasaki_problems_total", MetricKind.Counter, "Requests answered with a problem, by its code (docs/errors.md).", [.. problems.Select(p => new Sample("", [("code", $"KWS{(int)p.Key}")], p.Value))]);
    }

    private Route RouteOf(Endpoint? endpoint)
    {
        if (endpoint is null)
        {
            return none;
        }

        return endpoints.TryGetValue(endpoint, out var known) ? known : endpoints.GetOrAdd(endpoint, routes.GetOrAdd((endpoint as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute, _ => new Route()));
    }

    private static int MethodOf(string method)
    {
        var index = Array.IndexOf(Methods, method);
        return index < 0 ? Methods.Length : index;
    }

    // One route: a histogram for each method and class of status that was seen.
    private sealed class Route
    {
        private const int Classes = 6;

        private readonly DurationHistogram?[] histograms = new DurationHistogram?[(Methods.Length + 1) * Classes];
        private long bytes;

        public long Bytes => Interlocked.Read(ref bytes);

        public void AddBytes(long more) => Interlocked.Add(ref bytes, more);

        public DurationHistogram Of(int method, int status)
        {
            ref var histogram = ref histograms[(method * Classes) + Math.Clamp(status, 0, Classes - 1)];
            return histogram ?? Interlocked.CompareExchange(ref histogram, new DurationHistogram(), null) ?? histogram;
        }

        public IEnumerable<Sample> Durations(string route)
        {
            for (var i = 0; i < histograms.Length; i++)
            {
                if (Volatile.Read(ref histograms[i]) is { } histogram)
                {
                    var method = i / Classes;
                    foreach (var sample in histogram.Read([("route", route), ("method", method < Methods.Length ? Methods[method] : "other"), ("status", $"{i % Classes}xx")]))
                    {
                        yield return sample;
                    }
                }
            }
        }
    }
}
