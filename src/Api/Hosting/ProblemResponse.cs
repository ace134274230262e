using System.Globalization;
using Kawasaki.Api.Access;
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
    public static async Task WriteAsync(HttpContext context, Problem problem, CancellationToken token)
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

        var isRest = RestEndpoints.IsRest(context.Request);
        var body = isRest ? ProblemJson.Write(problem, status, context.TraceIdentifier) : ErrorWriter.Write(problem, context.TraceIdentifier);
        response.ContentType = isRest ? ProblemJson.ContentType : "application/json;odata.metadata=minimal";
        if (!isRest)
        {
            response.Headers["OData-Version"] = "4.0";
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, token);
        }
    }
}
