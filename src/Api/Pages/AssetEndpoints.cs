using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Pages;

/// <summary>Serves the files that pages load. Asked for by the version of all of them a file may be kept for good, else it is asked for again.</summary>
internal static class AssetEndpoints
{
    private const string ForGood = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        Map("/{version:regex(^v-)}/{**name}", http => http.Request.RouteValues["version"] as string == SiteAssets.Version ? ForGood : AskAgain);
        Map("/{**name}", _ => AskAgain);

        // A page of another version, kept or from another instance, gets what there is.
        void Map(string path, Func<HttpContext, string> keep) => routes.MapMethods(
            SiteAssets.Root + path, [HttpMethods.Get, HttpMethods.Head], http => SiteAssets.Find((string?)http.Request.RouteValues["name"] ?? "") is { } asset
                ? SendAsync(http, asset, keep(http)) : ProblemResponse.WriteAsync(http, new Problem(ErrorCode.UnknownResource, "There is no such file."), http.RequestAborted));
    }

    private static async Task SendAsync(HttpContext http, SiteAsset asset, string keep)
    {
        var (response, coding) = (http.Response, ContentCodings.Choose(http.Request.Headers));
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = keep;
        response.Headers.ETag = EntityTag.Of(asset.ContentType, coding.Name(), asset.Bytes);
        if (EntityTag.IsKnown(http.Request.Headers, response.Headers.ETag.ToString()))
        {
            RequestRecord.Of(http).IsKnownAtOnce = true;
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = asset.In(coding);
        response.ContentType = asset.ContentType;
        response.Headers.ContentEncoding = coding.Name();
        response.ContentLength = body.Length;
        RequestRecord.Of(http).Bytes = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
