using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.Rest;
using Microsoft.AspNetCore.Routing;

namespace Kawasaki.Api.Catalog;

/// <summary>Puts the catalogue under its three addresses.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="reader">Answers.</param>
    /// <param name="cache">Answers already made.</param>
    public static void MapCatalog(this IEndpointRouteBuilder routes, CatalogReader reader, AnswerCache cache)
    {
        routes.MapRead(CatalogReader.Path, (http, token) => cache.RunAsync(http, reader.NegotiateAsync, token));
        routes.MapRead(CatalogReader.Path + ".jsonld", (http, token) => cache.RunAsync(http, reader.JsonLdAsync, token));
        routes.MapRead(CatalogReader.Path + ".ttl", (http, token) => cache.RunAsync(http, reader.TurtleAsync, token));
    }
}
