using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Identifiers;

/// <summary>Puts the persistent identifiers of rows under their root.</summary>
internal static class IdentifierEndpoints
{
    /// <summary>Path of all identifiers, without a last slash.</summary>
    public const string Root = "/id";

    /// <summary>Path of one identifier, as routes and descriptions write it.</summary>
    public const string Pattern = Root + "/{set}/{code}";

    /// <summary>True for a request below the root.</summary>
    /// <param name="request">The request.</param>
    public static bool IsIdentifier(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="identifiers">Answers them.</param>
    public static void MapIdentifiers(this IEndpointRouteBuilder routes, IdentifierAnswer identifiers) =>
        routes.MapMethods(Pattern, [HttpMethods.Get, HttpMethods.Head], identifiers.RunAsync);
}
