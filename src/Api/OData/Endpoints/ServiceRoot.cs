using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The address every link and context begins with: one setting, else the host of the request, which was checked before.</summary>
internal sealed class ServiceRoot(ServerOptions options)
{
    private readonly string? configured = options.BaseUrl?.AbsoluteUri.TrimEnd('/');

    /// <summary>The address that all paths of a request begin with, without a last slash.</summary>
    /// <param name="request">The request.</param>
    public string Base(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host}";

    /// <summary>The service root of a request, ending in a slash.</summary>
    /// <param name="request">The request.</param>
    public string Of(HttpRequest request) => $"{Base(request)}{RequestTarget.Root}/";
}
