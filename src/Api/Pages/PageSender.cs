using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Pages;

/// <summary>Sends pages: in the language asked for, from what is kept where it is.</summary>
/// <param name="site">What all pages have in common.</param>
/// <param name="cache">Answers already made.</param>
internal sealed class PageSender(Site site, AnswerCache cache)
{
    /// <summary>Answers with a page.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">What it is, for the log.</param>
    /// <param name="make">Makes the page in a language.</param>
    /// <param name="parameters">Parameters that decide about the page besides that of the language; others are for its scripts, or from a link that somebody counts.</param>
    public async Task RunAsync(HttpContext http, string name, Func<HttpContext, PageLanguage, CancellationToken, Task<Result<PageContent>>> make, params IEnumerable<string> parameters)
    {
        var language = PageLanguage.Of(http.Request);
        var problem = language.IsOk
            ? await cache.RunAsync(http, (_, token) => MakeAsync(http, name, language.Value, make, token), http.RequestAborted, language.Value.Code, Asked(http.Request, parameters))
            : language.Problem;
        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(http, problem, http.RequestAborted);
        }
    }

    /// <summary>Sends a page that is made.</summary>
    /// <param name="http">The request.</param>
    /// <param name="content">The page.</param>
    /// <param name="vary">Headers, besides those of language and coding, on which the answer depends.</param>
    /// <param name="token">Ends the sending.</param>
    public async Task SendAsync(HttpContext http, PageContent content, string? vary, CancellationToken token)
    {
        PageHeaders.Apply(http.Response, content.Language, vary);
        using var page = new PageBuffer();
        new Layout(site, site.Base(http.Request)).Write(content, page);
        await Responder.SendAsync(http, PageHeaders.ContentType, page.Written, version: null, token);
    }

    private static string Asked(HttpRequest request, IEnumerable<string> parameters) => $"{request.Path.ToUriComponent()}?{string.Join(
        '&', parameters.Append(PageLanguage.Parameter).Where(request.Query.ContainsKey).Select(p => $"{p}={Uri.EscapeDataString(request.Query[p].ToString())}"))}";

    private async Task<Problem?> MakeAsync(HttpContext http, string name, PageLanguage language, Func<HttpContext, PageLanguage, CancellationToken, Task<Result<PageContent>>> make, CancellationToken token)
    {
        RequestRecord.Of(http).Question = name;
        var content = await make(http, language, token);
        if (!content.IsOk)
        {
            return content.Problem;
        }

        await SendAsync(http, content.Value, vary: null, token);
        return null;
    }
}
