using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The URL as the caller sent it, still percent-encoded: a decoded path could not tell `%2F` from `/`.</summary>
/// <param name="Path">Path below the service root, with its slash.</param>
/// <param name="Query">Query without `?`; empty without one.</param>
internal sealed record RequestTarget(string Path, string Query)
{
    /// <summary>Path of the service root, without its last slash.</summary>
    public const string Root = "/odata";

    /// <summary>The target; null when the path is spelled so that it does not begin with the root.</summary>
    /// <param name="context">The request.</param>
    public static RequestTarget? Of(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!raw.StartsWith('/'))
        {
            // Absolute form: http://host/path.
            var authority = raw.IndexOf("://", StringComparison.Ordinal);
            var slash = authority < 0 ? -1 : raw.IndexOf('/', authority + 3);
            raw = slash < 0 ? "/" : raw[slash..];
        }

        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? raw : raw[..mark];
        return path.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && (path.Length == Root.Length || path[Root.Length] == '/')
            ? new RequestTarget(path[Root.Length..], mark < 0 ? "" : raw[(mark + 1)..])
            : null;
    }
}
