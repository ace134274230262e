using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses expressions: operators by precedence, parentheses, lists (ABNF commonExpr).</summary>
internal static class ExpressionParser
{
    /// <summary>Parses an expression up to the first thing that cannot continue it; null with a problem.</summary>
    public static ExpressionSyntax? Parse(TextCursor text) => ParseFrom(text, OperatorTable.Lowest);

    /// <summary>Parses an expression that reaches to the end of the text.</summary>
    public static ExpressionSyntax? ParseWhole(TextCursor text)
    {
        var expression = Parse(text);
        if (expression is null)
        {
            return null;
        }

        text.SkipBlanks();
        if (!text.IsAtEnd)
        {
            text.Unexpected("an operator or the end", OperatorTable.HintAt(text));
            return null;
        }

        return expression;
    }

    /// <summary>Takes the `)` behind an expression.</summary>
    public static bool TakeClose(TextCursor text)
    {
        text.SkipBlanks();
        return text.TryTake(')') || text.Unexpected("an operator or `)`", OperatorTable.HintAt(text));
    }

    private static ExpressionSyntax? ParseFrom(TextCursor text, int lowest)
    {
        if (!text.Enter())
        {
            return null;
        }

        var left = ParseOperand(text);
        while (left is not null && TryTakeOperator(text, lowest, out var token, out var position))
        {
            text.SkipBlanks();
            var right = token == OperatorToken.In && text.Current == '('
                ? ParseInList(text)
                : ParseFrom(text, OperatorTable.Precedence(token) + 1);
            left = right is not null && text.Count() ? new BinarySyntax(position, token, left, right) : null;
        }

        text.Leave();
        return left;
    }

    /// <summary>Takes the operator behind blanks if it binds closely enough; otherwise stays where it is.</summary>
    private static bool TryTakeOperator(TextCursor text, int lowest, out OperatorToken token, out SourcePosition position)
    {
        var start = text.Offset;
        text.SkipBlanks();
        position = text.Here;
        var length = Identifier.Length(text.Rest);
        if (OperatorTable.TryFind(text.Rest[..length], out token) && OperatorTable.Precedence(token) >= lowest)
        {
            text.Offset += length;
            return true;
        }

        text.Offset = start;
        return false;
    }

    private static ExpressionSyntax? ParseOperand(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        if (text.Current == '-' && !LiteralParser.IsNumberAt(text))
        {
            text.Offset++;
            return ParseUnary(text, UnaryToken.Negate, position);
        }

        if (text.Current is 'n' or 'N' && text.IsWord("not") && text.Peek(3) is ' ' or '\t' or '(')
        {
            text.Offset += 3;
            return ParseUnary(text, UnaryToken.Not, position);
        }

        return ParsePrimary(text);
    }

    private static UnarySyntax? ParseUnary(TextCursor text, UnaryToken token, SourcePosition position) =>
        text.Count() && ParseFrom(text, OperatorTable.Primary) is { } operand ? new UnarySyntax(position, token, operand) : null;

    private static ExpressionSyntax? ParsePrimary(TextCursor text)
    {
        if (!text.Count())
        {
            return null;
        }

        switch (text.Current)
        {
            case '(':
                return ParseParentheses(text);
            case '[':
                return JsonParser.ParseArray(text);
            case '{':
                return JsonParser.ParseObject(text);
            case '\'':
                return LiteralParser.ParseText(text);
            case '$' or '@':
                return MemberParser.ParsePath(text);
            default:
                return LiteralParser.IsNumberAt(text) || LiteralParser.IsGuidAt(text) ? LiteralParser.ParseNumber(text)
                    : MemberParser.ParseWord(text);
        }
    }

    private static ExpressionSyntax? ParseParentheses(TextCursor text)
    {
        text.Offset++;
        var colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        var inner = Parse(text);
        text.ColonEndsValue = colon;
        return inner is not null && TakeClose(text) ? inner : null;
    }

    /// <summary>Behind `in (`: a list of literals, or one collection in parentheses.</summary>
    private static ExpressionSyntax? ParseInList(TextCursor text)
    {
        var position = text.Here;
        text.Offset++;
        if (text.TryTakeAfterBlanks(')'))
        {
            return new ListSyntax(position, []);
        }

        var colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        var list = ParseListItems(text, position);
        text.ColonEndsValue = colon;
        return list;
    }

    private static ExpressionSyntax? ParseListItems(TextCursor text, SourcePosition position)
    {
        var items = new List<LiteralSyntax>();
        do
        {
            text.SkipBlanks();
            var start = text.Offset;
            var item = Parse(text);
            if (item is not LiteralSyntax literal)
            {
                return item is not null && items.Count == 0 && text.TryTakeAfterBlanks(')') ? item : NotLiteral(text, start, item);
            }

            items.Add(literal);
            if (!text.HasRoom(items.Count))
            {
                return null;
            }
        }
        while (text.TryTakeAfterBlanks(','));
        return TakeClose(text) ? new ListSyntax(position, [.. items]) : null;
    }

    private static ListSyntax? NotLiteral(TextCursor text, int start, ExpressionSyntax? item)
    {
        if (item is not null)
        {
            text.Offset = start;
            text.Unexpected("a literal: a list in parentheses holds nothing else", "write the list as [a,b]");
        }

        return null;
    }
}
