using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
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
        [] => new PageLanguage(Accepted(request.Headers.AcceptLanguage, Language.Japanese), IsChosen: false),
        ["ja"] => new PageLanguage(Language.Japanese, IsChosen: true),
        ["en"] => new PageLanguage(Language.English, IsChosen: true),
        _ => new Problem(ErrorCode.BadLiteral, $"{Parameter} is ja or en.", Parameter),
    };

    /// <summary>The language for a page that says what is wrong: never a problem of its own.</summary>
    /// <param name="request">The request.</param>
    public static PageLanguage OrDefault(HttpRequest request) => Of(request) is { IsOk: true, Value: var language } ? language : new PageLanguage(Accepted(request.Headers.AcceptLanguage, Language.Japanese), IsChosen: false);

    /// <summary>The one of two texts that is in the language.</summary>
    /// <param name="japanese">The Japanese text.</param>
    /// <param name="english">The English text.</param>
    public string Text(string japanese, string english) => Language == Language.English ? english : japanese;

    /// <summary>The language that a header asks for: the one liked better, of equals the one named first.</summary>
    /// <param name="header">`Accept-Language`.</param>
    /// <param name="otherwise">The language for a header that prefers none of the two.</param>
    /// <remarks>Source: RFC 9110, section 12.5.4; `ja-JP` asks for Japanese, and a header that cannot be read asks for nothing.</remarks>
    public static Language Accepted(StringValues header, Language otherwise)
    {
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList([.. header.Select(v => v ?? "")], out var wanted))
        {
            return otherwise;
        }

        var (japanese, english) = (Liking.Of(wanted, "ja"), Liking.Of(wanted, "en"));
        return japanese == english ? otherwise : japanese.IsStronger(english) ? Language.Japanese : Language.English;
    }

    // How much a language is liked, and where it is first named so; `*` is no place.
    private readonly record struct Liking(double Quality, int Place)
    {
        public bool IsStronger(Liking other) => Quality > other.Quality || (Quality == other.Quality && Place < other.Place);

        public static Liking Of(IList<StringWithQualityHeaderValue> wanted, string code)
        {
            var named = wanted.Select((w, i) => (w.Value, Quality: w.Quality ?? 1, Place: i)).Where(w => Names(w.Value, code)).OrderByDescending(w => w.Quality).Take(1).ToList();
            return named is [{ Quality: var quality, Place: var place }] ? new Liking(quality, quality > 0 ? place : int.MaxValue)
                : new Liking(wanted.Where(w => w.Value.Equals("*", StringComparison.Ordinal)).Select(w => w.Quality ?? 1).FirstOrDefault(), int.MaxValue);
        }

        private static bool Names(StringSegment range, string code) => range.Equals(code, StringComparison.OrdinalIgnoreCase) || range.StartsWith(code + "-", StringComparison.OrdinalIgnoreCase);
    }
}
