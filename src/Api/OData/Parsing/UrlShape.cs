using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>A literal as it stands in a URL.</summary>
/// <param name="Position">Where the parser finds it.</param>
/// <param name="Start">Its first character as sent.</param>
/// <param name="Length">Its characters as sent, quotes included.</param>
/// <param name="Form">Letter of its form: literals of one form are exchangeable for the parser.</param>
internal readonly record struct LiteralToken(SourcePosition Position, int Start, int Length, char Form);

/// <summary>A URL with its literals found but not read: what stays the same when only their values change.</summary>
/// <remarks>
/// Found in the path and in `$filter`, by the parser's own rules of quotes and number forms. Where the scan and the parser could disagree there is no
/// shape at all; a literal that the scan finds and the parser does not is simply never exchanged (docs/decisions/0019).
/// </remarks>
internal sealed class UrlShape
{
    private const char Marker = '\u0001';

    private readonly string text;
    private readonly ParseLimits limits;
    private readonly List<LiteralToken> tokens = [];

    private UrlShape(string text, ParseLimits limits) => (this.text, this.limits) = (text, limits);

    /// <summary>The literals, from left to right.</summary>
    public IReadOnlyList<LiteralToken> Tokens => tokens;

    /// <summary>The shape of a URL; null when it has none that could be relied upon.</summary>
    /// <param name="path">Path below the service's root as sent.</param>
    /// <param name="query">Query as sent, without `?`.</param>
    /// <param name="limits">Limits of the parser that reads the literals.</param>
    public static UrlShape? Of(string path, string query, ParseLimits limits)
    {
        var shape = new UrlShape($"{path}?{query}", limits);
        if (shape.text.AsSpan().ContainsAnyInRange('\0', ' ') || path.Contains("$entity", StringComparison.OrdinalIgnoreCase)
            || !shape.Scan(path.StartsWith('/') ? 1 : 0, path.Length, SourcePosition.Path))
        {
            return null;
        }

        // A plus may be a blank: the parser decides that for the whole query, so the query is taken word for word.
        return query.Contains('+', StringComparison.Ordinal) || shape.ScanOptions(path.Length + 1) ? shape : null;
    }

