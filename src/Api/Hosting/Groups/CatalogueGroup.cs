using Kawasaki.Api.Catalog;
using Kawasaki.Api.Statistics;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>The catalogue of all data, and the forms of statistics.</summary>
internal static class CatalogueGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        app.MapCatalog(new CatalogReader(serving), serving.Cache);
        app.MapStatistics(new StatisticsReader(serving), serving.Cache);
    }
}
