using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Identifiers;

/// <summary>Puts the pages of single rows under their root.</summary>
internal static class IdentifierEndpoints
{
    /// <summary>Path of all identifiers, without a last slash.</summary>
    public const string Root = "/id";

    /// <summary>True for a request below the root.</summary>
    /// <param name="request">The request.</param>
    public static bool IsIdentifier(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);
}
