using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kawasaki.Api.Hosting;

/// <summary>In what language a problem is told to a program: its title in Japanese for who prefers that, else in English; what it says of the single case is English (docs/decisions/0044).</summary>
/// <param name="Language">Language of titles.</param>
internal readonly record struct ProblemWords(Language Language)
{
    /// <summary>Headers of a request that decide how a problem is told.</summary>
    public const string Vary = "Accept, Accept-Language";

    /// <summary>Path of the page that explains every code, each at `#KWS202` in it.</summary>
    public const string Page = "/docs/errors";

    /// <summary>`Content-Language` of what is told.</summary>
    public string Languages => Language == Language.Japanese ? "ja, en" : "en";

    /// <summary>The words for a request: by `lang`, where a page has it, else by `Accept-Language`, else English.</summary>
    /// <param name="request">The request.</param>
    public static ProblemWords Of(HttpRequest request) => request.Query[PageLanguage.Parameter] switch
    {
        ["ja"] => new ProblemWords(Language.Japanese),
        ["en"] => new ProblemWords(Language.English),
        _ => Of(request.Headers.AcceptLanguage),
    };

    /// <summary>The words for a header.</summary>
    /// <param name="header">`Accept-Language`.</param>
    public static ProblemWords Of(StringValues header) => new(PageLanguage.Accepted(header, Language.English));

    /// <summary>Path of the explanation of a code.</summary>
    /// <param name="code">The code.</param>
    public static string Explained(ErrorCode code) => $"{Page}#{ErrorWriter.CodeText(code)}";

    /// <summary>The title of a code.</summary>
    /// <param name="code">The code.</param>
    public string Title(ErrorCode code) => ErrorTitle.Of(code) is var title && Language == Language.Japanese ? title.Japanese : title.English;

    /// <summary>A message that has no title beside it: in Japanese it has the title before it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">The message.</param>
    public string Message(ErrorCode code, string message) => Language == Language.Japanese ? $"{ErrorTitle.Of(code).Japanese} {message}" : message;

    /// <summary>Says in what language an answer is, and what that depends on.</summary>
    /// <param name="headers">Headers of the answer.</param>
    public void Apply(IHeaderDictionary headers)
    {
        headers.ContentLanguage = Languages;
        headers.Vary = Vary;
    }
}
