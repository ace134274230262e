using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.OData.Writing.Tables;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Answers what is told of the service itself: service document and `$metadata`.</summary>
internal sealed class DescriptionAnswer(PublishedModel model, MetadataDocuments metadata)
{
    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="question">What it asks for.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public async Task<Problem?> SendAsync(HttpContext http, BoundQuestion question, CancellationToken token)
    {
        var (wanted, version) = (question.Wanted, question.Wanted.Format.Version);
        var root = question.Parsed.Asked.Root;
        switch (question.Request)
        {
            case ServiceDocumentRequest when wanted.Table is { } table:
                return FlatPlan.NotRows(table);
            case ServiceDocumentRequest:
                await Responder.SendAsync(http, wanted.Format.ContentType, ServiceDocumentWriter.Write(model, wanted.Format, root), version, token);
                return null;
            case MetadataRequest:
                await Responder.SendAsync(http, wanted.IsXml ? "application/xml" : "application/json", metadata.Get(wanted.IsXml, version), version, token);
                return null;
            case var request:
                throw new InvalidOperationException($"{request.GetType().Name} is no known request.");
        }
    }
}
