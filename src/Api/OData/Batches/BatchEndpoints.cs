using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Puts `$batch` under the root of the OData service.</summary>
internal static class BatchEndpoints
{
    /// <summary>Maps it.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="batches">Answers batches.</param>
    public static void MapBatch(this IEndpointRouteBuilder routes, BatchPipeline batches) =>
        routes.Map(RequestTarget.Root + "/$batch", async context =>
        {
            var isPost = HttpMethods.IsPost(context.Request.Method);
            if ((isPost ? await batches.RunAsync(context, context.RequestAborted) : NotPosted(context.Response)) is { } problem)
            {
                await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
            }
        });

    private static Problem NotPosted(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return new Problem(ErrorCode.MethodNotAllowed, "A batch is sent by POST.");
    }
}
