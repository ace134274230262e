using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>A question as it arrived: all that the steps after it read of the request.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Root">Service root, ending in a slash.</param>
/// <param name="Headers">Headers of the request.</param>
/// <param name="Limits">How long the text may be.</param>
/// <param name="HasBody">Whether a part of it stood in a body.</param>
internal sealed record AskedUrl(RequestTarget Target, string Root, IHeaderDictionary Headers, ParseLimits Limits, bool HasBody)
{
    /// <summary>Reads a request, its body included.</summary>
    /// <param name="http">The request.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="limits">How long a URL may be.</param>
    /// <param name="maxBody">Longest body.</param>
    /// <param name="token">Ends the reading.</param>
    public static async ValueTask<Result<AskedUrl>> ReadAsync(HttpContext http, string root, ParseLimits limits, int maxBody, CancellationToken token)
    {
        if (RequestTarget.Of(http) is not { } target)
        {
            return new Problem(ErrorCode.UnknownResource, $"The service root is {RequestTarget.Root}/.");
        }

        if (!QueryBody.IsAskedBy(http.Request))
        {
            return new AskedUrl(target, root, http.Request.Headers, limits, HasBody: false);
        }

        var read = await QueryBody.ReadAsync(http, target, maxBody, token);
        return read.IsOk
            ? new AskedUrl(read.Value, root, http.Request.Headers, limits with { MaxLength = maxBody + limits.MaxLength }, HasBody: true)
            : read.Problem;
    }
}
