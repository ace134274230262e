using System.Buffers;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses literals: text, numbers, dates, times, guids, and those with a prefix (ABNF primitiveLiteral).</summary>
internal static class LiteralParser
{
    private static readonly SearchValues<char> NumberRun =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:.-+");

    /// <summary>Whether a number, date or time begins here (a sign counts only before a digit or INF).</summary>
    public static bool IsNumberAt(TextCursor text) =>
        char.IsAsciiDigit(text.Current)
        || (text.Current is '+' or '-' && char.IsAsciiDigit(text.Peek(1)))
        || (text.Current == '-' && text.Peek(1) == 'I' && text.Rest[1..(Identifier.Length(text.Rest[1..]) + 1)] is "INF");

    /// <summary>Whether a guid stands here.</summary>
    public static bool IsGuidAt(TextCursor text) => text.Peek(8) == '-' && LiteralForms.GuidLength(text.Rest) > 0;

    /// <summary>Parses what begins like a number: a number, a date, a time, a guid.</summary>
    public static LiteralSyntax? ParseNumber(TextCursor text)
    {
        var rest = text.Rest;
        if (IsGuidAt(text))
        {
            return Take(text, LiteralKind.Guid, LiteralForms.GuidLength(rest));
        }

        var date = LiteralForms.DateLength(rest);
        if (date > 0)
        {
            var moment = LiteralForms.DateTimeOffsetLength(rest, date);
            return moment > 0 ? Take(text, LiteralKind.DateTimeOffset, moment) : Take(text, LiteralKind.Date, date);
        }

        var time = LiteralForms.TimeLength(rest);
        if (time > 0 && !(time == 5 && text.ColonEndsValue && !rest[time..].TrimStart(" \t").StartsWith(':')))
        {
            return Take(text, LiteralKind.TimeOfDay, time);
        }

        var length = LiteralForms.NumberLength(rest, out var kind);
        return Take(text, kind, length);
    }

    /// <summary>Parses text in single quotes.</summary>
    public static LiteralSyntax? ParseText(TextCursor text)
    {
        var start = text.Offset;
        return TakeQuoted(text) is { } value ? new LiteralSyntax(text.At(start), LiteralKind.String, value) : null;
    }

    /// <summary>Parses the quoted part behind a prefix: `duration'...'`, `ns.Pattern'...'`.</summary>
    /// <param name="text">Stands at the quote.</param>
    /// <param name="start">Where the prefix begins.</param>
    public static LiteralSyntax? ParsePrefixed(TextCursor text, int start)
    {
        var prefix = text.TextFrom(start);
        if (KindOf(prefix) is not { } kind)
        {
            var hint = $"write the value without `{TextCursor.Shorten(prefix)}`: "
                + "only durations, binary, geography, geometry and qualified enumerations have a prefix";
            text.Unexpected("an operator or the end", hint);
            return null;
        }

        if (TakeQuoted(text) is not { } value)
        {
            return null;
        }

        var isWell = kind switch
        {
            LiteralKind.Duration => LiteralForms.IsDuration(value),
            LiteralKind.Binary => LiteralForms.IsBinary(value),
            LiteralKind.Enum => LiteralForms.IsEnum(value),
            _ => true,
        };
        if (!isWell)
        {
            text.Fail(start, ErrorCode.BadLiteral, $"`{TextCursor.Shorten(text.TextFrom(start))}` is no {Noun(kind)}");
            return null;
        }

        return new LiteralSyntax(text.At(start), kind, value, kind == LiteralKind.Enum ? prefix : null);
    }

    /// <summary>Takes text in single quotes, doubled quotes made single; null with a problem when it does not end.</summary>
    public static string? TakeQuoted(TextCursor text)
    {
        var start = text.Offset;
        text.Offset++;
        var hasDoubled = false;
        while (true)
        {
            var quote = text.Rest.IndexOf('\'');
            if (quote < 0)
            {
                var hint = text.Here.Source == SourcePosition.Path ? "a slash inside text is written %2F" : "`&` inside text is written %26, `#` %23";
                text.Fail(start, ErrorCode.UrlSyntax, "the text that begins here has no closing quote", hint);
                return null;
            }

            text.Offset += quote + 1;
            if (!text.TryTake('\''))
            {
                break;
            }

            hasDoubled = true;
        }

        if (Identifier.Begins(text.Rest))
        {
            text.Unexpected("an operator or the end", "a quote inside text is written twice: ''");
            return null;
        }

        var value = text.TextFrom(start)[1..^1];
        return hasDoubled ? value.Replace("''", "'", StringComparison.Ordinal) : value;
    }

    private static LiteralSyntax? Take(TextCursor text, LiteralKind kind, int length)
    {
        var start = text.Offset;
        text.Offset += length;
        if (text.Current is '-' or '.' || Identifier.Length("_" + text.Current) > 1)
        {
            text.Offset = start;
            return Malformed(text, kind);
        }

        var value = text.TextFrom(start);
        if (!LiteralForms.IsInRange(value, kind))
        {
            text.Fail(start, ErrorCode.BadLiteral, $"`{TextCursor.Shorten(value)}` is no {Noun(kind)}: a part is out of its range");
            return null;
        }

        return new LiteralSyntax(text.At(start), kind, value[0] == '+' ? value[1..] : value);
    }

    private static LiteralSyntax? Malformed(TextCursor text, LiteralKind kind)
    {
        var end = text.Rest.IndexOfAnyExcept(NumberRun);
        var run = TextCursor.Shorten(end < 0 ? text.Rest : text.Rest[..end]);
        var hint = kind == LiteralKind.Date ? "a date with a time has an offset: 2025-04-01T09:00:00Z or 2025-04-01T09:00:00%2B09:00"
            : $"text stands in quotes: '{run}'";
        text.Fail(text.Offset, ErrorCode.BadLiteral, $"`{run}` is neither a number nor a date", hint);
        return null;
    }

    private static LiteralKind? KindOf(string prefix) => prefix.ToUpperInvariant() switch
    {
        "DURATION" => LiteralKind.Duration,
        "BINARY" => LiteralKind.Binary,
        "GEOGRAPHY" => LiteralKind.Geography,
        "GEOMETRY" => LiteralKind.Geometry,
        _ => prefix.Contains('.', StringComparison.Ordinal) ? LiteralKind.Enum : null,
    };

    private static string Noun(LiteralKind kind) => kind switch
    {
        LiteralKind.Date => "date",
        LiteralKind.DateTimeOffset => "date with time",
        LiteralKind.TimeOfDay => "time of day",
        LiteralKind.Duration => "duration such as duration'P1DT2H'",
        LiteralKind.Binary => "base64url value",
        LiteralKind.Enum => "list of enumeration members",
        LiteralKind.Geography or LiteralKind.Geometry => "spatial value",
        LiteralKind.Null or LiteralKind.Boolean or LiteralKind.Integer or LiteralKind.Decimal or LiteralKind.Double
            or LiteralKind.String or LiteralKind.Guid => "value",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
