using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>The plain resources of one model.</summary>
internal sealed class RestResources(RestPipeline pipeline, RestParts parts, ChangesReader changes, IDataVersions? versions)
{
    private readonly IndexDocument index = new(parts.Sets, versions);

    /// <summary>The sets that are lists and items of their own: all but the feed, which is followed by its sequence.</summary>
    /// <param name="model">The published model.</param>
    public static IReadOnlyList<EntitySetModel> Listed(PublishedModel model) => [.. model.Sets.Where(s => s.Type.Key is [{ Type.Primitive: PrimitiveKind.String }])];

    /// <summary>`/api/v1`.</summary>
    public Task<Problem?> IndexAsync(HttpContext http, CancellationToken token) =>
        RestParameters.Read(http.Request.Query, [], []) is { IsOk: false } wrong ? Task.FromResult<Problem?>(wrong.Problem) : pipeline.SendAsync(http, "index", index.Write, token);

    /// <summary>`/api/v1/changes`.</summary>
    public Task<Problem?> ChangesAsync(HttpContext http, CancellationToken token) => changes.RunAsync(http, token);

    /// <summary>`/api/v1/tree`.</summary>
    public Task<Problem?> TreeAsync(HttpContext http, CancellationToken token) => pipeline.RunAsync(http, _ => parts.Tree.Bind(http.Request.Query), token);

    /// <summary>`/api/v1/search`.</summary>
    public Task<Problem?> SearchAsync(HttpContext http, CancellationToken token) => pipeline.RunAsync(http, root => parts.Search.Bind(http.Request.Query, root), token);

    /// <summary>`/api/v1/indicators/{code}/series`.</summary>
    public Task<Problem?> SeriesAsync(HttpContext http, CancellationToken token) => pipeline.RunAsync(http, _ => parts.Series.Bind(Value(http, "code"), http.Request.Query), token);

    /// <summary>`/api/v1/{set}`.</summary>
    public Task<Problem?> ListAsync(HttpContext http, CancellationToken token) =>
        Find(http) is { IsOk: true, Value: var set } ? pipeline.RunAsync(http, root => parts.Lists.Bind(set, http.Request.Query, root), token) : NoSetAsync(http);

    /// <summary>`/api/v1/{set}/{code}`.</summary>
    public Task<Problem?> ItemAsync(HttpContext http, CancellationToken token) =>
        Find(http) is { IsOk: true, Value: var set } ? pipeline.RunAsync(http, _ => parts.Items.Bind(set, Value(http, "code"), http.Request.Query), token) : NoSetAsync(http);

    private Task<Problem?> NoSetAsync(HttpContext http) => Task.FromResult(Find(http).Problem);

    private Result<EntitySetModel> Find(HttpContext http)
    {
        var name = Value(http, "set");
        return parts.Sets.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)) is { } set ? set
            : new Problem(
                ErrorCode.UnknownResource, $"There is no set '{LiteralBinder.Shorten(name)}'.",
                Hint: BindContext.DidYouMean(name, parts.Sets.Select(s => s.Name)) ?? $"{RestEndpoints.Root} lists what there is.");
    }

    private static string Value(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;
}
