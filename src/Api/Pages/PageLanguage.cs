using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Pages;

/// <summary>Languages of the pages.</summary>
internal enum Language
{
    /// <summary>Japanese.</summary>
    Japanese,

    /// <summary>English.</summary>
    English,
}

/// <summary>The language of a page, and whether its reader chose it in the address: then the links of the page keep it.</summary>
/// <param name="Language">The language.</param>
/// <param name="IsChosen">True when the address says it.</param>
internal readonly record struct PageLanguage(Language Language, bool IsChosen)
{
    /// <summary>The parameter that chooses.</summary>
    public const string Parameter = "lang";

    /// <summary>Code of the language: `ja` or `en`.</summary>
    public string Code => CodeOf(Language);

    /// <summary>Code of a language.</summary>
    /// <param name="language">The language.</param>
    public static string CodeOf(Language language) => language == Language.English ? "en" : "ja";

    /// <summary>The language asked for: by `lang`, else by `Accept-Language`, else Japanese.</summary>
    /// <param name="request">The request.</param>
    public static Result<PageLanguage> Of(HttpRequest request) => request.Query[Parameter] switch
    {
        [] => new PageLanguage(Accepted(request.Headers), IsChosen: false),
        ["ja"] => new PageLanguage(Language.Japanese, IsChosen: true),
        ["en"] => new PageLanguage(Language.English, IsChosen: true),
        _ => new Problem(ErrorCode.BadLiteral, $"{Parameter} is ja or en.", Parameter),
    };

    /// <summary>The language for a page that says what is wrong: never a problem of its own.</summary>
    /// <param name="request">The request.</param>
    public static PageLanguage OrDefault(HttpRequest request) => Of(request) is { IsOk: true, Value: var language } ? language : new PageLanguage(Accepted(request.Headers), IsChosen: false);

    /// <summary>The one of two texts that is in the language.</summary>
    /// <param name="japanese">The Japanese text.</param>
    /// <param name="english">The English text.</param>
    public string Text(string japanese, string english) => Language == Language.English ? english : japanese;

    // RFC 9110, section 12.5.4; `ja-JP` asks for Japanese, and a header that cannot be read asks for nothing.
    private static Language Accepted(IHeaderDictionary headers)
    {
        if (headers.AcceptLanguage.Count == 0 || !StringWithQualityHeaderValue.TryParseList([.. headers.AcceptLanguage.Select(v => v ?? "")], out var wanted))
        {
            return Language.Japanese;
        }

        return Quality(wanted, "en") > Quality(wanted, "ja") ? Language.English : Language.Japanese;
    }

    private static double Quality(IList<StringWithQualityHeaderValue> wanted, string code) =>
        wanted.Where(w => w.Value.Equals(code, StringComparison.OrdinalIgnoreCase) || w.Value.StartsWith(code + "-", StringComparison.OrdinalIgnoreCase)).Select(w => w.Quality ?? 1).DefaultIfEmpty(
            wanted.Where(w => w.Value.Equals("*", StringComparison.Ordinal)).Select(w => w.Quality ?? 1).FirstOrDefault()).Max();
}
