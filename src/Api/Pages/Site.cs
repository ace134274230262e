using Kawasaki.Api.Catalog;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Pages;

/// <summary>What all pages have in common: on what terms the data is offered, and where the service is.</summary>
/// <param name="publication">The terms.</param>
/// <param name="roots">Address of the service.</param>
/// <param name="options">How the service is reached.</param>
internal sealed class Site(PublicationOptions publication, ServiceRoot roots, ServerOptions options)
{
    // Behind a proxy the service may stand below a path of its host.
    private readonly string prefix = options.BaseUrl?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>The site of a server.</summary>
    /// <param name="serving">The server.</param>
    public Site(Serving serving) : this(serving.Parts.Publication, serving.Roots, serving.Options)
    {
    }

    /// <summary>The terms.</summary>
    public PublicationOptions Publication => publication;

    /// <summary>The address that all addresses begin with, without a last slash.</summary>
    /// <param name="request">The request.</param>
    public string Base(HttpRequest request) => roots.Base(request);

    /// <summary>Link to a file or an answer in no language.</summary>
    /// <param name="path">Its path, with its slash.</param>
    public string Link(string path) => prefix + path;

    /// <summary>Link to a page, in the language that its reader has chosen.</summary>
    /// <param name="language">The language.</param>
    /// <param name="path">Its path, with its slash, perhaps with parameters and a place in the page.</param>
    public string Link(PageLanguage language, string path) => prefix + (language.IsChosen ? In(path, language.Code) : path);

    /// <summary>A path with the parameter that chooses a language.</summary>
    /// <param name="path">The path.</param>
    /// <param name="code">Code of the language.</param>
    public static string In(string path, string code)
    {
        var mark = path.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? at : path.Length;
        return $"{path[..mark]}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{PageLanguage.Parameter}={code}{path[mark..]}";
    }
}
