using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>The forms of literals, measured on bare text: each method says how many characters belong to the form, 0 for none.</summary>
internal static class LiteralForms
{
    private const int GuidCharacters = 36;

    /// <summary>`8-4-4-4-12` hexadecimal digits.</summary>
    public static int GuidLength(ReadOnlySpan<char> text)
    {
        if (text.Length < GuidCharacters)
        {
            return 0;
        }

        for (var i = 0; i < GuidCharacters; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
            {
                return 0;
            }
        }

        return GuidCharacters;
    }

    /// <summary>`[-]yyyy-mm-dd`, any digits.</summary>
    public static int DateLength(ReadOnlySpan<char> text)
    {
        var sign = text is ['-', ..] ? 1 : 0;
        var year = Digits(text[sign..]);
        var rest = text[(sign + year)..];
        return year >= 4 && rest is ['-', _, _, '-', _, _, ..] && Digits(rest[1..]) == 2 && Digits(rest[4..]) == 2 ? sign + year + 6 : 0;
    }

    /// <summary>`hh:mm[:ss[.f]]`, any digits.</summary>
    public static int TimeLength(ReadOnlySpan<char> text)
    {
        if (Digits(text) != 2 || text is not [_, _, ':', ..] || Digits(text[3..]) != 2)
        {
            return 0;
        }

        if (text is not [_, _, _, _, _, ':', ..] || Digits(text[6..]) != 2)
        {
            return 5;
        }

        return text is [_, _, _, _, _, _, _, _, '.', ..] && Digits(text[9..]) is > 0 and var fraction ? 9 + fraction : 8;
    }

    /// <summary>A date, `T`, a time and `Z` or an offset.</summary>
    /// <param name="text">Text that begins with a date.</param>
    /// <param name="date">Length of the date.</param>
    public static int DateTimeOffsetLength(ReadOnlySpan<char> text, int date)
    {
        if (text.Length <= date || text[date] is not ('T' or 't') || TimeLength(text[(date + 1)..]) is not (> 0 and var time))
        {
            return 0;
        }

        var length = date + 1 + time;
        var zone = text[length..];
        return zone switch
        {
            ['Z' or 'z', ..] => length + 1,
            ['+' or '-', .. var offset] when Digits(offset) == 2 && offset is [_, _, ':', ..] && Digits(offset[3..]) == 2 => length + 6,
            _ => 0,
        };
    }

    /// <summary>`[sign]digits[.digits][e[sign]digits]` or `-INF`.</summary>
    public static int NumberLength(ReadOnlySpan<char> text, out LiteralKind kind)
    {
        kind = LiteralKind.Double;
        if (text.StartsWith("-INF", StringComparison.Ordinal))
        {
            return 4;
        }

        kind = LiteralKind.Integer;
        var length = text is ['+' or '-', ..] ? 1 : 0;
        length += Digits(text[length..]);
        if (length < text.Length && text[length] == '.' && Digits(text[(length + 1)..]) is > 0 and var fraction)
        {
            kind = LiteralKind.Decimal;
            length += 1 + fraction;
        }

        if (length < text.Length && text[length] is 'e' or 'E')
        {
            var sign = text[(length + 1)..] is ['+' or '-', ..] ? 1 : 0;
            if (Digits(text[(length + 1 + sign)..]) is > 0 and var exponent)
            {
                kind = LiteralKind.Double;
                length += 1 + sign + exponent;
            }
        }

        return length;
    }

    /// <summary>Whether month and day of a date, and hour, minute and second of a time, are within their ranges.</summary>
    /// <param name="literal">A whole literal.</param>
    /// <param name="kind">Date, date with time, or time.</param>
    public static bool IsInRange(ReadOnlySpan<char> literal, LiteralKind kind) => kind switch
    {
        LiteralKind.Date => IsDateInRange(literal),
        LiteralKind.TimeOfDay => IsTimeInRange(literal),
        LiteralKind.DateTimeOffset => literal.IndexOfAny('T', 't') is var t && IsDateInRange(literal[..t]) && IsTimeInRange(literal[(t + 1)..])
            && (literal[^1] is 'Z' or 'z' || IsTimeInRange(literal[^5..])),
        _ => true,
    };

    /// <summary>Whether text is a duration: `[-]PnDTnHnMn.nS`.</summary>
    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        text = text is ['-', ..] ? text[1..] : text;
        if (text is not ['P' or 'p', .. var rest] || rest.IsEmpty)
        {
            return false;
        }

        if (Digits(rest) is > 0 and var days)
        {
            if (rest.Length == days || rest[days] is not ('D' or 'd'))
            {
                return false;
            }

            rest = rest[(days + 1)..];
        }

        return rest.IsEmpty || (rest is ['T' or 't', .. var time] && IsTimePartOfDuration(time));
    }

    /// <summary>Whether text is base64url, with or without padding.</summary>
    public static bool IsBinary(ReadOnlySpan<char> text)
    {
        var bare = text.TrimEnd('=');
        foreach (var c in bare)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                return false;
            }
        }

        return bare.Length % 4 != 1 && (bare.Length == text.Length || (text.Length % 4 == 0 && text.Length - bare.Length <= 2));
    }

    /// <summary>Whether text is the inside of an enumeration literal: names or whole numbers with commas between.</summary>
    public static bool IsEnum(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split(','))
        {
            var member = text[range];
            var digits = member is ['+' or '-', ..] ? member[1..] : member;
            var isMember = !member.IsEmpty && (Identifier.Length(member) == member.Length || (digits.Length > 0 && Digits(digits) == digits.Length));
            if (!isMember)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTimePartOfDuration(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var unit in "HMS")
        {
            var digits = Digits(text);
            if (unit == 'S' && digits > 0 && digits < text.Length && text[digits] == '.' && Digits(text[(digits + 1)..]) is > 0 and var fraction)
            {
                digits += 1 + fraction;
            }

            if (digits > 0 && digits < text.Length && char.ToUpperInvariant(text[digits]) == unit)
            {
                text = text[(digits + 1)..];
            }
        }

        return text.IsEmpty;
    }

    private static bool IsDateInRange(ReadOnlySpan<char> date) => Two(date[^5..]) is >= 1 and <= 12 && Two(date[^2..]) is >= 1 and <= 31;

    private static bool IsTimeInRange(ReadOnlySpan<char> time) =>
        Two(time) <= 23 && Two(time[3..]) <= 59 && (time.Length < 8 || time[5] != ':' || Two(time[6..]) <= 60);

    private static int Two(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
