using System.Buffers;
using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses JSON arrays and objects in expressions; their values may be expressions (ABNF arrayOrObject).</summary>
internal static class JsonParser
{
    /// <summary>Parses `[...]`, standing at the bracket.</summary>
    public static ArraySyntax? ParseArray(TextCursor text)
    {
        var position = text.Here;
        text.Offset++;
        if (!text.Enter())
        {
            return null;
        }

        var items = new List<ExpressionSyntax>();
        if (!text.TryTakeAfterBlanks(']'))
        {
            do
            {
                if (ParseValue(text) is not { } item)
                {
                    return null;
                }

                items.Add(item);
                if (!text.HasRoom(items.Count))
                {
                    return null;
                }
            }
            while (text.TryTakeAfterBlanks(','));
            if (!text.Take(']'))
            {
                return null;
            }
        }

        text.Leave();
        return new ArraySyntax(position, [.. items]);
    }

    /// <summary>Parses `{...}`, standing at the brace.</summary>
    public static ObjectSyntax? ParseObject(TextCursor text)
    {
        var position = text.Here;
        text.Offset++;
        if (!text.Enter())
        {
            return null;
        }

        var members = new List<MemberSyntax>();
        if (!text.TryTakeAfterBlanks('}'))
        {
            do
            {
                if (ParseMember(text) is not { } member)
                {
                    return null;
                }

                members.Add(member);
                if (!text.HasRoom(members.Count))
                {
                    return null;
                }
            }
            while (text.TryTakeAfterBlanks(','));
            if (!text.Take('}'))
            {
                return null;
            }
        }

        text.Leave();
        return new ObjectSyntax(position, [.. members]);
    }

    private static MemberSyntax? ParseMember(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        if (text.Current != '"')
        {
            text.Unexpected("a member's name in double quotes");
            return null;
        }

        return TakeString(text) is { } name && text.Take(':') && ParseValue(text) is { } value ? new MemberSyntax(position, name, value) : null;
    }

    private static ExpressionSyntax? ParseValue(TextCursor text)
    {
        text.SkipBlanks();
        var colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        var position = text.Here;
        ExpressionSyntax? value;
        if (text.Current == '"')
        {
            value = text.Count() && TakeString(text) is { } content ? new LiteralSyntax(position, LiteralKind.String, content) : null;
        }
        else
        {
            value = ExpressionParser.Parse(text);
        }

        text.ColonEndsValue = colon;
        return value;
    }

    /// <summary>Takes a JSON string and its escapes.</summary>
    private static string? TakeString(TextCursor text)
    {
        var start = text.Offset;
        text.Offset++;
        var value = new StringBuilder();
        while (true)
        {
            var stop = text.Rest.IndexOfAny('"', '\\');
            if (stop < 0)
            {
                text.Fail(start, ErrorCode.UrlSyntax, "the text that begins here has no closing quote");
                return null;
            }

            value.Append(text.Rest[..stop]);
            text.Offset += stop + 1;
            if (text.Peek(-1) == '"')
            {
                return WellFormed(text, start, value.ToString());
            }

            if (TakeEscaped(text) is not { } character)
            {
                return null;
            }

            value.Append(character);
        }
    }

    /// <summary>Refuses half of a surrogate pair, which escapes can write but no encoding can carry.</summary>
    private static string? WellFormed(TextCursor text, int start, string value)
    {
        for (var rest = value.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var size) != OperationStatus.Done)
            {
                text.Fail(start, ErrorCode.BadLiteral, "the text that begins here has an escape that is half a character");
                return null;
            }

            rest = rest[size..];
        }

        return value;
    }

    private static char? TakeEscaped(TextCursor text)
    {
        char? character = text.Current switch
        {
            '"' or '\\' or '/' => text.Current,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' when text.Rest.Length > 4 && ushort.TryParse(text.Rest[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) =>
                (char)unit,
            _ => null,
        };
        if (character is null or '\0')
        {
            text.Unexpected("a JSON escape such as \\n or \\u0041");
            return null;
        }

        text.Offset += text.Current == 'u' ? 5 : 1;
        return character;
    }
}
