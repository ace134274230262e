using System.Collections.Concurrent;
using Kawasaki.Api.OData.Writing.Metadata;
using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The forms of `$metadata`, each written once: the model does not change while the program runs.</summary>
internal sealed class MetadataDocuments(PublishedModel model, ServiceCapabilities capabilities)
{
    private readonly ConcurrentDictionary<(bool IsXml, string Version), byte[]> documents = new();

    /// <summary>The document.</summary>
    /// <param name="isXml">XML, else JSON.</param>
    /// <param name="version">`4.0` or `4.01`.</param>
    public byte[] Get(bool isXml, string version) => documents.GetOrAdd((isXml, version), Write);

    private byte[] Write((bool IsXml, string Version) form) => form.IsXml
        ? MetadataXmlWriter.Write(model, capabilities, form.Version)
        : MetadataJsonWriter.Write(model, capabilities, form.Version);
}