    /// <summary>The URL with the form in place of each literal, but for those that stay.</summary>
    /// <param name="stays">By number of the literal: true for one that stands in the key itself.</param>
    public string Key(ReadOnlySpan<bool> stays)
    {
        var key = new StringBuilder(text.Length);
        var from = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!stays[i])
            {
                key.Append(text, from, tokens[i].Start - from).Append(Marker).Append(tokens[i].Form);
                from = tokens[i].Start + tokens[i].Length;
            }
        }

        return key.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A literal as the parser reads it; null when it is none after all, which the parser then says better.</summary>
    /// <param name="token">Number of the literal.</param>
    public LiteralSyntax? Read(int token)
    {
        var (position, start, length, _) = tokens[token];
        if (!PercentDecoder.TryDecode(text.AsSpan(start, length), plusIsBlank: false, out var decoded, out _))
        {
            return null;
        }

        var cursor = new TextCursor(decoded, position.Source, new ParseBudget(limits), position.Offset);
        var literal = decoded is ['\'', ..] ? LiteralParser.ParseText(cursor) : LiteralParser.ParseNumber(cursor);
        return cursor.IsAtEnd ? literal : null;
    }

    private bool ScanOptions(int start)
    {
        while (start < text.Length)
        {
            var end = text.IndexOf('&', start) is var mark and >= 0 ? mark : text.Length;
            var equals = text.IndexOf('=', start, end - start);
            var name = equals < 0 ? [] : text.AsSpan(start, equals - start);
            var kind = OptionNames.Find(name.StartsWith("%24", StringComparison.Ordinal) ? name[3..] : name);
            // A continuation is signed together with the whole question: there is nothing to gain.
            if (kind is OptionKinds.SkipToken or OptionKinds.DeltaToken || (kind == OptionKinds.Filter && !Scan(equals + 1, end, OptionNames.NameOf(kind))))
            {
                return false;
            }

            start = end + 1;
        }

        return true;
    }

    private bool Scan(int start, int end, string source)
    {
        var offset = 0;
        var mayBegin = true;
        for (var i = start; i < end;)
        {
            var c = At(i, end, out var size);
            if (c == '\'')
            {
                var length = TextLength(i, end, source, out var units);
                if (length == 0)
                {
                    return false;
                }

                tokens.Add(new LiteralToken(new SourcePosition(source, offset), i, length, 's'));
                (i, offset, mayBegin) = (i + length, offset + units, false);
            }
            else if (mayBegin && NumberAt(i, end) is (var length, var form))
            {
                tokens.Add(new LiteralToken(new SourcePosition(source, offset), i, length, form));
                (i, offset, mayBegin) = (i + length, offset + length, false);
            }
            else if (Units(i, end) is >= 0 and var units)
            {
                (i, offset, mayBegin) = (i + size, offset + units, c is ' ' or '(' or ',' or '=');
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The character that stands here, percent-encoded or not; NUL for one beyond ASCII.</summary>
    private char At(int i, int end, out int size)
    {
        size = 1;
        if (text[i] != '%')
        {
            return text[i];
        }

        size = 3;
        return i + 2 < end && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value < 0x80 ? (char)value : '\0';
    }

    /// <summary>How many UTF-16 units of decoded text begin here; -1 when nothing can be decoded. Bytes that continue a character begin none.</summary>
    private int Units(int i, int end) => text[i] != '%' ? 1
        : i + 2 >= end || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? -1
        : value is >= 0x80 and < 0xC0 ? 0
        : value >= 0xF0 ? 2 : 1;

    /// <summary>Length of a quoted text as sent; 0 when it does not end, or holds what would end it for the parser.</summary>
    private int TextLength(int start, int end, string source, out int units)
    {
        units = 0;
        var isOpen = false;
        for (var i = start; i < end;)
        {
            var c = At(i, end, out var size);
            var more = Units(i, end);
            if (more < 0 || (text[i] == '/' && source == SourcePosition.Path))
            {
                return 0;
            }

            (i, units) = (i + size, units + more);
            if (c != '\'')
            {
                continue;
            }

            if (!isOpen)
            {
                isOpen = true;
            }
            else if (i < end && At(i, end, out var next) == '\'')
            {
                (i, units) = (i + next, units + 1);
            }
            else
            {
                return i - start;
            }
        }

        return 0;
    }

    private (int Length, char Form)? NumberAt(int start, int end)
    {
        var run = text.AsSpan(start, end - start);
        if (!(char.IsAsciiDigit(run[0]) || (run[0] == '-' && run.Length > 1 && char.IsAsciiDigit(run[1]))))
        {
            return null;
        }

        var length = 1;
        while (length < run.Length && (char.IsAsciiLetterOrDigit(run[length]) || run[length] is '.' or ':' or '-' or '_'))
        {
            length++;
        }

        var isWhole = length == run.Length || At(start + length, end, out _) is ' ' or ')' or ',';
        return isWhole && FormOf(run[..length]) is { } form ? (length, form) : null;
    }

    // Times are left out: inside `case` a colon may end a number instead.
    private static char? FormOf(ReadOnlySpan<char> run)
    {
        if (LiteralForms.GuidLength(run) == run.Length)
        {
            return 'g';
        }

        var date = LiteralForms.DateLength(run);
        if (date > 0)
        {
            return date == run.Length ? 'd' : LiteralForms.DateTimeOffsetLength(run, date) == run.Length ? 'o' : null;
        }

        return LiteralForms.NumberLength(run, out var kind) != run.Length ? null : kind switch
        {
            LiteralKind.Integer when int.TryParse(run, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => 'i',
            LiteralKind.Integer when long.TryParse(run, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => 'l',
            LiteralKind.Decimal => 'm',
            _ => null,
        };
    }
}
