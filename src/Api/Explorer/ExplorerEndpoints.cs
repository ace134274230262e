using Kawasaki.Api.Datasets;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Explorer;

/// <summary>The pages of the explorer: what never changes comes from here, in the reader's language; what stands in the data its scripts ask for, as anybody else would.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="sender">Sends pages.</param>
/// <param name="freshness">When the data last changed.</param>
internal sealed class ExplorerEndpoints(Site site, PageSender sender, SetFreshness freshness)
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        Page("/", HomePage.Make, "q");
        Page("/indicator", IndicatorPage.Make, "code");
        Page("/tasks", (all, language, _) => TasksPage.Make(all, language));
        Page("/finance", (all, language, _) => FinancePage.Make(all, language));
        Page("/query", (all, language, _) => QueryPage.Make(all, language));

        void Page(string path, Func<Site, PageLanguage, IQueryCollection, PageContent> make, params string[] parameters) => routes.MapMethods(
            path, [HttpMethods.Get, HttpMethods.Head],
            http => sender.RunAsync(http, "explorer" + path, async (_, language, token) => Dated(make(site, language, http.Request.Query), await freshness.NowAsync(token)), parameters));
    }

    private static Result<PageContent> Dated(PageContent content, Result<Freshness> fresh) => fresh.IsOk ? content with { AsOf = fresh.Value.Latest.At } : fresh.Problem;
}
