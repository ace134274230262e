using Kawasaki.Api.Datasets;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>Whole sets as files below `/api/v1/datasets`.</summary>
internal static class DatasetGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        var (options, parts) = (serving.Options, serving.Parts);
        var limits = FileLimits.Of(serving);
        var reader = new SetReader(parts.Store, options.StreamDeadline);
        var files = new SetFiles(parts.Model, serving.Files, reader, serving.Freshness, parts.Publication, serving.Roots, limits);
        var packages = new PackageFiles(parts.Model, serving.Files, parts.Store, reader, serving.Freshness, parts.Publication, serving.Roots, limits, options.RequestDeadline);
        new DatasetEndpoints(serving.Files.All, files, packages, serving.Cache).Map(app);
    }
}
