using Kawasaki.Api.Datasets;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Pages;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Catalog;

/// <summary>Answers `GET /api/v1/catalog`: the catalogue as JSON-LD or Turtle.</summary>
internal sealed class CatalogReader
{
    /// <summary>Path of the catalogue.</summary>
    public const string Path = RestEndpoints.Root + "/catalog";

    private readonly SetFreshness freshness;
    private readonly ServiceRoot roots;
    private readonly PublicationOptions publication;
    private readonly IReadOnlyList<EntitySetModel> sets;
    private readonly SourceDocuments documents;

    /// <summary>Answers of what is served.</summary>
    /// <param name="serving">What is served.</param>
    public CatalogReader(Serving serving)
    {
        (freshness, roots, publication) = (serving.Freshness, serving.Roots, serving.Parts.Publication);
        (sets, documents) = (serving.Files.All, new SourceDocuments(serving.Parts.Model, serving.Parts.Store, serving.Options.RequestDeadline));
    }

    /// <summary>Answers in the form that the caller likes best.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> NegotiateAsync(HttpContext http, CancellationToken token)
    {
        string[] offers = [JsonLdWriter.MediaType, TurtleWriter.MediaType, "application/json"];
        return MediaChoice.Of(http.Request.Headers.Accept, offers) is not { } mediaType
            ? Task.FromResult<Problem?>(new Problem(ErrorCode.NotAcceptable, $"The catalogue can be {JsonLdWriter.MediaType} or {TurtleWriter.MediaType}; neither is accepted by the request.", "Accept"))
            : AnswerAsync(http, mediaType == TurtleWriter.MediaType ? mediaType : JsonLdWriter.MediaType, isNegotiated: true, token);
    }

    /// <summary>Answers as JSON-LD.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> JsonLdAsync(HttpContext http, CancellationToken token) => AnswerAsync(http, JsonLdWriter.MediaType, isNegotiated: false, token);

    /// <summary>Answers as Turtle.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> TurtleAsync(HttpContext http, CancellationToken token) => AnswerAsync(http, TurtleWriter.MediaType, isNegotiated: false, token);

    private async Task<Problem?> AnswerAsync(HttpContext http, string mediaType, bool isNegotiated, CancellationToken token)
    {
        RequestRecord.Of(http).Question = "catalog";
        if (RestParameters.Read(http.Request.Query, [], []) is { IsOk: false } wrong)
        {
            return wrong.Problem;
        }

        var known = await freshness.NowAsync(token);
        var read = known.IsOk ? await documents.AskAsync(DatasetPlan.Version(known.Value!.State), token) : known.Problem;
        if (read is not { IsOk: true, Value: var sources })
        {
            return read.Problem;
        }

        var graph = CatalogGraph.Of(sets, roots.Base(http.Request), publication, known.Value!, sources);
        using var output = new PageBuffer();
        var isTurtle = mediaType == TurtleWriter.MediaType;
        Action<Graph, PageBuffer> write = isTurtle ? TurtleWriter.Write : JsonLdWriter.Write;
        write(graph, output);
        if (isNegotiated)
        {
            http.Response.Headers.Vary = "Accept";
        }

        http.Response.GetTypedHeaders().LastModified = WholeSeconds.Of(known.Value!.Latest.At);
        await Responder.SendAsync(http, isTurtle ? mediaType + ";charset=utf-8" : mediaType, output.Written, version: null, token);
        return null;
    }
}
