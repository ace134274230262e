using Microsoft.AspNetCore.Http;
using Kawasaki.Api.Hosting;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>R6: sends a finished answer: status, version, ETag and length first, then its bytes.</summary>
internal static class Responder
{
    // An answer that fits into one packet arrives no earlier when it is smaller.
    private const int MinCompressedBytes = 1_400;

    /// <summary>Sends an answer, or 304 when the caller has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="contentType">Media type; null for an answer without content (204).</param>
    /// <param name="body">The bytes.</param>
    /// <param name="version">OData version of the answer; null for one that is not OData.</param>
    /// <param name="token">Ends the sending.</param>
    /// <param name="isCompressible">False for bytes that are compressed already.</param>
    /// <param name="revision">Revision of the one row that the answer is: its tag is then taken for a change of the row too.</param>
    public static async Task SendAsync(
        HttpContext context, string? contentType, ReadOnlyMemory<byte> body, string? version, CancellationToken token, bool isCompressible = true, long? revision = null)
    {
        var response = context.Response;
        Head(context, version);
        if (contentType is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var coding = isCompressible && body.Length >= MinCompressedBytes ? ContentCodings.Choose(context.Request.Headers) : ContentCoding.Identity;
        var tag = EntityTag.Of(contentType, coding.Name(), body.Span, revision);
        response.Headers.ETag = tag;
        var isKnown = EntityTag.IsKnown(context.Request.Headers, tag, response.Headers.LastModified.Count == 0 ? null : response.GetTypedHeaders().LastModified);
        if (isKnown && !AnswerCache.Wants(context))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        using var encoder = new BodyEncoder(coding);
        var encoded = encoder.Finish(body);
        response.ContentType = contentType;
        response.Headers.ContentEncoding = coding.Name();
        response.ContentLength = encoded.Length;
        AnswerCache.Offer(context, encoded.Span);
        if (isKnown)
        {
            // Who asks again and again whether anything has changed is answered from memory next time.
            (response.ContentType, response.ContentLength, response.StatusCode) = (null, null, StatusCodes.Status304NotModified);
            response.Headers.Remove(HeaderNames.ContentEncoding);
            return;
        }

        RequestRecord.Of(context).Bytes = encoded.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(encoded, token);
        }
    }

    /// <summary>The headers that every answer has.</summary>
    /// <param name="context">The request.</param>
    /// <param name="version">OData version of the answer; null for one that is not OData.</param>
    public static void Head(HttpContext context, string? version)
    {
        var response = context.Response;
        response.Headers.CacheControl = AnswerCache.CacheControl(context);
        response.Headers.Vary = version is not null ? "Accept-Encoding, Accept, OData-MaxVersion, Prefer, Authorization"
            : response.Headers.Vary is [{ Length: > 0 } more] ? $"Accept-Encoding, {more}" : "Accept-Encoding";
        if (version is not null)
        {
            response.Headers["OData-Version"] = version;
        }
    }
}
