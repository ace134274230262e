using System.Buffers;
using System.Text.Json;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes the list of published sets that the service root answers.</summary>
internal static class ServiceDocumentWriter
{
    /// <summary>The document as UTF-8 bytes.</summary>
    /// <param name="model">What is published.</param>
    /// <param name="format">The dialect.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public static byte[] Write(PublishedModel model, JsonFormat format, string root)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonText.Options);
        json.WriteStartObject();
        if (format.Metadata != MetadataLevel.None)
        {
            json.WriteString("@odata.context", root + "$metadata");
        }

        json.WriteStartArray("value");
        foreach (var set in model.Sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Name);
            json.WritePropertyName("title");
            JsonText.WriteValue(json, $"{set.Japanese} ({set.English})");
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
