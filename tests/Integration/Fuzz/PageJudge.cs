using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Pages;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>
/// What every answer of a page, a file or plain REST must be: readable in the form that it says, with the headers that all have, and the same when it is asked for again, by HEAD or with its tag.
/// What is wrong is said in a problem with a known code or on a page; nothing of what was sent comes back as markup, header or address.
/// </summary>
internal sealed class PageJudge : IFuzzJudge
{
    private const string Evil = "evil.example";
    private const int AgainEvery = 4;

    // What HEAD says is what GET says.
    private static readonly string[] OfBoth =
        ["Content-Type", "ETag", "Cache-Control", "Vary", "Last-Modified", "Link", "Content-Language", "Content-Security-Policy", "Permissions-Policy", "Content-Disposition", "Access-Control-Allow-Origin", "Content-Encoding"];

    private readonly ConcurrentDictionary<string, string> tagged = new(StringComparer.Ordinal);
    private readonly BodyCheck bodies = new();
    private int looked;

    /// <inheritdoc/>
    public async Task<(string? Fault, string? Code)> JudgeAsync(FuzzRequest request, FuzzAnswer answer, Func<FuzzRequest, Task<FuzzAnswer>> again)
    {
        if (answer.IsRefusedByHttp)
        {
            return (null, "HTTP");
        }

        if (HeaderFault(request, answer) is { } wrong)
        {
            return (wrong, null);
        }

        if (request.Method == "HEAD" || answer.Status is 204 or 304)
        {
            return (answer.Body.Length > 0 ? "a body where none may be" : null, null);
        }

        if (answer.Status >= 400)
        {
            return (ProblemFault(request, answer, out var code), code);
        }

        if (answer.Status >= 300)
        {
            return (answer.Header("Location") is { } place && (place.Contains("//", StringComparison.Ordinal) || place.Contains('\\', StringComparison.Ordinal)) ? $"sent away to {place}" : null, null);
        }

        var fault = bodies.Fault(request, answer) ?? EchoFault(request, answer);
        return (fault ?? (request.Method == "GET" && Interlocked.Increment(ref looked) % AgainEvery == 0 ? await AgainAsync(request, answer, again) : null), null);
    }

    private static string? HeaderFault(FuzzRequest request, FuzzAnswer answer)
    {
        if (answer.Headers.ContainsKey(PageRequests.Injected))
        {
            return "a header out of a value";
        }

        if (answer.Headers.FirstOrDefault(h => h.Value.Any(c => c is < ' ' or > '~')) is { Key: { } name })
        {
            return $"a header {name} that is not ASCII";
        }

        if (answer.Headers.FirstOrDefault(h => h.Value.Contains(Evil, StringComparison.Ordinal)) is { Key: { } told } && !request.Target.Contains(Evil, StringComparison.Ordinal))
        {
            return $"a header {told} that a header of the request made";
        }

        if (answer.Header("X-Request-Id") is not { Length: > 0 and <= 64 } || answer.Header("X-Content-Type-Options") != "nosniff" || answer.Header("Referrer-Policy") is null)
        {
            return "no request id or security headers";
        }

        return answer.Header("Content-Security-Policy") is not { } policy || !policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || (answer.MediaType == "text/html" && !IsOfSwagger(request) && policy != PageHeaders.Policy)
            ? "another policy than that of pages, or none" : null;
    }

    /// <summary>True for a page that is not ours.</summary>
    /// <param name="request">The request.</param>
    public static bool IsOfSwagger(FuzzRequest request) => request.Target.StartsWith("swagger", StringComparison.OrdinalIgnoreCase);

    private string? ProblemFault(FuzzRequest request, FuzzAnswer answer, out string? code)
    {
        code = null;
        if (answer.MediaType == "text/html")
        {
            code = "page";
            return answer.Status is 500 or >= 502 ? $"status {answer.Status}" : bodies.Fault(request, answer) ?? EchoFault(request, answer) ?? SecretFault(Encoding.UTF8.GetString(answer.Body));
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var problem = answer.MediaType == "application/problem+json" ? document.RootElement : document.RootElement.GetProperty("error");
            code = problem.GetProperty("code").GetString()!;
            var text = problem.GetProperty(answer.MediaType == "application/problem+json" ? "detail" : "message").GetString();
            return !code.StartsWith("KWS", StringComparison.Ordinal) || !int.TryParse(code.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Enum.IsDefined((ErrorCode)number) ? $"an unknown code {code}"
                : ProblemStatus.Of((ErrorCode)number) != answer.Status ? $"status {answer.Status} for {code}"
                : string.IsNullOrWhiteSpace(text) ? "a problem without words"
                : SecretFault(text) ?? (answer.Status is < 500 or 501 || code == "KWS902" ? null : $"status {answer.Status}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"status {answer.Status} without a problem: '{answer.MediaType}' {Encoding.UTF8.GetString(answer.Body)}";
        }
    }

    private static string? SecretFault(string text) => AnswerCheck.Secrets.FirstOrDefault(s => text.Contains(s, StringComparison.Ordinal)) is { } secret ? $"words that tell {secret}: {text}" : null;

    private static string? EchoFault(FuzzRequest request, FuzzAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body);
        return answer.MediaType is "text/html" or "image/svg+xml" && text.Contains(PageRequests.Mark[..4], StringComparison.OrdinalIgnoreCase) ? "markup of the request"
            : text.Contains(Evil, StringComparison.OrdinalIgnoreCase) && !request.Target.Contains("evil", StringComparison.OrdinalIgnoreCase) ? "an address out of a header of the request"
            : null;
    }

    // What is kept by its tag is what is sent; who has it gets no body; HEAD tells the same.
    private async Task<string?> AgainAsync(FuzzRequest request, FuzzAnswer answer, Func<FuzzRequest, Task<FuzzAnswer>> again)
    {
        var plain = request with { Headers = [.. request.Headers.Where(h => h.Name is not ("If-None-Match" or "If-Modified-Since" or "Range" or "If-Range" or "If-Match" or "If-Unmodified-Since"))] };
        if (answer.Header("ETag") is { } tag && !IsOfSwagger(request))
        {
            var hash = Convert.ToHexString(SHA256.HashData(answer.Body));
            if (tagged.GetOrAdd($"{tag} {request.Target}", hash) != hash)
            {
                return $"another body under the tag {tag}";
            }

            var known = await again(plain with { Headers = [.. plain.Headers, ("If-None-Match", tag)] });
            if (known.Status != 304 || known.Body.Length > 0 || known.Header("ETag") != tag)
            {
                return $"{known.Status} {known.Header("ETag")} for who has {tag}";
            }
        }

        var head = await again(plain with { Method = "HEAD" });
        return OfBoth.FirstOrDefault(name => head.Header(name) != answer.Header(name)) is { } other && request.Headers.All(h => h.Name is not ("Range" or "If-Range"))
            ? $"HEAD says {head.Status} {other} '{head.Header(other)}', GET '{answer.Header(other)}'"
            : head.Header("Content-Length") is { } length && answer.Header("Content-Length") is { } real && length != real && answer.Header("ETag") is not null && request.Headers.All(h => h.Name != "Range")
                ? $"HEAD says {length} bytes, GET {real}" : null;
    }
}
