using System.Globalization;
using System.Text;
using Kawasaki.Domain.Errors;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Reads a batch in the multipart format.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.7.7; RFC 2046, section 5.1.</remarks>
/// <param name="body">The body.</param>
/// <param name="options">The limits.</param>
/// <param name="allowed">What headers of a request may be.</param>
internal sealed class MultipartParser(ReadOnlyMemory<byte> body, BatchOptions options, PartHeaders allowed)
{
    private const string Http = "application/http";
    private const string Mixed = "multipart/mixed";
    private const int MaxBoundary = 70;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly MultipartText text = new(body);
    private int requests;

    /// <summary>The boundary of a media type; null when it has none that can be used.</summary>
    /// <param name="type">The media type.</param>
    public static string? BoundaryOf(MediaTypeHeaderValue type) =>
        HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= MaxBoundary } boundary && !boundary.AsSpan().ContainsAnyExceptInRange(' ', '~') && boundary[^1] != ' '
            ? boundary : null;

    /// <summary>Reads the whole.</summary>
    /// <param name="boundary">Boundary of the body.</param>
    public Result<BatchRequest> Parse(string boundary)
    {
        var parts = text.Divide(text.All, boundary, options.MaxRequests);
        if (!parts.IsOk)
        {
            return parts.Problem;
        }

        var steps = new List<BatchStep>();
        foreach (var part in parts.Value)
        {
            var step = Step(part, steps.Count + 1);
            if (!step.IsOk)
            {
                return step.Problem;
            }

            steps.Add(step.Value);
        }

        return new BatchRequest(steps, IsJson: false);
    }

    private Result<BatchStep> Step(Stretch part, int number)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"part {number}");
        var read = Frame(part, target);
        if (read is not { IsOk: true, Value: var frame })
        {
            return read.Problem!;
        }

        if (frame.Type.MediaType.Equals(Http, StringComparison.OrdinalIgnoreCase))
        {
            var request = Request(frame, target);
            return request.IsOk ? new BatchStep(null, [request.Value]) : request.Problem;
        }

        return frame.Type.MediaType.Equals(Mixed, StringComparison.OrdinalIgnoreCase)
            ? ChangeSet(frame, number, target)
            : text.Fault(part.Start, $"the part is of type {Http}, or {Mixed} for a change set", target);
    }

    private Result<BatchStep> ChangeSet(PartFrame frame, int number, string target)
    {
        if (BoundaryOf(frame.Type) is not { } boundary)
        {
            return text.Fault(frame.Start, $"the change set's Content-Type needs a boundary of at most {MaxBoundary} characters", target);
        }

        var parts = text.Divide(frame.Content, boundary, options.MaxRequests);
        if (!parts.IsOk)
        {
            return parts.Problem with { Target = target };
        }

        var requests = new List<BatchPart>();
        foreach (var part in parts.Value)
        {
            var inner = string.Create(CultureInfo.InvariantCulture, $"{target}.{requests.Count + 1}");
            var read = Frame(part, inner);
            if (read is not { IsOk: true, Value: var member })
            {
                return read.Problem!;
            }

            if (!member.Type.MediaType.Equals(Http, StringComparison.OrdinalIgnoreCase))
            {
                return text.Fault(part.Start, $"a part of a change set is of type {Http}", inner);
            }

            var request = Request(member, inner);
            if (!request.IsOk)
            {
                return request.Problem;
            }

            requests.Add(request.Value);
        }

        return new BatchStep(string.Create(CultureInfo.InvariantCulture, $"changeset-{number}"), requests);
    }

    // The headers of a part, which say what is in it.
    private Result<PartFrame> Frame(Stretch part, string target)
    {
        var rest = part;
        var read = text.Headers(ref rest, target);
        if (read is not { IsOk: true, Value: var (headers, isEnded) })
        {
            return read.Problem!;
        }

        if (!isEnded)
        {
            return text.Fault(part.End, "an empty line between the headers of the part and its content is expected", target);
        }

        MediaTypeHeaderValue? type = null;
        string? id = null;
        foreach (var (name, value) in headers)
        {
            switch (name.ToUpperInvariant())
            {
                case "CONTENT-TYPE" when type is null && MediaTypeHeaderValue.TryParse(value, out var given):
                    type = given;
                    break;
                case "CONTENT-ID" when id is null && value.Length > 0:
                    id = value;
                    break;
                case "CONTENT-TRANSFER-ENCODING" when value.ToUpperInvariant() is not ("BINARY" or "8BIT" or "7BIT"):
                    return text.Fault(part.Start, "the Content-Transfer-Encoding of a part is binary", target);
                case "CONTENT-TYPE" or "CONTENT-ID":
                    return text.Fault(part.Start, $"{name} is given once, with a value of its kind", target);
            }
        }

        return type is null ? text.Fault(part.Start, $"the part needs a Content-Type: {Http}, or {Mixed} for a change set", target) : new PartFrame(part.Start, type, id, rest);
    }

    private Result<BatchPart> Request(PartFrame frame, string target)
    {
        if (++requests > options.MaxRequests)
        {
            return BatchProblem.TooMany(options);
        }

        var rest = frame.Content;
        Stretch line;
        do
        {
            if (rest.IsEmpty)
            {
                return text.Fault(frame.Content.End, "a request, 'GET plans HTTP/1.1', is expected", target);
            }

            (line, rest) = text.Line(rest);
        }
        while (line.IsEmpty);

        var words = Encoding.UTF8.GetString(text[line].Span).Split(' ');
        if (words is not [var method, var url, ..] || words is not ([_, _] or [_, _, "HTTP/1.1" or "HTTP/1.0" or "HTTP/2"]) || PartUrl.Of(url) is not { } address)
        {
            return text.Fault(line.Start, "a request, 'GET plans HTTP/1.1', is expected", target);
        }

        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            return text.Fault(line.Start, $"the method is one of {string.Join(", ", Methods)}", target);
        }

        var first = rest.Start;
        var read = text.Headers(ref rest, target);
        if (read is not { IsOk: true, Value: var (headers, _) })
        {
            return read.Problem!;
        }

        if (headers.Select(h => allowed.Refuse(h.Key, h.Value)).FirstOrDefault(r => r is not null) is { } refused)
        {
            return text.Fault(first, refused, target);
        }

        var content = Content(rest, headers, method, target);
        return !content.IsOk ? content.Problem
            : content.Value.Length > options.MaxPartBytes ? BatchProblem.PartTooLong(options, target)
            : new BatchPart(requests, frame.Id, method, address, headers, content.Value);
    }

    // Line breaks behind the body belong to the frame, whoever wrote them; Content-Length may say so.
    private Result<ReadOnlyMemory<byte>> Content(Stretch rest, List<KeyValuePair<string, string>> headers, string method, string target)
    {
        var bytes = text[rest];
        if (method is "GET" or "DELETE" && bytes.Span.Trim("\r\n"u8).IsEmpty)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (headers.Find(h => h.Key.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)).Value is not { } stated)
        {
            return bytes;
        }

        return int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bytes.Length && bytes.Span[length..].Trim("\r\n"u8).IsEmpty
            ? bytes[..length]
            : text.Fault(rest.Start, $"the body has {bytes.Length.ToString(CultureInfo.InvariantCulture)} bytes, Content-Length says otherwise", target);
    }

    private sealed record PartFrame(int Start, MediaTypeHeaderValue Type, string? Id, Stretch Content);
}
