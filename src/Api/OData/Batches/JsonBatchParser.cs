using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Kawasaki.Domain.Errors;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Reads a batch in the JSON format.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 19.1.</remarks>
/// <param name="options">The limits.</param>
/// <param name="allowed">What headers of a request may be.</param>
internal sealed class JsonBatchParser(BatchOptions options, PartHeaders allowed)
{
    // Bodies nest at most 20 deep; the rest is the batch around them.
    private const int MaxDepth = 64;

    private static readonly string[] Members = ["id", "method", "url", "headers", "body", "atomicityGroup", "dependsOn", "if"];

    /// <summary>Reads the whole.</summary>
    /// <param name="body">The body.</param>
    public Result<BatchRequest> Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return BatchProblem.Malformed("The batch is not UTF-8.");
        }

        var bytes = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            var (line, column) = (e.LineNumber + 1, e.BytePositionInLine + 1);
            return BatchProblem.Malformed(line is null
                ? "The batch is not JSON: a name stands twice in one object."
                : string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {column}: the batch is not JSON, or nests more than {MaxDepth} levels, or has a name twice in one object."));
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half a surrogate pair, wherever a name or text is asked for.
            return BatchProblem.Malformed("A text or name in the batch holds half of a surrogate pair.");
        }
    }

    private Result<BatchRequest> Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
        {
            return BatchProblem.Malformed("A batch is an object with the requests in the array \"requests\".", "requests");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.Name != "requests" && !IsAnnotation(member.Name))
            {
                return BatchProblem.Malformed($"A batch has no member '{Shorten(member.Name)}'.", Shorten(member.Name));
            }
        }

        if (requests.GetArrayLength() > options.MaxRequests)
        {
            return BatchProblem.TooMany(options);
        }

        var steps = new List<(string? Group, List<BatchPart> Parts)>();
        foreach (var request in requests.EnumerateArray())
        {
            var read = Request(request, steps.Sum(s => s.Parts.Count) + 1);
            if (read is not { IsOk: true, Value: var (part, group) })
            {
                return read.Problem!;
            }

            // Requests of a group stand together; a group that comes again is refused as a name given twice.
            if (group is not null && steps is [.., var last] && last.Group == group)
            {
                last.Parts.Add(part);
            }
            else
            {
                steps.Add((group, [part]));
            }
        }

        return new BatchRequest([.. steps.Select(s => new BatchStep(s.Group, s.Parts))], IsJson: true);
    }

    private Result<(BatchPart Part, string? Group)> Request(JsonElement request, int number)
    {
        var target = BatchProblem.Request(number);
        if (request.ValueKind != JsonValueKind.Object)
        {
            return Bad(target, "a request is an object");
        }

        foreach (var member in request.EnumerateObject())
        {
            if (!Members.Contains(member.Name, StringComparer.Ordinal) && !IsAnnotation(member.Name))
            {
                var near = Nearest.Of(member.Name, Members);
                return Bad(target, $"there is no member '{Shorten(member.Name)}'") with { Hint = near is null ? null : $"Did you mean '{near}'?" };
            }
        }

        if (Text(request, "id") is not { } id || Text(request, "method") is not { } method || Text(request, "url") is not { } url)
        {
            return Bad(target, "\"id\", \"method\" and \"url\" are texts that every request has");
        }

        if (method.ToUpperInvariant() is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE") || PartUrl.Of(url) is not { } address)
        {
            return Bad(target, "the method is one of get, post, put, patch, delete, and the url has no control characters");
        }

        var (group, depends) = (Text(request, "atomicityGroup"), Texts(request, "dependsOn"));
        if ((group is null && Has(request, "atomicityGroup")) || depends is null)
        {
            return Bad(target, "\"atomicityGroup\" is a text, \"dependsOn\" an array of texts");
        }

        if (Text(request, "if") is null && Has(request, "if"))
        {
            return Bad(target, "\"if\" is a text");
        }

        var headers = Headers(request, target);
        if (!headers.IsOk)
        {
            return headers.Problem;
        }

        var body = Body(request, headers.Value, target);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        return (new BatchPart(number, id, method.ToUpperInvariant(), address, headers.Value, body.Value) { DependsOn = depends, Condition = Text(request, "if") }, group);
    }

    private Result<List<KeyValuePair<string, string>>> Headers(JsonElement request, string target)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (!Has(request, "headers"))
        {
            return headers;
        }

        var given = request.GetProperty("headers");
        if (given.ValueKind != JsonValueKind.Object)
        {
            return Bad(target, "\"headers\" is an object");
        }

        foreach (var header in given.EnumerateObject())
        {
            if (header.Value.ValueKind != JsonValueKind.String)
            {
                return Bad(target, $"the value of the header {Shorten(header.Name)} is a text");
            }

            var value = header.Value.GetString()!;
            if (allowed.Refuse(header.Name, value) is { } refused)
            {
                return Bad(target, refused);
            }

            if (headers.Exists(h => h.Key.Equals(header.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return Bad(target, $"the header {header.Name} is given twice");
            }

            headers.Add(KeyValuePair.Create(header.Name, value));
        }

        return headers;
    }

    // Bytes of their own: the document they come from is gone when the request runs.
    private Result<ReadOnlyMemory<byte>> Body(JsonElement request, List<KeyValuePair<string, string>> headers, string target)
    {
        if (!Has(request, "body"))
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var body = request.GetProperty("body");
        var at = headers.FindIndex(h => h.Key.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            headers.Add(KeyValuePair.Create(HeaderNames.ContentType, "application/json"));
            at = headers.Count - 1;
        }

        if (!MediaTypeHeaderValue.TryParse(headers[at].Value, out var type))
        {
            return Bad(target, "the content-type is no media type");
        }

        byte[]? bytes;
        if (IsJson(type))
        {
            bytes = JsonMarshal.GetRawUtf8Value(body).ToArray();
        }
        else if (body.ValueKind != JsonValueKind.String)
        {
            bytes = null;
        }
        else
        {
            var text = body.GetString()!;
            bytes = type.Type.Equals("text", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetBytes(text)
                : Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text)
                : null;
        }

        return bytes is null ? Bad(target, "a body that is not JSON is a text, in base64url where its type is not text")
            : bytes.Length > options.MaxPartBytes ? BatchProblem.PartTooLong(options, target)
            : new ReadOnlyMemory<byte>(bytes);
    }

    /// <summary>True for media types whose bodies are JSON.</summary>
    /// <param name="type">The media type.</param>
    public static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static bool Has(JsonElement request, string name) => request.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    // Null when it is there and something else.
    private static List<string>? Texts(JsonElement request, string name)
    {
        if (!Has(request, name))
        {
            return [];
        }

        var found = request.GetProperty(name);
        return found.ValueKind == JsonValueKind.Array && found.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) ? [.. found.EnumerateArray().Select(e => e.GetString()!)] : null;
    }

    private static bool IsAnnotation(string name) => name.Contains('@', StringComparison.Ordinal);

    private static Problem Bad(string target, string message) => BatchProblem.Malformed($"{target}: {message}.", target);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
