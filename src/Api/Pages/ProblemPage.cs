using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Batches;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Pages;

/// <summary>Says to a browser in a page what went wrong: what it is and what to do in the reader's language, the single case in English.</summary>
/// <param name="site">What all pages have in common.</param>
internal sealed class ProblemPage(Site site)
{
    private static readonly string[] Offers = ["application/json", "text/html"];

    /// <summary>Whether a browser asks, which names HTML; a program asks for JSON, or for anything, and a request of a batch has no reader.</summary>
    /// <param name="http">The request.</param>
    public static bool IsWanted(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && MediaChoice.Of(http.Request.Headers.Accept, Offers) == Offers[1] && !PartRequest.Is(http);

    /// <summary>Answers a path where nothing is.</summary>
    /// <param name="http">The request.</param>
    public static Task NothingAsync(HttpContext http) => ProblemResponse.WriteAsync(
        http, new Problem(ErrorCode.UnknownResource, "There is nothing here.", Hint: $"Pages begin at /, guides at /docs, plain JSON at {RestEndpoints.Root}, OData at {RequestTarget.Root}/."), http.RequestAborted);

    /// <summary>Answers with a problem of which a page says more than usual.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="more">What the page says besides.</param>
    public Task WriteAsync(HttpContext http, Problem problem, IReadOnlyList<Html> more) =>
        IsWanted(http) ? ProblemResponse.WriteAsync(http, problem, () => Make(http, problem, more), http.RequestAborted) : ProblemResponse.WriteAsync(http, problem, http.RequestAborted);

    /// <summary>Makes the page.</summary>
    /// <param name="http">The request, with the status of its answer.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="more">What the page says besides.</param>
    public (string ContentType, byte[] Body) Make(HttpContext http, Problem problem, IReadOnlyList<Html> more)
    {
        var language = PageLanguage.OrDefault(http.Request);
        PageHeaders.Apply(http.Response, language, "Accept");
        using var page = new PageBuffer();
        var words = new ProblemAdvice(language, problem, http.Response.StatusCode);
        Html[] body = [new Tag("h1", words.Heading), .. Said(language, words, problem), .. more, Codes(language, problem, http.TraceIdentifier), Ways(language)];
        new Layout(site, site.Base(http.Request)).Write(new PageContent(language, words.Heading, PathOf(http.Request), body) { IsPublished = false, IsSwitchable = !IsData(http.Request) }, page);
        return (PageHeaders.ContentType, page.Written.ToArray());
    }

    // The path stands in links of the page: more than one slash before it would be the name of a host.
    private static string PathOf(HttpRequest request) => "/" + request.Path.ToUriComponent().TrimStart('/');

    private static bool IsData(HttpRequest request) => RestEndpoints.IsRest(request) || request.Path.StartsWithSegments(RequestTarget.Root, StringComparison.OrdinalIgnoreCase);

    // What is said of the single case is English, for people who write programs; on a Japanese page it stands as what it is.
    private static IEnumerable<Html> Said(PageLanguage language, ProblemAdvice words, Problem problem)
    {
        var title = ErrorTitle.Of(problem.Code);
        yield return new Tag("p", language.Text(title.Japanese, title.English));
        if (words.Advice is { } advice)
        {
            yield return new Tag("p", advice);
        }

        yield return new Tag("p", ErrorWriter.Text(problem)) { ["lang"] = "en", ["class"] = "muted" };
    }

    private Tag Codes(PageLanguage language, Problem problem, string requestId) => new(
        "p", language.Text("エラーコード：", "Error code: "), new Tag("a", ErrorWriter.CodeText(problem.Code)) { ["href"] = site.Link(language, ProblemWords.Explained(problem.Code)) },
        language.Text("、照会番号：", ", request id: "), new Tag("code", requestId))
    { ["class"] = "muted" };

    private Tag Ways(PageLanguage language) => new(
        "ul",
        new Tag("li", new Tag("a", language.Text("トップページ", "Start page")) { ["href"] = site.Link(language, "/") }),
        new Tag("li", new Tag("a", language.Text("公開しているデータ", "The published data")) { ["href"] = site.Link(language, "/docs/data") }),
        new Tag("li", new Tag("a", language.Text("使い方", "Guides")) { ["href"] = site.Link(language, "/docs") }));
}
