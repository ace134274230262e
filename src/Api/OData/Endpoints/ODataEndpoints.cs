using Kawasaki.Api.Access;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Changing;
using Kawasaki.Domain.Access;
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
    /// <param name="open">The flows over what everybody reads.</param>
    /// <param name="cache">Answers already made, of the open flows only.</param>
    /// <param name="guarded">The flows of callers who read more; null for none.</param>
    public static void MapOData(this IEndpointRouteBuilder routes, ODataFlows open, AnswerCache cache, GuardedFlows? guarded)
    {
        routes.Map(RequestTarget.Root + "/{**path}", AnswerAsync);

        async Task AnswerAsync(HttpContext context)
        {
            var isMore = guarded?.AreFor(RequestCaller.Of(context)) == true;
            var (reads, writes) = isMore ? guarded!.Flows : open;
            var problem = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || QueryBody.IsAskedBy(context.Request)
                ? isMore ? await AnswerCache.NeverAsync(context, reads.RunAsync, context.RequestAborted) : await cache.RunAsync(context, reads.RunAsync, context.RequestAborted)
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

/// <summary>Reads and writes over one model.</summary>
/// <param name="Reads">The read flow.</param>
/// <param name="Writes">The write flow; null for a service that only reads.</param>
internal sealed record ODataFlows(ReadPipeline Reads, WritePipeline? Writes);

/// <summary>The flows over a model that only holders of a scope see: nothing of it is known to the open flows, so that nothing of them can lead there.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Flows">The flows.</param>
internal sealed record GuardedFlows(string Scope, ODataFlows Flows)
{
    /// <summary>Whether a caller has the scope.</summary>
    /// <param name="caller">Who asks; null for nobody known.</param>
    public bool AreFor(Caller? caller) => caller?.Scopes.Contains(Scope) == true;
}
