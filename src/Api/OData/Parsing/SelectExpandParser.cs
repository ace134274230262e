using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses `$select` and `$expand` with their nested options.</summary>
internal static class SelectExpandParser
{
    /// <summary>Parses `$select`; null with a problem.</summary>
    public static SelectSyntax? ParseSelect(TextCursor text)
    {
        var position = text.Here;
        return ParseItems(text, ParseSelectItem) is { } items ? new SelectSyntax(position, items) : null;
    }

    /// <summary>Parses `$expand`; null with a problem.</summary>
    public static ExpandSyntax? ParseExpand(TextCursor text)
    {
        var position = text.Here;
        return ParseItems(text, ParseExpandItem) is { } items ? new ExpandSyntax(position, items) : null;
    }

    /// <summary>Parses names with slashes between; null with a problem.</summary>
    public static SyntaxList<NameSyntax>? ParseNames(TextCursor text, string expected, bool allowsAnnotations = true)
    {
        var names = new List<NameSyntax>(2);
        do
        {
            var name = allowsAnnotations && text.Current == '@' ? TakeAnnotation(text) : text.TakeName(expected, qualified: true);
            if (name is null || !text.Count())
            {
                return null;
            }

            names.Add(name);
        }
        while (text.TryTake('/'));
        return new([.. names]);
    }

    private static SyntaxList<T>? ParseItems<T>(TextCursor text, Func<TextCursor, T?> parse)
        where T : SyntaxNode
    {
        if (!text.Enter())
        {
            return null;
        }

        var items = new List<T>();
        do
        {
            text.SkipBlanks();
            if (parse(text) is not { } item || !text.Count())
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
        text.Leave();
        return new([.. items]);
    }

    private static SelectItemSyntax? ParseSelectItem(TextCursor text)
    {
        var position = text.Here;
        var path = new List<NameSyntax>(2);
        do
        {
            if (TakeStarOrName(text, withNamespace: true) is not { } name || !text.Count())
            {
                return null;
            }

            path.Add(name);
        }
        while (path[^1].Text[^1] != '*' && text.TryTake('/'));
        if (text.Current != '(' || path[^1].Text[^1] == '*')
        {
            return new SelectItemSyntax(position, [.. path], null, null);
        }

        if (HoldsOptions(text))
        {
            return NestedOptionsParser.Parse(text, OptionSets.Select) is { } options ? new SelectItemSyntax(position, [.. path], null, options) : null;
        }

        return ParseParameterNames(text) is { } names ? new SelectItemSyntax(position, [.. path], names, null) : null;
    }

    private static ExpandItemSyntax? ParseExpandItem(TextCursor text)
    {
        var position = text.Here;
        if (text.Current == '$')
        {
            return TryTakeSegment(text, "$value") ? new ExpandItemSyntax(position, [], ExpandToken.Value, QueryOptionsSyntax.None)
                : NoItem(text, "a navigation, `*` or `$value`");
        }

        var path = new List<NameSyntax>(2);
        var kind = ExpandToken.Rows;
        do
        {
            if (path.Count > 0 && text.Current == '$')
            {
                kind = TryTakeSegment(text, "$ref") ? ExpandToken.References
                    : path[^1].Text != "*" && TryTakeSegment(text, "$count") ? ExpandToken.Count
                    : ExpandToken.Value;
                break;
            }

            if ((path.Count > 0 && path[^1].Text == "*") || TakeStarOrName(text, withNamespace: false) is not { } name || !text.Count())
            {
                return NoItem(text, "`$ref`");
            }

            path.Add(name);
        }
        while (text.TryTake('/'));
        if (kind == ExpandToken.Value)
        {
            return NoItem(text, path[^1].Text == "*" ? "`$ref`" : "a name, `$ref` or `$count`");
        }

        if (text.Current != '(')
        {
            return new ExpandItemSyntax(position, [.. path], kind, QueryOptionsSyntax.None);
        }

        var allowed = kind switch
        {
            ExpandToken.References => OptionSets.References,
            ExpandToken.Count => OptionSets.Count,
            _ => path[^1].Text == "*" ? OptionSets.Star : OptionSets.Expand,
        };
        return NestedOptionsParser.Parse(text, allowed) is { } options ? new ExpandItemSyntax(position, [.. path], kind, options) : null;
    }

    private static ExpandItemSyntax? NoItem(TextCursor text, string expected)
    {
        text.Unexpected(expected);
        return null;
    }

    private static bool TryTakeSegment(TextCursor text, string segment)
    {
        if (!text.Rest.StartsWith(segment, StringComparison.Ordinal) || Identifier.Length(text.Rest[1..]) != segment.Length - 1)
        {
            return false;
        }

        text.Offset += segment.Length;
        return true;
    }

    private static NameSyntax? TakeStarOrName(TextCursor text, bool withNamespace)
    {
        var start = text.Offset;
        if (text.Current == '@')
        {
            return TakeAnnotation(text);
        }

        if (text.TryTake('*'))
        {
            return new NameSyntax(text.At(start), "*");
        }

        if (text.TakeName("a name or `*`", qualified: true) is not { } name)
        {
            return null;
        }

        if (withNamespace && text.Current == '.' && text.Peek(1) == '*')
        {
            text.Offset += 2;
            return new NameSyntax(name.Position, text.TextFrom(start));
        }

        return name;
    }

    private static NameSyntax? TakeAnnotation(TextCursor text)
    {
        var start = text.Offset;
        return MemberParser.ParseAt(text, isFirst: false) is null ? null : new NameSyntax(text.At(start), text.TextFrom(start));
    }

    /// <summary>Whether the parentheses hold options (`name=`) rather than the names of parameters.</summary>
    private static bool HoldsOptions(TextCursor text)
    {
        var inside = text.Rest[1..].TrimStart(" \t");
        if (inside is ['$' or '@' or ')', ..])
        {
            return true;
        }

        return inside[Identifier.Length(inside)..].TrimStart(" \t") is ['=', ..];
    }

    private static SyntaxList<NameSyntax>? ParseParameterNames(TextCursor text)
    {
        text.Offset++;
        var names = new List<NameSyntax>(2);
        do
        {
            text.SkipBlanks();
            if (text.TakeName("an option such as `$top=5` or the name of a parameter") is not { } name || !text.HasRoom(names.Count + 1))
            {
                return null;
            }

            names.Add(name);
        }
        while (text.TryTakeAfterBlanks(','));
        return text.Take(')') ? new([.. names]) : null;
    }
}
