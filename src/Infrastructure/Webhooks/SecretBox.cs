using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Infrastructure.Webhooks;

/// <summary>Secrets as they are stored: encrypted with the operator's key, bound to their subscription; as they are where there is no key.</summary>
/// <remarks>Shape: a byte 0 and the secret, or a byte 1, the nonce, the tag and the encrypted secret (AES-256-GCM).</remarks>
public sealed class SecretBox
{
    private const byte Open = 0;
    private const byte Encrypted = 1;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[]? key;

    /// <summary>A box with the operator's key.</summary>
    /// <param name="options">The settings.</param>
    public SecretBox(WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        key = options.Key is null ? null : Convert.FromBase64String(options.Key);
    }

    /// <summary>What is stored.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="code">Code of its subscription.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string code)
    {
        if (key is null)
        {
            return [Open, .. secret];
        }

        var sealedSecret = new byte[1 + NonceBytes + TagBytes + secret.Length];
        sealedSecret[0] = Encrypted;
        var nonce = sealedSecret.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, secret, sealedSecret.AsSpan(1 + NonceBytes + TagBytes), sealedSecret.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(code));
        return sealedSecret;
    }

    /// <summary>The secret; null when it was sealed with another key, or belongs to another subscription.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="code">Code of its subscription.</param>
    public byte[]? TryOpen(ReadOnlySpan<byte> stored, string code)
    {
        if (stored[0] == Open)
        {
            return stored[1..].ToArray();
        }

        if (key is null)
        {
            return null;
        }

        try
        {
            var secret = new byte[stored.Length - 1 - NonceBytes - TagBytes];
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(stored.Slice(1, NonceBytes), stored[(1 + NonceBytes + TagBytes)..], stored.Slice(1 + NonceBytes, TagBytes), secret, Encoding.UTF8.GetBytes(code));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
