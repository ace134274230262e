using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kawasaki.Domain.Access;

/// <summary>The text of an API key: `kwk_`, its public id, `_`, a secret of 32 random bytes in base64url.</summary>
/// <remarks>The secret cannot be guessed, so that a fast hash of the text is as good as a slow one, which protects words that people choose.</remarks>
public static class ApiKeyText
{
    /// <summary>What every key begins with: tools that look for secrets in texts know it by that, and a token never begins so.</summary>
    public const string Prefix = "kwk_";

    private const int IdLength = 12;
    private const int SecretBytes = 32;
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly int Length = Prefix.Length + IdLength + 1 + Base64Url.GetEncodedLength(SecretBytes);
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(IdLetters);

    /// <summary>A new key.</summary>
    /// <returns>Its public id and its whole text, which is nowhere else.</returns>
    public static (string Id, string Text) Create()
    {
        var id = RandomNumberGenerator.GetString(IdLetters, IdLength);
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The public id in a key's text; null if the text is no key.</summary>
    /// <param name="text">What a caller sent.</param>
    public static string? IdOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '_')
        {
            return null;
        }

        var id = text.AsSpan(Prefix.Length, IdLength);
        return id.ContainsAnyExcept(IdCharacters) ? null : id.ToString();
    }

    /// <summary>What is stored of a key.</summary>
    /// <param name="text">Its text.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a text is the key of that hash; takes the same time wherever they differ.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <param name="hash">Stored hash.</param>
    public static bool Matches(string text, ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash(text), hash);
}
