using Kawasaki.Api.Guides;
using Kawasaki.Api.Identifiers;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Microsoft.AspNetCore.Builder;

namespace Kawasaki.Api.Hosting.Groups;

/// <summary>What people read in a browser: pages of single rows, guides, and the files that pages load.</summary>
internal static class PagesGroup
{
    /// <summary>Maps it.</summary>
    /// <param name="app">Where.</param>
    /// <param name="serving">What it is made of.</param>
    public static void Map(WebApplication app, Serving serving)
    {
        var (options, parts, site) = (serving.Options, serving.Parts, new Site(serving));
        var pages = new PageSender(site, serving.Cache);
        app.MapAssets();
        app.MapIdentifiers(new IdentifierAnswer(parts.Model, site, pages, new ProblemPage(site), serving.Cache, Snapshot));
        app.MapGuides(new GuidePages(site, GuideShelf.Embedded), new DictionaryPage(parts.Model, site, Snapshot), new ErrorsPage(site), pages, site);

        Snapshot Snapshot() => new(parts.Model, parts.Store, options.RequestDeadline, TimeProvider.System);
    }
}
