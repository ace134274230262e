using Microsoft.AspNetCore.Http;
using Kawasaki.Api.Hosting;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>R6: sends a finished answer: status, version, ETag and length first, then its bytes.</summary>
internal static class Responder
{
    /// <summary>Sends an answer, or 304 when the caller has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="contentType">Media type; null for an answer without content (204).</param>
    /// <param name="body">The bytes.</param>
    /// <param name="version">OData version of the answer.</param>
    /// <param name="token">Ends the sending.</param>
    public static async Task SendAsync(HttpContext context, string? contentType, ReadOnlyMemory<byte> body, string version, CancellationToken token)
    {
        var response = context.Response;
        response.Headers["OData-Version"] = version;
        response.Headers.CacheControl = AnswerCache.CacheControl(context);
        response.Headers.Vary = "Accept, OData-MaxVersion, Prefer";
        if (contentType is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var tag = EntityTag.Of(contentType, body.Span);
        response.Headers.ETag = tag;
        if (EntityTag.IsKnown(context.Request.Headers, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        RequestRecord.Of(context).Bytes = body.Length;
        AnswerCache.Offer(context, body.Span);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, token);
        }
    }
}
