using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>A request of a batch as a request of the server: it runs through the whole pipeline, and its answer stays in memory.</summary>
internal sealed class PartRequest : IDisposable, IHttpRequestLifetimeFeature
{
    private const string RequestId = "X-Request-Id";
    private const int MaxRequestId = 64;

    // What a request says for all its parts, unless a part says it itself.
    private static readonly string[] Inherited = ["OData-Version", "OData-MaxVersion", HeaderNames.AcceptLanguage, HeaderNames.Authorization];

    private readonly PageBuffer buffer = new();
    private readonly CancellationTokenSource ended;
    private readonly PartBody body;
    private bool isCut;

    /// <summary>Prepares a request.</summary>
    /// <param name="batch">The batch it is of.</param>
    /// <param name="part">The request.</param>
    /// <param name="target">Where its URL leads.</param>
    /// <param name="ties">What ties its change to others.</param>
    /// <param name="mostBytes">Longest answer.</param>
    public PartRequest(HttpContext batch, BatchPart part, PartTarget target, ChangeTies ties, long mostBytes)
    {
        Part = part;
        Path = target.Path;
        ended = CancellationTokenSource.CreateLinkedTokenSource(batch.RequestAborted);
        body = new PartBody(buffer, mostBytes, ended);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(Request(batch, part, target));
        features.Set<IHttpResponseFeature>(new PartResponse(buffer));
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpRequestLifetimeFeature>(this);
        features.Set(this);
        features.Set(ties);
        features.Set(batch.Features.Get<IHttpConnectionFeature>());
        Context = new DefaultHttpContext(features) { RequestServices = batch.RequestServices };
    }

    /// <summary>The request.</summary>
    public BatchPart Part { get; }

    /// <summary>The request as the pipeline sees it.</summary>
    public HttpContext Context { get; }

    /// <summary>Its path, percent-encoded.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public CancellationToken RequestAborted
    {
        get => ended.Token;
        set => throw new NotSupportedException();
    }

    /// <summary>True for a request that is part of a batch.</summary>
    /// <param name="context">The request.</param>
    public static bool Is(HttpContext context) => context.Features.Get<PartRequest>() is not null;

    /// <inheritdoc/>
    public void Abort() => isCut = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Dispose();
        buffer.Dispose();
    }

    /// <summary>The answer, once the pipeline is done.</summary>
    public PartAnswer Answer()
    {
        if (body.IsExceeded)
        {
            return PartAnswer.Of(Part, Context.TraceIdentifier, new Problem(ErrorCode.TooComplex, "The answers of the batch are longer together than the service sends at once.", Hint: "Ask for pages, or ask in several batches."), ProblemWords.Of(Context.Request));
        }

        if (isCut)
        {
            // On a connection of its own it would have been cut, so that nobody takes it for whole.
            return PartAnswer.Of(Part, Context.TraceIdentifier, new Problem(RequestRecord.Of(Context).Problem ?? ErrorCode.Fault, "The answer failed after it began."), ProblemWords.Of(Context.Request));
        }

        var response = Context.Response;
        foreach (var name in SecurityHeaders.Names)
        {
            response.Headers.Remove(name); // after a fault; they are the batch's to say
        }

        return new PartAnswer(Part, response.StatusCode, response.Headers, buffer.Written);
    }

    private static HttpRequestFeature Request(HttpContext batch, BatchPart part, PartTarget target)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in part.Headers)
        {
            headers.Append(name, value);
        }

        foreach (var name in Inherited.Where(n => !headers.ContainsKey(n) && batch.Request.Headers.ContainsKey(n)))
        {
            headers[name] = batch.Request.Headers[name];
        }

        if (part.Method != "GET")
        {
            NameAfter(batch.Request.Headers, headers, part);
        }

        headers.Host = target.Host ?? (headers.Host.Count > 0 ? headers.Host : batch.Request.Headers.Host);
        headers[RequestId] = IdOf(batch.TraceIdentifier, part);
        headers.Remove(HeaderNames.AcceptEncoding); // the batch is compressed as a whole
        headers.ContentLength = part.Body.Length == 0 ? null : part.Body.Length;
        return new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = batch.Request.Scheme,
            Method = part.Method,
            RawTarget = target.RawTarget,
            Path = PathString.FromUriComponent(target.Path).Value!,
            QueryString = target.RawTarget[target.Path.Length..],
            Headers = headers,
            Body = part.Body.IsEmpty ? Stream.Null : BodyOf(part.Body),
        };
    }

    private static MemoryStream BodyOf(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(body.ToArray(), writable: false);

    // A batch that names itself, so that it happens once however often it comes, names its changes.
    private static void NameAfter(IHeaderDictionary batch, IHeaderDictionary headers, BatchPart part)
    {
        foreach (var name in (ReadOnlySpan<string>)[RepeatHeaders.Key, RepeatHeaders.RequestId])
        {
            if (batch[name] is [{ Length: > 0 } key] && !headers.ContainsKey(RepeatHeaders.Key) && !headers.ContainsKey(RepeatHeaders.RequestId))
            {
                headers[name] = string.Create(CultureInfo.InvariantCulture, $"{key.Trim('"')}.{part.Number}");
                headers[RepeatHeaders.FirstSent] = batch[RepeatHeaders.FirstSent];
            }
        }
    }

    // The log line of the part is found by the id of the batch.
    private static string IdOf(string batch, BatchPart part)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $".{part.Number}");
        return batch[..Math.Min(batch.Length, MaxRequestId - suffix.Length)] + suffix;
    }

    // It has begun when there are bytes of it, so that a later failure is seen as one.
    private sealed class PartResponse(PageBuffer written) : HttpResponseFeature
    {
        public override bool HasStarted => written.Length > 0;
    }
}
