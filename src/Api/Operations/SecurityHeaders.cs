using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.Operations;

/// <summary>What every answer tells a browser: to take it for what it says it is, to run and load nothing from it, to give no address away. Pages have a policy of their own (`Pages/PageHeaders`).</summary>
/// <remarks>Source: OWASP REST Security Cheat Sheet, section Security Headers; Fetch standard for `Cross-Origin-Resource-Policy`; RFC 6797.</remarks>
internal sealed class SecurityHeaders
{
    /// <summary>Policy of what is no page.</summary>
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string Year = "max-age=31536000";

    private readonly KeyValuePair<string, StringValues>[] headers;

    /// <summary>Finds out which.</summary>
    /// <param name="options">Whether other origins may read, and whether the public address is https.</param>
    public SecurityHeaders(ServerOptions options) =>
        headers = [.. All(options).Select(h => new KeyValuePair<string, StringValues>(h.Name, h.Value))];

    /// <summary>Names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [HeaderNames.XContentTypeOptions, HeaderNames.ContentSecurityPolicy, "Cross-Origin-Resource-Policy", "Referrer-Policy", HeaderNames.StrictTransportSecurity];

    /// <summary>Sets them.</summary>
    /// <param name="response">The answer.</param>
    public void Apply(HttpResponse response)
    {
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }
    }

    private static IEnumerable<(string Name, string Value)> All(ServerOptions options)
    {
        yield return (Names[0], "nosniff");
        yield return (Names[1], Nothing);
        yield return (Names[2], options.AllowsOtherOrigins ? "cross-origin" : "same-origin");
        yield return (Names[3], "no-referrer");
        if (options.BaseUrl?.Scheme == Uri.UriSchemeHttps)
        {
            yield return (Names[4], Year); // the proxy that ends TLS passes it on; a browser on http does not look at it
        }
    }
}
