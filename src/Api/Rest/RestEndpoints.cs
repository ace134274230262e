using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
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
    /// <param name="resources">What is answered.</param>
    /// <param name="cache">Answers already made.</param>
    public static void MapRest(this IEndpointRouteBuilder routes, RestResources resources, AnswerCache cache)
    {
        Map("", Kept(resources.IndexAsync));
        Map("/changes", resources.ChangesAsync);
        Map("/tree", Kept(resources.TreeAsync));
        Map("/search", Kept(resources.SearchAsync));
        Map("/indicators/{code}/series", Kept(resources.SeriesAsync));
        Map("/{set}", Kept(resources.ListAsync));
        Map("/{set}/{code}", Kept(resources.ItemAsync));
        Map("/{**path}", (_, _) => Task.FromResult<Problem?>(new Problem(ErrorCode.UnknownResource, "There is nothing here.", Hint: $"{Root} lists what there is.")));

        Func<HttpContext, CancellationToken, Task<Problem?>> Kept(Func<HttpContext, CancellationToken, Task<Problem?>> answer) => (http, token) => cache.RunAsync(http, answer, token);

        void Map(string path, Func<HttpContext, CancellationToken, Task<Problem?>> answer) => routes.MapRead(Root + path, answer);
    }

    /// <summary>Maps a path that is only read: another method is refused, a problem answered.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="path">The path.</param>
    /// <param name="answer">Answers; gives the problem to answer with, null when the answer is sent.</param>
    public static void MapRead(this IEndpointRouteBuilder routes, string path, Func<HttpContext, CancellationToken, Task<Problem?>> answer) => routes.Map(path, async context =>
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
