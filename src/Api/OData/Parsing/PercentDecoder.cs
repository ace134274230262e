using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Decodes one part of a URL, once, after it was cut out of the URL by its delimiters.</summary>
internal static class PercentDecoder
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%+\0");

    /// <summary>Decodes a part.</summary>
    /// <param name="raw">The part as sent.</param>
    /// <param name="plusIsBlank">Whether a form wrote blanks as `+`.</param>
    /// <param name="decoded">The text.</param>
    /// <param name="wrong">Offset in <paramref name="raw"/> of what is no (percent-encoded) character; NUL counts as such.</param>
    public static bool TryDecode(ReadOnlySpan<char> raw, bool plusIsBlank, out string decoded, out int wrong)
    {
        wrong = 0;
        decoded = string.Empty;
        if (!raw.ContainsAny(Special) && !raw.ContainsAnyInRange('\ud800', '\udfff'))
        {
            decoded = raw.ToString();
            return true;
        }

        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            var length = Decode(raw, plusIsBlank, buffer, out wrong);
            decoded = length < 0 ? string.Empty : new string(buffer, 0, length);
            return length >= 0;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Length of the decoded text; -1 when it cannot be decoded.</summary>
    private static int Decode(ReadOnlySpan<char> raw, bool plusIsBlank, Span<char> target, out int wrong)
    {
        // Most characters stand for themselves and are copied in runs; `%` and what is beyond ASCII is not among them.
        var firstPlain = plusIsBlank ? ',' : '&';
        var length = 0;
        for (wrong = 0; wrong < raw.Length;)
        {
            var plain = raw[wrong..].IndexOfAnyExceptInRange(firstPlain, '~');
            plain = plain < 0 ? raw.Length - wrong : plain;
            raw.Slice(wrong, plain).CopyTo(target[length..]);
            length += plain;
            wrong += plain;
            if (wrong < raw.Length)
            {
                if (!TryDecodeOne(raw[wrong..], plusIsBlank, out var rune, out var size))
                {
                    return -1;
                }

                length += rune.EncodeToUtf16(target[length..]);
                wrong += size;
            }
        }

        return length;
    }

    /// <summary>Decodes the first character and says how many characters, as sent, it takes.</summary>
    private static bool TryDecodeOne(ReadOnlySpan<char> raw, bool plusIsBlank, out Rune rune, out int size)
    {
        if (raw[0] != '%')
        {
            var isDone = Rune.DecodeFromUtf16(raw, out rune, out size) == OperationStatus.Done;
            rune = plusIsBlank && raw[0] == '+' ? new Rune(' ') : rune;
            return isDone && raw[0] != '\0';
        }

        Span<byte> bytes = stackalloc byte[4];
        var count = ReadBytes(raw, bytes);
        if (count == 0 || bytes[0] == 0)
        {
            (rune, size) = (default, 0);
            return false;
        }

        var status = Rune.DecodeFromUtf8(bytes[..count], out rune, out size);
        size *= 3;
        return status == OperationStatus.Done;
    }

    /// <summary>Reads up to four `%xx` in a row: as many as one character can have.</summary>
    private static int ReadBytes(ReadOnlySpan<char> raw, Span<byte> bytes)
    {
        var count = 0;
        while (count < bytes.Length && raw.Length >= (count * 3) + 3 && raw[count * 3] == '%'
            && byte.TryParse(raw.Slice((count * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[count]))
        {
            count++;
        }

        return count;
    }
}
