using System.Globalization;
using Kawasaki.Api.Access;
using Kawasaki.Api.Identifiers;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Hosting;

/// <summary>Answers with a problem: status, headers, and the error object of OData or, below the REST root, `application/problem+json`.</summary>
internal static class ProblemResponse
{
    /// <summary>Methods the read-only service takes.</summary>
    public const string AllowedMethods = "GET, HEAD";

    /// <summary>Writes the whole answer.</summary>
    /// <param name="context">The request; where its answer has begun already, the connection is cut.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="token">Ends the writing when the caller is gone.</param>
    public static Task WriteAsync(HttpContext context, Problem problem, CancellationToken token) => WriteAsync(context, problem, status => Json(context, problem, status), token);

    /// <summary>Writes the whole answer in a form of its own.</summary>
    /// <param name="context">The request; where its answer has begun already, the connection is cut.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="form">Makes media type and body of the status.</param>
    /// <param name="token">Ends the writing when the caller is gone.</param>
    public static async Task WriteAsync(HttpContext context, Problem problem, Func<int, (string ContentType, byte[] Body)> form, CancellationToken token)
    {
        var response = context.Response;
        RequestRecord.Of(context).Problem = problem.Code;
        if (response.HasStarted)
        {
            // A second body, or a quiet end, would look like a whole answer.
            context.Abort();
            return;
        }

        var status = ProblemStatus.Of(problem.Code);
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("Preference-Applied");
        if (ProblemStatus.IsRetryable(status))
        {
            var wait = Math.Max(1, Math.Ceiling((problem.RetryAfter ?? ProblemStatus.RetryAfter).TotalSeconds));
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status405MethodNotAllowed && response.Headers.Allow.Count == 0)
        {
            response.Headers.Allow = AllowedMethods;
        }

        if (Challenge.Of(problem) is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        var (contentType, body) = form(status);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, token);
        }
    }

    private static (string ContentType, byte[] Body) Json(HttpContext context, Problem problem, int status)
    {
        if (RestEndpoints.IsRest(context.Request) || IdentifierEndpoints.IsIdentifier(context.Request))
        {
            return (ProblemJson.ContentType, ProblemJson.Write(problem, status, context.TraceIdentifier));
        }

        context.Response.Headers["OData-Version"] = "4.0";
        return ("application/json;odata.metadata=minimal", ErrorWriter.Write(problem, context.TraceIdentifier));
    }
}
