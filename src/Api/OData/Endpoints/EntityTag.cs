using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The strong ETag of an answer: a hash of exactly the bytes and the media type that are sent.</summary>
/// <remarks>Measured elsewhere: a version number as ETag changes with every nightly load though nothing did (open data study, I19).</remarks>
internal static class EntityTag
{
    // 128 bits of SHA-256 tell any two answers apart.
    private const int Bytes = 16;

    // Making one costs more than hashing a small answer.
    [ThreadStatic]
    private static IncrementalHash? reused;

    /// <summary>The quoted tag.</summary>
    /// <param name="contentType">Media type of the answer.</param>
    /// <param name="coding">How the bytes are compressed when they are sent; null for not at all. The coders are deterministic.</param>
    /// <param name="body">Its bytes before that.</param>
    /// <param name="revision">Revision of the one row that the answer is, which then stands before the hash; null for any other answer.</param>
    public static string Of(string contentType, string? coding, ReadOnlySpan<byte> body, long? revision = null)
    {
        var hash = reused ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(coding is null ? contentType : $"{contentType}\n{coding}"));
        hash.AppendData(body);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        var text = Base64Url.EncodeToString(digest[..Bytes]);
        return revision is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"{known}.{text}\"") : $"\"{text}\"";
    }

    /// <summary>True when the caller already has this answer (`If-None-Match`, compared weakly as RFC 9110 asks; without it `If-Modified-Since`).</summary>
    /// <param name="headers">Headers of the request.</param>
    /// <param name="tag">Tag of the answer.</param>
    /// <param name="modified">When its content last changed; null for an answer that says nothing of it.</param>
    public static bool IsKnown(IHeaderDictionary headers, string tag, DateTimeOffset? modified = null)
    {
        if (headers.IfNoneMatch.Count == 0)
        {
            return modified is { } moment && HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var since) && moment <= since;
        }

        return EntityTagHeaderValue.TryParseList([.. headers.IfNoneMatch.Select(v => v ?? "")], out var known) && known.Any(k => k.Tag == "*" || k.Tag == tag);
    }
}
