using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Signs a delivery, so that its receiver knows from whom it is, that it is whole, and that nobody sends it again later.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`, base64, behind `v1,`.</remarks>
internal static class Signature
{
    /// <summary>The value of `webhook-signature`.</summary>
    /// <param name="secret">Key of the subscription.</param>
    /// <param name="id">`webhook-id`.</param>
    /// <param name="timestamp">`webhook-timestamp`: seconds since 1970.</param>
    /// <param name="body">The body.</param>
    public static string Of(ReadOnlySpan<byte> secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, [.. head, .. body]));
    }
}
