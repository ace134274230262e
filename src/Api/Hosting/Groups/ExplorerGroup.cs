using Kawasaki.Api.Explorer;
using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>The explorer: the first page, and pages that show the data.</summary>
internal static class ExplorerGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        var site = new Site(serving);
        new ExplorerEndpoints(site, new PageSender(site, serving.Cache), serving.Freshness).Map(app);
    }
}
