using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Writes strings as UTF-8, escaping only what JSON demands.</summary>
/// <remarks>
/// The encoders of System.Text.Encodings.Web escape every character outside the basic plane, such as 𠮷, and private-use ones (外字);
/// the contract promises Japanese as UTF-8, never as `\uXXXX`.
/// </remarks>
internal static class JsonText
{
    /// <summary>Options of every JSON writer of the service; that its output is well formed is left to the tests, which read all that is written.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // A control character becomes six bytes, no other character more than three.
    private const int MostBytesPerCharacter = 6;
    private const int Quotes = 2;

    // To ask for the most room that so many characters could take costs less than to look how much they do.
    private const int ShortText = 256;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)));

    /// <summary>Writes a string, quotes included.</summary>
    /// <param name="output">Where.</param>
    /// <param name="text">The string; a lone surrogate becomes U+FFFD.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var needed = text.Length <= ShortText ? text.Length * MostBytesPerCharacter : text.IndexOfAny(Escaped) < 0 ? Encoding.UTF8.GetByteCount(text) : text.Length * MostBytesPerCharacter;
        output.Advance(Encode(text, output.GetSpan(needed + Quotes)));
    }

    /// <summary>Writes a string value.</summary>
    /// <param name="json">Where.</param>
    /// <param name="text">The string; a lone surrogate becomes U+FFFD.</param>
    public static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((text.Length * MostBytesPerCharacter) + Quotes);
        var length = Encode(text, buffer);
        json.WriteRawValue(buffer.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> buffer)
    {
        buffer[0] = (byte)'"';
        var at = 1;
        while (text.IndexOfAny(Escaped) is var next and >= 0)
        {
            at += Encoding.UTF8.GetBytes(text[..next], buffer[at..]);
            at += Escape(text[next], buffer[at..]);
            text = text[(next + 1)..];
        }

        at += Encoding.UTF8.GetBytes(text, buffer[at..]);
        buffer[at] = (byte)'"';
        return at + 1;
    }

    private static int Escape(char c, Span<byte> buffer)
    {
        var escape = c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            _ => [],
        };
        if (escape.IsEmpty)
        {
            "\\u00"u8.CopyTo(buffer);
            const string digits = "0123456789ABCDEF";
            buffer[4] = (byte)digits[c >> 4];
            buffer[5] = (byte)digits[c & 15];
            return 6;
        }

        escape.CopyTo(buffer);
        return escape.Length;
    }
}
