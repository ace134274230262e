using System.Globalization;
using System.Text;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Which characters make a name: the rule odataIdentifier of the ABNF, with its Unicode categories.</summary>
internal static class Identifier
{
    /// <summary>Length of the name at the beginning of a text; 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length)
        {
            var c = text[length];
            if (char.IsAscii(c))
            {
                if (!(char.IsAsciiLetter(c) || c == '_' || (length > 0 && char.IsAsciiDigit(c))))
                {
                    break;
                }

                length++;
                continue;
            }

            if (Rune.DecodeFromUtf16(text[length..], out var rune, out var size) != System.Buffers.OperationStatus.Done
                || !IsNamePart(Rune.GetUnicodeCategory(rune), isFirst: length == 0))
            {
                break;
            }

            length += size;
        }

        return length;
    }

    /// <summary>Length of the name with its namespace, `a.b.c`, at the beginning of a text; 0 when there is none.</summary>
    public static int QualifiedLength(ReadOnlySpan<char> text)
    {
        var length = Length(text);
        while (length > 0 && length < text.Length && text[length] == '.')
        {
            var part = Length(text[(length + 1)..]);
            if (part == 0)
            {
                break;
            }

            length += part + 1;
        }

        return length;
    }

    /// <summary>Whether a name may begin at the beginning of a text.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => Length(text.Length > 2 ? text[..2] : text) > 0;

    private static bool IsNamePart(UnicodeCategory category, bool isFirst) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format => !isFirst,
        _ => false,
    };
}
