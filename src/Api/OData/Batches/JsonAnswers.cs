using System.Globalization;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.OData.Writing;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Writes the answers of a batch in the JSON format.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 19.4.</remarks>
internal sealed class JsonAnswers : BatchAnswerWriter
{
    private readonly Utf8JsonWriter json;

    /// <summary>Begins the answer.</summary>
    /// <param name="output">Where.</param>
    public JsonAnswers(PageBuffer output)
    {
        json = new Utf8JsonWriter(output, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartArray("responses");
    }

    /// <inheritdoc/>
    public override string ContentType => "application/json";

    /// <inheritdoc/>
    public override void Write(PartAnswer answer) => Write(answer, null);

    /// <inheritdoc/>
    public override void Write(string group, IReadOnlyList<PartAnswer> answers)
    {
        foreach (var answer in answers)
        {
            Write(answer, group);
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <inheritdoc/>
    public override void Dispose() => json.Dispose();

    private void Write(PartAnswer answer, string? group)
    {
        json.WriteStartObject();
        json.WriteString("id", answer.Part.Id ?? answer.Part.Number.ToString(CultureInfo.InvariantCulture));
        if (group is not null)
        {
            json.WriteString("atomicityGroup", group);
        }

        json.WriteNumber("status", answer.Status);
        json.WriteStartObject("headers");
        foreach (var (name, values) in answer.Headers)
        {
            if (!name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
            {
                json.WritePropertyName(name.ToLowerInvariant());
                JsonText.WriteValue(json, values.ToString());
            }
        }

        json.WriteEndObject();
        if (!answer.Body.IsEmpty && MediaTypeHeaderValue.TryParse(answer.Headers.ContentType.ToString(), out var type))
        {
            WriteBody(type, answer.Body.Span);
        }

        json.WriteEndObject();
        json.Flush();
    }

    private void WriteBody(MediaTypeHeaderValue type, ReadOnlySpan<byte> body)
    {
        json.WritePropertyName("body");
        if (JsonBatchParser.IsJson(type))
        {
            json.WriteRawValue(body, skipInputValidation: true);
        }
        else if (type.Type.Equals("text", StringComparison.OrdinalIgnoreCase))
        {
            JsonText.WriteValue(json, Encoding.UTF8.GetString(body));
        }
        else
        {
            // With padding, which readers may ask for.
            json.WriteStringValue(Convert.ToBase64String(body).Replace('+', '-').Replace('/', '_'));
        }
    }
}
