using System.Text;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>`POST .../$query`: query options in the body, for questions longer than a URL may be.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.2.1 (URL Conventions, section 5): `text/plain`, the form of the query part of a URL.</remarks>
internal static class QueryBody
{
    private const string Segment = "/$query";
    private const string MediaType = "text/plain";

    /// <summary>True for a request of that kind.</summary>
    /// <param name="request">The request.</param>
    public static bool IsAskedBy(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && IsAt(request.Path);

    /// <summary>True for a path that takes such a body.</summary>
    /// <param name="path">The path.</param>
    public static bool IsAt(PathString path) => (path.Value ?? "").EndsWith(Segment, StringComparison.Ordinal);

    /// <summary>The target that a GET would have had.</summary>
    /// <param name="http">The request.</param>
    /// <param name="target">Its target as sent.</param>
    /// <param name="maxBytes">Longest body.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<Result<RequestTarget>> ReadAsync(HttpContext http, RequestTarget target, int maxBytes, CancellationToken token)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ErrorCode.UnsupportedMediaType, $"The body of $query is {MediaType}: the query options as in a URL.", "Content-Type");
        }

        var body = await BoundedBody.ReadAsync(http, maxBytes, new Problem(ErrorCode.BodyTooLarge, $"The body has more than {maxBytes} bytes."), token);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        var text = Encoding.UTF8.GetString(body.Value.Span).Trim();
        var path = target.Path[..^Segment.Length];
        return new RequestTarget(path, (text.Length, target.Query.Length) switch
        {
            (0, _) => target.Query,
            (_, 0) => text,
            _ => $"{text}&{target.Query}",
        });
    }
}
