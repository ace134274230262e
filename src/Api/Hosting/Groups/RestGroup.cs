using Kawasaki.Api.OpenApi;
using Kawasaki.Api.Rest;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>Plain REST below `/api/v1`, and the description of the whole service.</summary>
internal static class RestGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        var (options, parts, resources) = (serving.Options, serving.Parts, Resources(serving));
        var feed = new ChangesReader(parts.Model, parts.Store, serving.Roots, parts.Limits, options.RequestDeadline, TimeProvider.System);
        var pipeline = new RestPipeline(parts.Store, serving.Roots, parts.Parsing, options.RequestDeadline, TimeProvider.System);
        app.MapRest(new RestResources(pipeline, resources, feed, parts.Versions), serving.Cache);
        app.MapOpenApi(new Examples(parts.Store, resources, options.RequestDeadline), serving.Roots, serving.Cache);
    }

    private static RestParts Resources(Serving serving)
    {
        var (model, limits, tokens) = (serving.Parts.Model, serving.Parts.Limits, serving.Tokens);
        return new RestParts(
            new ListResource(model, limits, tokens), new ItemResource(model), new TreeResource(model), new SeriesResource(model),
            new SearchResource(model, limits, serving.Parts.Parsing, tokens), RestResources.Listed(model));
    }
}
