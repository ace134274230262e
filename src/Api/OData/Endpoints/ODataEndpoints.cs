using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Puts the OData service under its root.</summary>
internal static class ODataEndpoints
{
    /// <summary>Maps every path below the root, for every method: what is not allowed gets its error object too.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="pipeline">The read flow.</param>
    /// <param name="cache">Answers already made.</param>
    /// <param name="writes">The write flow; null for a service that only reads.</param>
    public static void MapOData(this IEndpointRouteBuilder routes, ReadPipeline pipeline, AnswerCache cache, WritePipeline? writes)
    {
        routes.Map(RequestTarget.Root + "/{**path}", AnswerAsync);

        async Task AnswerAsync(HttpContext context)
        {
            var problem = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || QueryBody.IsAskedBy(context.Request)
                ? await cache.RunAsync(context, pipeline.RunAsync, context.RequestAborted)
                : writes is not null && Changes.Contains(context.Request.Method) ? await writes.RunAsync(context, context.RequestAborted)
                : MethodProblem(context.Request);
            if (problem is not null)
            {
                await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
            }
        }
    }

    private static readonly string[] Changes = ["POST", "PATCH", "PUT", "DELETE"];

    /// <summary>True for a batch of requests, which there is at the service root only.</summary>
    /// <param name="request">The request.</param>
    public static bool IsBatch(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(RequestTarget.Root, out var rest) && rest == "/$batch";

    private static Problem MethodProblem(HttpRequest request) =>
        new(ErrorCode.MethodNotAllowed, $"{request.Method} has no meaning here: it takes {ProblemResponse.AllowedMethods}.");
}
