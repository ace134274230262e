using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Sends an answer again, byte for byte and without the database, as long as the data has the version it was read at.</summary>
/// <remarks>
/// Kept by the request as it was spelled and every header that decides about the answer. Only answers made in memory are kept (streams are not), and
/// none that depends on the clock. While the version is not known nothing is served from here and nothing kept.
/// </remarks>
internal sealed class AnswerCache(CacheOptions options, IDataVersions? versions)
{
    private const string NoCache = "no-cache";

    private static readonly string[] DecidingHeaders = [.. Negotiator.DecidingHeaders, HeaderNames.AcceptEncoding];

    private readonly AnswerStore store = new(options.MaxBytes);
    private long hits;
    private long misses;

    /// <summary>Answers sent from memory so far.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <summary>Answers not in memory so far.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>Answers let go so far for want of memory.</summary>
    public long Evictions => store.Evictions;

    /// <summary>Memory in use.</summary>
    public long Bytes => store.Bytes;

    /// <summary>Memory that may be used.</summary>
    public long MaxBytes => options.MaxBytes;

    /// <summary>`Cache-Control` of a successful answer.</summary>
    /// <param name="context">The request.</param>
    public static string CacheControl(HttpContext context) => context.Features.Get<Offered>()?.CacheControl ?? NoCache;

    /// <summary>Whether an answer would be kept.</summary>
    /// <param name="context">The request.</param>
    public static bool Wants(HttpContext context) => context.Features.Get<Offered>() is { IsWanted: true };

    /// <summary>Called with a finished answer just before it is sent: all its headers stand.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">The bytes; copied.</param>
    public static void Offer(HttpContext context, ReadOnlySpan<byte> body)
    {
        if (context.Features.Get<Offered>() is { IsWanted: true } offered && body.Length <= offered.MaxBytes)
        {
            var (headers, record) = (context.Response.Headers, RequestRecord.Of(context));
            offered.Answer = new KeptAnswer(headers.ETag.ToString(), [.. headers.Where(h => !offered.FrameHeaders.Contains(h))], body.ToArray(), record.Rows, record.Question)
            {
                Modified = headers.LastModified.Count == 0 ? null : context.Response.GetTypedHeaders().LastModified,
                Cost = record.Cost,
            };
        }
    }

    /// <summary>Answers a request from what is kept, else by the pipeline.</summary>
    /// <param name="http">The request.</param>
    /// <param name="pipeline">Answers it.</param>
    /// <param name="token">The caller's patience.</param>
    /// <param name="variant">What else decides about the answer, such as its language; other answers do not depend on the headers it was chosen by.</param>
    /// <param name="asked">What of the target decides about the answer: whatever else stands in it makes no other one. Null for all of it.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> RunAsync(HttpContext http, Func<HttpContext, CancellationToken, Task<Problem?>> pipeline, CancellationToken token, string variant = "", string? asked = null)
    {
        var target = asked ?? http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var isCacheable = IsCacheable(http.Request, target);
        var version = isCacheable ? versions?.Current : null;
        if (version is null || options.MaxBytes == 0)
        {
            if (isCacheable && options.CacheControl != NoCache)
            {
                http.Features.Set(new Offered(options.CacheControl, IsWanted: false, [], 0));
            }

            return pipeline(http, token);
        }

        return AnswerAsync(http, KeyOf(http.Request, target, variant), version, pipeline, token);
    }

    private async Task<Problem?> AnswerAsync(HttpContext http, string key, DataVersion version, Func<HttpContext, CancellationToken, Task<Problem?>> pipeline, CancellationToken token)
    {
        if (store.Find(key, version) is { } answer)
        {
            Note(http, "hit", Interlocked.Increment(ref hits), Interlocked.Read(ref misses));
            await SendAsync(http, answer, token);
            return null;
        }

        var offered = new Offered(options.CacheControl, IsWanted: true, [.. http.Response.Headers], options.MaxBytes);
        http.Features.Set(offered);
        RequestRecord.Of(http).Cache = "miss";
        var problem = await pipeline(http, token);
        // The rows may be newer than the version read before them, never older; if it changed meanwhile they belong to neither for sure.
        if (problem is null && offered.Answer is { } made && versions!.Current == version)
        {
            store.Add(key, version, made);
        }

        Note(http, "miss", Interlocked.Read(ref hits), Interlocked.Increment(ref misses));
        return problem;
    }

    /// <summary>Answers a request whose answer nobody else may get, from no cache on the way either.</summary>
    /// <param name="http">The request.</param>
    /// <param name="pipeline">Answers it.</param>
    /// <param name="token">The caller's patience.</param>
    public static Task<Problem?> NeverAsync(HttpContext http, Func<HttpContext, CancellationToken, Task<Problem?>> pipeline, CancellationToken token)
    {
        http.Features.Set(new Offered("private, no-store", IsWanted: false, [], 0));
        return pipeline(http, token);
    }

    private static async Task SendAsync(HttpContext http, KeptAnswer answer, CancellationToken token)
    {
        var response = http.Response;
        var isKnown = EntityTag.IsKnown(http.Request.Headers, answer.Tag, answer.Modified);
        foreach (var (name, value) in answer.Headers)
        {
            if (!isKnown || !IsOfBody(name))
            {
                response.Headers[name] = value;
            }
        }

        var record = RequestRecord.Of(http);
        (record.Question, record.Cost) = (answer.Question, answer.Cost);
        if (isKnown)
        {
            record.IsKnownAtOnce = true;
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        (record.Rows, record.Bytes) = (answer.Rows, answer.Body.Length);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, token);
        }
    }

    private static bool IsOfBody(string header) => header is "Content-Type" or "Content-Length" or "Content-Encoding" or "Content-Disposition";

    // A body (POST to $query) is no part of the key; what is not public is nobody else's to get; what depends on the clock is wrong a moment later.
    private static bool IsCacheable(HttpRequest request, string target) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Authorization.Count == 0 && !DependsOnClock(target);

    // The text is enough: a question with the word in a value is only not kept. Escaped letters count as what they stand for.
    private static bool DependsOnClock(string target) =>
        (target.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(target) : target).Contains("now", StringComparison.OrdinalIgnoreCase);

    private static string KeyOf(HttpRequest request, string target, string variant)
    {
        var key = new StringBuilder(target.Length + 100).Append(variant).Append(' ').Append(request.Scheme).Append("://").Append(request.Host.Value).Append(' ').Append(target);
        foreach (var name in DecidingHeaders)
        {
            // The break cannot be part of a value, so that two requests never share a key.
            key.Append('\n').Append(request.Headers[name].ToString());
        }

        return key.ToString();
    }

    private void Note(HttpContext http, string outcome, long hitsNow, long missesNow)
    {
        var record = RequestRecord.Of(http);
        (record.Cache, record.CacheHits, record.CacheMisses, record.CacheBytes) = (outcome, hitsNow, missesNow, store.Bytes);
    }

    private sealed record Offered(string CacheControl, bool IsWanted, KeyValuePair<string, StringValues>[] FrameHeaders, long MaxBytes)
    {
        public KeptAnswer? Answer { get; set; }
    }
}
