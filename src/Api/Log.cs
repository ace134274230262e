using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api;

/// <summary>Every log message of the Api project; event ids 1000 to 1999.</summary>
internal static partial class Log
{
    /// <summary>Number of the line that every request has.</summary>
    public const int RequestEvent = 1000;

    [LoggerMessage(RequestEvent, LogLevel.Information, "{Method} {Path} {Status} {Problem} [{Question}] {Rows} rows {Bytes} bytes in {Total} ms: parse {Parse} bind {Bind} first row {FirstRow} write {Write}; cache {Cache}, {CacheHits} hits {CacheMisses} misses {CacheBytes} bytes; plan {Plan}, {PlanHits} hits {PlanMisses} misses; request {RequestId}")]
    public static partial void Request(
        ILogger logger, string method, string path, int status, string problem, string question, int rows, long bytes,
        double total, double parse, double bind, double firstRow, double write, string cache, long cacheHits, long cacheMisses, long cacheBytes, string plan, long planHits, long planMisses, string requestId);

    [LoggerMessage(1001, LogLevel.Error, "Request {RequestId} failed by a fault of the service")]
    public static partial void Fault(ILogger logger, string requestId, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "Request {RequestId} failed after its answer began; the connection is cut so that the caller notices")]
    public static partial void Cut(ILogger logger, string requestId, Exception exception);

    [LoggerMessage(1003, LogLevel.Debug, "Request {RequestId}: the caller left")]
    public static partial void CallerLeft(ILogger logger, string requestId);

    [LoggerMessage(1004, LogLevel.Error, "The statement kept for [{Question}] is not the one that its URL asks for: its shape is given up, and the answer is made anew. This is a fault of the service")]
    public static partial void PlanDiffers(ILogger logger, string question);

    [LoggerMessage(1010, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(1011, LogLevel.Information, "{Signal} received: not ready any more, stopping in {Seconds} s")]
    public static partial void Draining(ILogger logger, string signal, double seconds);

    [LoggerMessage(1012, LogLevel.Warning, "Not ready: {Code} {Reason}")]
    public static partial void NotReady(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(1013, LogLevel.Information, "Ready")]
    public static partial void Ready(ILogger logger);

    [LoggerMessage(1014, LogLevel.Warning, "{Address} says for whom it asks (X-Forwarded-For) and is not in KAWASAKI_TRUSTED_PROXIES: all its requests count as one client's. Name it there if it is a proxy of yours")]
    public static partial void ForwardedIgnored(ILogger logger, string address);

    [LoggerMessage(1020, LogLevel.Warning, "Access refused ({Code}): {Reason}; credential {Credential}; request {RequestId}")]
    public static partial void Refused(ILogger logger, ErrorCode code, string reason, string credential, string requestId);

    [LoggerMessage(1023, LogLevel.Warning, "A refused attempt cannot be kept in the audit entries yet: {Reason}; request {RequestId}")]
    public static partial void RefusalNotKept(ILogger logger, string reason, string requestId);

    [LoggerMessage(1021, LogLevel.Information, "The issuer of tokens has {Keys} keys")]
    public static partial void IssuerKeysFetched(ILogger logger, int keys);

    [LoggerMessage(1022, LogLevel.Warning, "The keys of the issuer of tokens cannot be fetched: {Reason}")]
    public static partial void IssuerUnavailable(ILogger logger, string reason);
}
