using Kawasaki.Api.Hosting;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Guides;

/// <summary>Puts the guides and the data dictionary under their root.</summary>
internal static class GuideEndpoints
{
    /// <summary>Path of the list of guides, without a last slash.</summary>
    public const string Root = "/docs";

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="guides">The guides.</param>
    /// <param name="dictionary">The data dictionary.</param>
    /// <param name="errors">The list of errors.</param>
    /// <param name="pages">Sends pages.</param>
    /// <param name="site">Where the service is.</param>
    public static void MapGuides(this IEndpointRouteBuilder routes, GuidePages guides, DictionaryPage dictionary, ErrorsPage errors, PageSender pages, Site site)
    {
        Map("", "guides", (_, language, _) => Made(guides.Index(language)));
        Map("/data", "dictionary", dictionary.MakeAsync);
        Map(ProblemWords.Page[Root.Length..], "errors", (_, language, _) => Made(errors.Make(language)));
        Map("/{slug}", "guide", (http, language, _) => Made(guides.One(language, (string)http.Request.RouteValues["slug"]!, site.Base(http.Request))));

        void Map(string path, string name, Func<HttpContext, PageLanguage, CancellationToken, Task<Result<PageContent>>> make) =>
            routes.MapMethods(Root + path, Reads, http => pages.RunAsync(http, name, make));
    }

    private static Task<Result<PageContent>> Made(Result<PageContent> content) => Task.FromResult(content);
}
