using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Datasets;

/// <summary>What is known of a file before its first byte is made, and goes into the headers.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="FileName">Name that it is offered under.</param>
/// <param name="Content">Everything that decides about its bytes, in words: the last change, the question, the terms. Never sent as it is.</param>
/// <param name="Modified">When its content last changed; null when nothing was ever loaded.</param>
/// <param name="Links">Links beside it, as the header `Link` has them.</param>
internal sealed record FileHead(string ContentType, string FileName, string Content, DateTimeOffset? Modified, IReadOnlyList<string> Links)
{
    // Raised when files of the same content get other bytes.
    private const string Form = "files 2";

    /// <summary>False when the bytes are compressed already.</summary>
    public bool IsCompressible { get; init; } = true;

    /// <summary>Whether a browser may show it; else it is saved.</summary>
    public bool IsShown { get; init; }

    /// <summary>Whether a moment was asked for: of it the database has to be asked when the content last changed.</summary>
    public bool IsOfThePast { get; init; }

    /// <summary>How the bytes are compressed for a caller.</summary>
    /// <param name="request">The request.</param>
    public ContentCoding Coding(HttpRequest request) => IsCompressible ? ContentCodings.Choose(request.Headers) : ContentCoding.Identity;

    /// <summary>Sets the headers; answers 304 when the caller has the file.</summary>
    /// <param name="http">The request.</param>
    /// <returns>True when nothing else is to be sent.</returns>
    public bool IsKnown(HttpContext http)
    {
        var (tag, modified) = (Tag(http.Request), WholeSeconds.Of(Modified));
        if (!EntityTag.IsKnown(http.Request.Headers, tag, modified))
        {
            return false;
        }

        AddTo(http);
        http.Response.Headers.Remove("Content-Disposition");
        RequestRecord.Of(http).IsKnownAtOnce = !IsOfThePast;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Sets the headers of the file.</summary>
    /// <param name="http">The request.</param>
    public void AddTo(HttpContext http)
    {
        Responder.Head(http, version: null);
        var headers = http.Response.Headers;
        headers.ETag = Tag(http.Request);
        headers.ContentDisposition = $"{(IsShown ? "inline" : "attachment")}; filename=\"{FileName}\"";
        headers.Link = Links.ToArray();
        http.Response.GetTypedHeaders().LastModified = WholeSeconds.Of(Modified);
    }

    private string Tag(HttpRequest request) => EntityTag.Of(ContentType, Coding(request).Name(), Encoding.UTF8.GetBytes($"{Form}\n{FileName}\n{Content}"));
}
