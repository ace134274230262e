using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Hosting;

/// <summary>Lets scripts of pages elsewhere read what everybody may read: reads without credentials, for any origin.</summary>
/// <remarks>
/// Source: Fetch standard, section 3.2 (CORS protocol). The answer is the same whoever asks, so that nothing varies with `Origin` and what caches keep
/// stays right. Credentials and changes are not let through: whoever writes is a system, not a page.
/// </remarks>
internal sealed class CrossOrigin(RequestDelegate next, ServerOptions options)
{
    private const string AllowedHeaders = "Accept, Content-Type, If-Modified-Since, If-None-Match, OData-MaxVersion, OData-Version, Prefer, Want-Server-Timing, X-Request-Id";
    private const string ShownHeaders = "Content-Disposition, Content-Language, ETag, Last-Modified, Link, Location, OData-Version, Preference-Applied, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, Server-Timing, X-Request-Id";
    private const string PreflightSeconds = "86400";

    /// <summary>Runs the request, or answers what a browser asks before it.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!options.AllowsOtherOrigins || PartRequest.Is(context) || request.Headers.Authorization.Count > 0)
        {
            return next(context);
        }

        if (HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && IsRead(request.Headers.AccessControlRequestMethod.ToString(), request.Path))
        {
            AnswerPreflight(context.Response, request.Path);
            return Task.CompletedTask;
        }

        if (IsRead(request.Method, request.Path))
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.AccessControlExposeHeaders = ShownHeaders;
        }

        return next(context);
    }

    private static bool IsRead(string method, PathString path) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || (HttpMethods.IsPost(method) && QueryBody.IsAt(path));

    private static void AnswerPreflight(HttpResponse response, PathString path)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlAllowMethods = QueryBody.IsAt(path) ? "GET, HEAD, POST" : "GET, HEAD";
        response.Headers.AccessControlAllowHeaders = AllowedHeaders;
        response.Headers.AccessControlMaxAge = PreflightSeconds;
    }
}
