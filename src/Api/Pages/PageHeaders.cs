using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Pages;

/// <summary>Headers of every page.</summary>
internal static class PageHeaders
{
    /// <summary>Media type of a page.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>What a page may load and do: files of this origin, nothing inline, no frame around it.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets them.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="language">Language of the page.</param>
    /// <param name="vary">Headers of the request, besides those of language and coding, on which the answer depends.</param>
    public static void Apply(HttpResponse response, PageLanguage language, string? vary = null)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        response.Headers.ContentLanguage = language.Code;
        response.Headers.Vary = vary is null ? "Accept-Language" : $"{vary}, Accept-Language";
    }
}
