using System.Buffers;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.Rest;

/// <summary>Writes a problem as `application/problem+json`.</summary>
/// <remarks>Source: RFC 9457; `code`, `target`, `errors` and `requestId` are extensions.</remarks>
internal static class ProblemJson
{
    /// <summary>Media type of what is written.</summary>
    public const string ContentType = "application/problem+json";

    // As in the OData error object.
    private const int MaxErrors = 100;

    /// <summary>The problem as UTF-8 bytes.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="type">Where its code is explained.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="requestId">Finds the request in the log.</param>
    /// <param name="words">The language of titles.</param>
    public static byte[] Write(Problem problem, string type, int status, string requestId, ProblemWords words)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("type", type);
        WriteTitle(json, problem, words);
        json.WriteNumber("status", status);
        WriteMembers(json, problem);
        if (problem.Details is { Count: > 0 } details)
        {
            json.WriteStartArray("errors");
            foreach (var detail in details.Take(MaxErrors))
            {
                json.WriteStartObject();
                WriteTitle(json, detail, words);
                WriteMembers(json, detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WritePropertyName("requestId");
        JsonText.WriteValue(json, requestId);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteTitle(Utf8JsonWriter json, Problem problem, ProblemWords words)
    {
        json.WritePropertyName("title");
        JsonText.WriteValue(json, words.Title(problem.Code));
    }

    private static void WriteMembers(Utf8JsonWriter json, Problem problem)
    {
        json.WritePropertyName("detail");
        JsonText.WriteValue(json, problem.Hint is { } hint ? $"{problem.Message} {hint}" : problem.Message);
        json.WriteString("code", ErrorWriter.CodeText(problem.Code));
        if (problem.Target is { } target)
        {
            json.WritePropertyName("target");
            JsonText.WriteValue(json, target);
        }
    }
}
