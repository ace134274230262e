using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes a problem as the OData error object.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 21: `message` depends on the language, nothing else does.</remarks>
internal static class ErrorWriter
{
    // A problem's details are findings of one attempt: they have none of their own.
    private const int MaxDetails = 100;

    /// <summary>The error object as UTF-8 bytes.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="requestId">Finds the request in the log.</param>
    /// <param name="words">The language of it.</param>
    public static byte[] Write(Problem problem, string requestId, ProblemWords words)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        WriteMembers(json, problem, words);
        if (problem.Details is { Count: > 0 } details)
        {
            json.WriteStartArray("details");
            foreach (var detail in details.Take(MaxDetails))
            {
                json.WriteStartObject();
                WriteMembers(json, detail, words);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("innererror");
        json.WritePropertyName("requestId");
        JsonText.WriteValue(json, requestId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The code as callers see it, such as `KWS101`.</summary>
    public static string CodeText(ErrorCode code) => string.Create(CultureInfo.InvariantCulture, $"KWS{(int)code:000}");

    /// <summary>Writes code, message and target of a problem.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Problem problem, ProblemWords words)
    {
        json.WriteString("code", CodeText(problem.Code));
        json.WritePropertyName("message");
        JsonText.WriteValue(json, words.Message(problem.Code, Text(problem)));
        if (problem.Target is { } target)
        {
            json.WritePropertyName("target");
            JsonText.WriteValue(json, target);
        }
    }

    /// <summary>Message and hint as callers read them: two sentences, or one in two parts where the message is no sentence, as the parser's are.</summary>
    public static string Text(Problem problem) => problem.Hint is not { } hint ? problem.Message
        : $"{problem.Message}{(problem.Message is [.., '.' or '!' or '?'] ? " " : "; ")}{hint}";
}
