using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Datasets;

/// <summary>Puts the whole sets under their root.</summary>
/// <param name="sets">The sets.</param>
/// <param name="files">Sends one of them.</param>
/// <param name="packages">Sends all of them, and what describes them.</param>
/// <param name="cache">Answers already made: small files are among them.</param>
internal sealed class DatasetEndpoints(IReadOnlyList<EntitySetModel> sets, SetFiles files, PackageFiles packages, AnswerCache cache)
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, DatasetFormat.Root, packages.IndexAsync);
        Map(routes, PackageFiles.DescriptorPath, packages.DescriptorAsync);
        Map(routes, PackageFiles.ZipPath, packages.ZipAsync);
        Map(routes, DatasetFormat.Root + "/{file}", FileAsync);
    }

    private void Map(IEndpointRouteBuilder routes, string path, Func<HttpContext, CancellationToken, Task<Problem?>> answer) => routes.Map(path, async context =>
    {
        var problem = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? await cache.RunAsync(context, answer, context.RequestAborted)
            : new Problem(ErrorCode.MethodNotAllowed, $"The resource takes {ProblemResponse.AllowedMethods}.");
        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context, problem, context.RequestAborted);
        }
    });

    private async Task<Problem?> FileAsync(HttpContext http, CancellationToken token)
    {
        var found = DatasetQuestion.Find(sets, (string)http.Request.RouteValues["file"]!, out var extension);
        if (found is not { IsOk: true, Value: var set })
        {
            return found.Problem;
        }

        if (string.Equals(extension, DatasetFormat.MetadataExtension, StringComparison.OrdinalIgnoreCase))
        {
            return await packages.MetadataAsync(http, set, token);
        }

        var question = DatasetQuestion.Read(set, extension, http.Request.Query);
        return question.IsOk ? await files.SendAsync(http, question.Value, token) : question.Problem;
    }
}
