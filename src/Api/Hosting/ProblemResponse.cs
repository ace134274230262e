using System.Globalization;
using Kawasaki.Api.Access;
using Kawasaki.Api.Identifiers;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kawasaki.Api.Hosting;

/// <summary>
/// Answers with a problem: status, headers, and the error object of OData or, below the REST root, `application/problem+json`. A browser gets a page, whatever it asked for.
/// </summary>
/// <remarks>No cache keeps it (`no-store`); it is in the language of the request (<see cref="ProblemWords"/>).</remarks>
internal static class ProblemResponse
{
    /// <summary>Methods the read-only service takes.</summary>
    public const string AllowedMethods = "GET, HEAD";

    /// <summary>Writes the whole answer.</summary>
    /// <param name="context">The request; where its answer has begun already, the connection is cut.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="token">Ends the writing when the caller is gone.</param>
    public static Task WriteAsync(HttpContext context, Problem problem, CancellationToken token) => WriteAsync(context, problem, () => Form(context, problem), token);

    /// <summary>Writes the whole answer in a form of its own.</summary>
    /// <param name="context">The request; where its answer has begun already, the connection is cut.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="form">Makes media type and body.</param>
    /// <param name="token">Ends the writing when the caller is gone.</param>
    public static async Task WriteAsync(HttpContext context, Problem problem, Func<(string ContentType, byte[] Body)> form, CancellationToken token)
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
        if (ProblemStatus.Wait(problem) is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status405MethodNotAllowed && response.Headers.Allow.Count == 0)
        {
            response.Headers.Allow = AllowedMethods;
        }

        if (Challenge.Of(problem) is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        var (contentType, body) = form();
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, token);
        }
    }

    private static (string ContentType, byte[] Body) Form(HttpContext context, Problem problem) =>
        ProblemPage.IsWanted(context) ? context.RequestServices.GetRequiredService<ProblemPage>().Make(context, problem, []) : Json(context, problem);

    private static (string ContentType, byte[] Body) Json(HttpContext context, Problem problem)
    {
        var words = ProblemWords.Of(context.Request);
        words.Apply(context.Response.Headers);
        if (RestEndpoints.IsRest(context.Request) || IdentifierEndpoints.IsIdentifier(context.Request))
        {
            return (ProblemJson.ContentType, ProblemJson.Write(problem, context.RequestServices.GetRequiredService<Site>().Link(ProblemWords.Explained(problem.Code)), context.Response.StatusCode, context.TraceIdentifier, words));
        }

        context.Response.Headers["OData-Version"] = "4.0";
        return ("application/json;odata.metadata=minimal", ErrorWriter.Write(problem, context.TraceIdentifier, words));
    }
}
