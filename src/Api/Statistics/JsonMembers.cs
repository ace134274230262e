using System.Text.Json;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.Statistics;

/// <summary>Writes texts of JSON as UTF-8.</summary>
internal static class JsonMembers
{
    /// <summary>A writer that keeps to itself what is not flushed: what stands in the buffer may be taken away between two flushes.</summary>
    /// <param name="output">Where.</param>
    public static Utf8JsonWriter Create(PageBuffer output) => new(new PageStream(output), JsonText.Options);

    /// <summary>Writes a member; nothing for null.</summary>
    /// <param name="json">Where.</param>
    /// <param name="name">Its name, plain ASCII.</param>
    /// <param name="text">Its value.</param>
    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WritePropertyName(name);
            JsonText.WriteValue(json, text);
        }
    }

    /// <summary>Writes an object with a text in both languages.</summary>
    /// <param name="json">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="texts">The text.</param>
    public static void Both(this Utf8JsonWriter json, string name, (string Japanese, string English) texts)
    {
        json.WriteStartObject(name);
        json.Text("ja", texts.Japanese);
        json.Text("en", texts.English);
        json.WriteEndObject();
    }
}
