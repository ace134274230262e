using Kawasaki.Api.Pages;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>What people read in a browser: pages of single rows, guides, and the files that pages load.</summary>
internal static class PagesGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving) => app.MapAssets();
}
