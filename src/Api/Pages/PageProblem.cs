using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Pages;

/// <summary>Says to a browser in a page what went wrong; to everybody else in JSON.</summary>
/// <param name="site">What all pages have in common.</param>
internal sealed class PageProblem(Site site)
{
    private static readonly string[] Offers = ["application/json", "text/html"];

    /// <summary>Writes the whole answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">What went wrong.</param>
    public Task WriteAsync(HttpContext http, Problem problem) => WriteAsync(http, problem, []);

    /// <summary>Writes the whole answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="more">What the page says besides.</param>
    public Task WriteAsync(HttpContext http, Problem problem, IReadOnlyList<Html> more)
    {
        http.Response.Headers.Vary = "Accept, Accept-Language";
        return WantsPage(http.Request) ? ProblemResponse.WriteAsync(http, problem, status => Page(http, problem, status, more), http.RequestAborted)
            : ProblemResponse.WriteAsync(http, problem, http.RequestAborted);
    }

    /// <summary>Answers a path where nothing is.</summary>
    /// <param name="http">The request.</param>
    public Task NothingAsync(HttpContext http) =>
        WriteAsync(http, new Problem(ErrorCode.UnknownResource, "There is nothing here.", Hint: $"Pages begin at /, guides at /docs, plain JSON at {Rest.RestEndpoints.Root}, OData at {OData.Endpoints.RequestTarget.Root}/."));

    // A program asks for JSON, or for anything; a browser names HTML.
    private static bool WantsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && MediaChoice.Of(request.Headers.Accept, Offers) == Offers[1];

    private (string ContentType, byte[] Body) Page(HttpContext http, Problem problem, int status, IReadOnlyList<Html> more)
    {
        var language = PageLanguage.OrDefault(http.Request);
        PageHeaders.Apply(http.Response, language, "Accept");
        using var page = new PageBuffer();
        Html[] body = [new Tag("h1", Title(language, status)), .. Said(language, problem, status), .. more, Ways(language)];
        new Layout(site, site.Base(http.Request)).Write(new PageContent(language, Title(language, status), PathOf(http.Request), body) { IsPublished = false }, page);
        return (PageHeaders.ContentType, page.Written.ToArray());
    }

    // The path stands in links of the page: more than one slash before it would be the name of a host.
    private static string PathOf(HttpRequest request) => "/" + request.Path.ToUriComponent().TrimStart('/');

    // Messages of problems are English, for people who write programs; on a Japanese page they stand as what they are.
    private static IEnumerable<Html> Said(PageLanguage language, Problem problem, int status)
    {
        yield return new Tag("p", Explained(language, status));
        yield return new Tag("p", problem.Hint is { } hint ? $"{problem.Message} {hint}" : problem.Message) { ["lang"] = "en", ["class"] = "muted" };
    }

    private static string Title(PageLanguage language, int status) => status switch
    {
        404 => language.Text("ページが見つかりません", "Page not found"),
        410 => language.Text("このデータは削除されました", "This has been deleted"),
        503 => language.Text("ただいま応答できません", "Not available just now"),
        >= 500 => language.Text("エラーが発生しました", "Something went wrong"),
        _ => language.Text("この要求には応答できません", "This cannot be answered"),
    };

    private static string Explained(PageLanguage language, int status) => status switch
    {
        404 => language.Text("アドレスに誤りがないか確認してください。", "Please check the address."),
        410 => language.Text("この識別子のデータは以前存在しましたが、現在は削除されています。", "This identifier named something that has since been deleted."),
        503 => language.Text("しばらくしてからもう一度お試しください。", "Please try again in a moment."),
        >= 500 => language.Text("時間をおいても解消しない場合は、運用者にお知らせください。", "If it stays like this, please tell the operator."),
        _ => language.Text("アドレスのパラメーターを確認してください。", "Please check the parameters of the address."),
    };

    private Tag Ways(PageLanguage language) => new(
        "ul",
        new Tag("li", new Tag("a", language.Text("トップページ", "Start page")) { ["href"] = site.Link(language, "/") }),
        new Tag("li", new Tag("a", language.Text("公開しているデータ", "The published data")) { ["href"] = site.Link(language, "/docs/data") }),
        new Tag("li", new Tag("a", language.Text("使い方", "Guides")) { ["href"] = site.Link(language, "/docs") }));
}
