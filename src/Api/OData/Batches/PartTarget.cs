using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Where the URL of a request in a batch leads, as if it had come alone.</summary>
/// <param name="RawTarget">Path and query.</param>
/// <param name="Host">The host of an absolute URL; null for that of the batch.</param>
internal sealed record PartTarget(string RawTarget, string? Host)
{
    /// <summary>The path alone, percent-encoded.</summary>
    public string Path => RawTarget.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? RawTarget[..mark] : RawTarget;

    /// <summary>Reads an absolute URL, an absolute path, or a path relative to the service root.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public static Result<PartTarget> Of(string url, string root)
    {
        var rootPath = new Uri(root).AbsolutePath;
        if (url.StartsWith(root, StringComparison.OrdinalIgnoreCase))
        {
            return Relative(url[root.Length..]);
        }

        if (url.StartsWith(rootPath, StringComparison.OrdinalIgnoreCase))
        {
            return Relative(url[rootPath.Length..]);
        }

        if (HasScheme(url))
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" && absolute.UserInfo.Length == 0
                ? Within(absolute.PathAndQuery, absolute.Authority)
                : Elsewhere;
        }

        return url[0] == '/' ? Within(url, null) : Relative(url);
    }

    private static Problem Elsewhere { get; } = new(ErrorCode.UnknownResource, $"The URL leads out of the service, whose root is {RequestTarget.Root}/.");

    private static PartTarget Relative(string path) => new($"{RequestTarget.Root}/{path}", null);

    private static Result<PartTarget> Within(string path, string? host) =>
        path.StartsWith(RequestTarget.Root, StringComparison.OrdinalIgnoreCase) && (path.Length == RequestTarget.Root.Length || path[RequestTarget.Root.Length] is '/' or '?')
            ? new PartTarget(path, host) : Elsewhere;

    // A colon before any slash or query is that of a scheme; in a path it is percent-encoded.
    private static bool HasScheme(string url) =>
        url.IndexOfAny([':', '/', '?', '(', '\'']) is var at and > 0 && url[at] == ':' && url[..at].All(char.IsAsciiLetterOrDigit);
}
