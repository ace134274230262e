using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Rest;

/// <summary>Puts the plain REST resources under their root. Errors below it are `application/problem+json`.</summary>
internal static class RestEndpoints
{
    /// <summary>Path of the REST root, without a last slash.</summary>
    public const string Root = "/api/v1";

    /// <summary>True for a request below the root.</summary>
    /// <param name="request">The request.</param>
    public static bool IsRest(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps every path below the root: what is not there gets its problem too.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="changes">Answers `changes`.</param>
    public static void MapRest(this IEndpointRouteBuilder routes, ChangesReader changes)
    {
        Map("/changes", changes.RunAsync);
        Map("/{**path}", (_, _) => Task.FromResult<Problem?>(new Problem(ErrorCode.UnknownResource, $"There is nothing here. Below {Root}/ there is changes.")));

        void Map(string path, Func<HttpContext, CancellationToken, Task<Problem?>> answer) => routes.Map(Root + path, async context =>
        {
            var problem = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? await answer(context, context.RequestAborted)
                : new Problem(ErrorCode.MethodNotAllowed, $"The resource takes {ProblemResponse.AllowedMethods}.");
            if (problem is not null)
            {
                await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
            }
        });
    }
}
