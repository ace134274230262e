using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kawasaki.Api.OData.Changing;

/// <summary>Reads the name that a request gives itself, so that it happens once however often it comes.</summary>
/// <remarks>Source: OASIS Repeatable Requests 1.0 (`Repeatability-Request-ID`, `Repeatability-First-Sent`); `Idempotency-Key` as others have it.</remarks>
internal static class RepeatHeaders
{
    /// <summary>Name of the request, alone.</summary>
    public const string Key = "Idempotency-Key";

    /// <summary>Name of the request, by the OASIS specification.</summary>
    public const string RequestId = "Repeatability-Request-ID";

    /// <summary>When it was sent for the first time.</summary>
    public const string FirstSent = "Repeatability-First-Sent";

    private const int MaxLength = 255;

    /// <summary>The name; null if the request has none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Its body.</param>
    public static Result<RepeatKey>? Read(HttpContext http, ReadOnlySpan<byte> body)
    {
        var headers = http.Request.Headers;
        var (key, id, sent) = (headers[Key], headers[RequestId], headers[FirstSent]);
        if (key.Count == 0 && id.Count == 0)
        {
            return sent.Count == 0 ? null : Bad($"{FirstSent} has no meaning without {RequestId}.", FirstSent);
        }

        if (key.Count + id.Count > 1)
        {
            return Bad($"A request has one name: {Key} or {RequestId}.", Key);
        }

        if (id.Count == 1 && !(sent.Count == 1 && DateTimeOffset.TryParseExact(sent, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            return Bad($"{RequestId} needs {FirstSent} with an HTTP date.", FirstSent);
        }

        var name = (key.Count == 1 ? key : id).ToString().Trim().Trim('"');
        return name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new RepeatKey(name, Fingerprint(http, body))
            : Bad($"The name of a request has 1 to {MaxLength} printable ASCII characters.", key.Count == 1 ? Key : RequestId);
    }

    /// <summary>Says that the request was taken as one that may come again.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isAccepted">False when its name was another request's.</param>
    /// <param name="isRepeated">Whether it had come before.</param>
    public static void Answer(HttpContext http, bool isAccepted, bool isRepeated)
    {
        if (http.Request.Headers.ContainsKey(RequestId))
        {
            http.Response.Headers["Repeatability-Result"] = isAccepted ? "accepted" : "rejected";
        }

        if (isRepeated)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }
    }

    private static byte[] Fingerprint(HttpContext http, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static Result<RepeatKey>? Bad(string message, string header) => (Result<RepeatKey>)new Problem(ErrorCode.BadHeader, message, header);
}
