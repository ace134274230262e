using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses what begins with a name: keywords, calls, and paths with their segments (ABNF firstMemberExpr and what follows it).</summary>
internal static class MemberParser
{
    private static readonly string[] Variables = ["$it", "$this", "$these", "$root"];
    private static readonly string[] Segments = ["$count", "$filter"];

    /// <summary>Parses a keyword, a literal with prefix, a call or a path.</summary>
    public static ExpressionSyntax? ParseWord(TextCursor text)
    {
        var start = text.Offset;
        var length = Identifier.QualifiedLength(text.Rest);
        if (length == 0)
        {
            text.Unexpected("a value", text.Current == '"' ? "text stands in single quotes: 'text'" : null);
            return null;
        }

        var word = text.Rest[..length];
        switch (text.Peek(length))
        {
            case '\'':
                text.Offset += length;
                return LiteralParser.ParsePrefixed(text, start);
            case '(' when CallParser.IsSpecial(word):
                return CallParser.ParseSpecial(text);
            case '(' or '/':
                return ParsePath(text);
            default:
                if (Keyword(word) is { } kind)
                {
                    var value = kind == LiteralKind.Boolean ? Lower(word) : word.ToString();
                    text.Offset += length;
                    return new LiteralSyntax(text.At(start), kind, value);
                }

                return ParsePath(text);
        }
    }

    /// <summary>Parses a path, or a call when the path is nothing else.</summary>
    public static ExpressionSyntax? ParsePath(TextCursor text)
    {
        var position = text.Here;
        var first = ParseFirst(text);
        if (first is null || (text.Current != '/' && !TakesKey(text, first)))
        {
            return first switch
            {
                null => null,
                CallSegment call => new CallSyntax(position, call.Name, call.Arguments),
                _ => new PathSyntax(position, [first]),
            };
        }

        var segments = new List<MemberSegment>(4) { first };
        while (true)
        {
            MemberSegment? next;
            if (text.TryTake('/'))
            {
                next = ParseNext(text);
            }
            else if (TakesKey(text, segments[^1]))
            {
                var key = text.Here;
                next = CallParser.ParseArguments(text, out var arguments) ? new KeySegment(key, arguments) : null;
            }
            else
            {
                return new PathSyntax(position, [.. segments]);
            }

            if (next is null || !text.Count())
            {
                return null;
            }

            segments.Add(next);
        }
    }

    /// <summary>Parses `$count` with its options, standing at the dollar sign.</summary>
    public static CountSegment? ParseCount(TextCursor text)
    {
        var position = text.Here;
        text.Offset += "$count".Length;
        if (text.Current != '(')
        {
            return new CountSegment(position, null, null);
        }

        return NestedOptionsParser.Parse(text, OptionSets.Count) is { } options ? new CountSegment(position, options.Filter, options.Search) : null;
    }

    /// <summary>Parses `@name` or `@ns.term#qualifier`, standing at the sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isFirst">Whether an alias may stand here.</param>
    public static MemberSegment? ParseAt(TextCursor text, bool isFirst)
    {
        var position = text.Here;
        text.Offset++;
        if (text.TakeName("a name after `@`", qualified: true) is not { } name)
        {
            return null;
        }

        if (text.TryTake('#'))
        {
            return text.TakeName("a qualifier after `#`") is { } qualifier ? new AnnotationSegment(position, name.Text, qualifier.Text) : null;
        }

        return isFirst && !name.IsQualified ? new AliasSegment(position, name.Text) : new AnnotationSegment(position, name.Text, null);
    }

    private static MemberSegment? ParseFirst(TextCursor text) => text.Current switch
    {
        '$' => ParseVariable(text),
        '@' => ParseAt(text, isFirst: true),
        _ => ParseNamed(text),
    };

    private static VariableSegment? ParseVariable(TextCursor text)
    {
        var position = text.Here;
        var word = text.Rest[..(Identifier.Length(text.Rest[1..]) + 1)];
        ImplicitVariable? variable = word switch
        {
            "$it" => ImplicitVariable.It,
            "$this" => ImplicitVariable.This,
            "$these" => ImplicitVariable.These,
            "$root" => ImplicitVariable.Root,
            _ => null,
        };
        if (variable is null)
        {
            text.Unexpected("a value", Hint(word, Variables));
            return null;
        }

        text.Offset += word.Length;
        if (variable == ImplicitVariable.Root && text.Current != '/')
        {
            text.Unexpected("`/` and the name of a set");
            return null;
        }

        return new VariableSegment(position, variable.Value);
    }

    private static MemberSegment? ParseNext(TextCursor text)
    {
        if (text.Current == '@')
        {
            return ParseAt(text, isFirst: false);
        }

        if (text.Current == '$')
        {
            return ParseSystem(text);
        }

        var length = Identifier.QualifiedLength(text.Rest);
        if (text.Peek(length) == '(')
        {
            var word = text.Rest[..length];
            if (word.Equals("any", StringComparison.OrdinalIgnoreCase))
            {
                return CallParser.ParseLambda(text, LambdaToken.Any);
            }

            if (word.Equals("all", StringComparison.OrdinalIgnoreCase))
            {
                return CallParser.ParseLambda(text, LambdaToken.All);
            }

            if (word.Equals("aggregate", StringComparison.OrdinalIgnoreCase))
            {
                return AggregateParser.ParseSegment(text);
            }
        }

        return ParseNamed(text);
    }

    private static MemberSegment? ParseSystem(TextCursor text)
    {
        var word = text.Rest[..(Identifier.Length(text.Rest[1..]) + 1)];
        if (word is "$count")
        {
            return ParseCount(text);
        }

        if (word is "$filter" && text.Peek(word.Length) == '(')
        {
            var position = text.Here;
            text.Offset += word.Length + 1;
            var colon = text.ColonEndsValue;
            text.ColonEndsValue = false;
            var condition = ExpressionParser.Parse(text);
            text.ColonEndsValue = colon;
            return condition is not null && ExpressionParser.TakeClose(text) ? new FilterSegment(position, condition) : null;
        }

        text.Unexpected("a property, `any`, `all`, `$count` or `$filter(...)`", Hint(word, Segments));
        return null;
    }

    private static MemberSegment? ParseNamed(TextCursor text)
    {
        if (text.TakeName("a name", qualified: true) is not { } name)
        {
            return null;
        }

        if (text.Current != '(')
        {
            return new NameSegment(name.Position, name.Text);
        }

        return CallParser.ParseArguments(text, out var arguments) ? new CallSegment(name.Position, name.Text, arguments) : null;
    }

    private static bool TakesKey(TextCursor text, MemberSegment last) =>
        text.Current == '(' && last is CallSegment or FilterSegment && !text.IsAtEnd;

    private static LiteralKind? Keyword(ReadOnlySpan<char> word) => word switch
    {
        "null" => LiteralKind.Null,
        "INF" or "NaN" => LiteralKind.Double,
        _ when word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase) =>
            LiteralKind.Boolean,
        _ => null,
    };

    private static string Lower(ReadOnlySpan<char> word) => word.Length == "true".Length ? "true" : "false";

    private static string? Hint(ReadOnlySpan<char> word, string[] known) =>
        Nearest.Of(word.ToString(), known) is { } nearest ? $"did you mean `{nearest}`?" : null;
}
