using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses expressions: operators by precedence, parentheses, lists (ABNF commonExpr).</summary>
internal static class ExpressionParser
{
    /// <summary>Parses an expression up to the first thing that cannot continue it; null with a problem.</summary>
    public static ExpressionSyntax? Parse(TextCursor text) => ParseFrom(text, OperatorTable.Lowest);

    /// <summary>Takes the `)` behind an expression.</summary>
    public static bool TakeClose(TextCursor text)
    {
        text.SkipBlanks();
        return text.TryTake(')') || text.Unexpected("an operator or `)`", OperatorTable.HintAt(text));
    }

    /// <summary>Parses operands and the operators between them that bind at least so closely.</summary>
    private static ExpressionSyntax? ParseFrom(TextCursor text, int lowest)
    {
        if (!text.Enter())
        {
            return null;
        }

        var around = text.Height;
        text.Height = 0;
        var left = ParseOperand(text);
        var height = text.Height + 1;
        while (left is not null && TryTakeOperator(text, lowest, out var token, out var position))
        {
            left = LogicalChains.IsBalanced(token)
                ? ParseChain(text, token, left, position, ref height)
                : ParseRight(text, token, left, position, ref height);
        }

        text.Height = Math.Max(around, height);
        text.Leave();
        return left is not null && text.IsLowEnough(height) ? left : null;
    }

    /// <summary>Parses the right operand of an operator.</summary>
    private static BinarySyntax? ParseRight(TextCursor text, OperatorToken token, ExpressionSyntax left, SourcePosition position, ref int height)
    {
        var right = ParseRightOperand(text, token, ref height);
        height++;
        return right is not null && text.IsLowEnough(height) ? new BinarySyntax(position, token, left, right) : null;
    }

    /// <summary>Parses the further operands of a chain of `and` or of `or`.</summary>
    private static ExpressionSyntax? ParseChain(TextCursor text, OperatorToken token, ExpressionSyntax first, SourcePosition position, ref int height)
    {
        var chain = LogicalChains.Of(token);
        chain.Add(token, first, position);
        bool continues;
        do
        {
            if (ParseRightOperand(text, token, ref height) is not { } operand)
            {
                return null;
            }

            chain.Add(token, operand, position);
            var start = text.Offset;
            continues = TryTakeOperator(text, OperatorTable.Precedence(token), out var next, out position) && next == token;
            text.Offset = continues ? text.Offset : start;
        }
        while (continues);
        height += chain.Height;
        return chain.Build();
    }

    private static ExpressionSyntax? ParseRightOperand(TextCursor text, OperatorToken token, ref int height)
    {
        text.SkipBlanks();
        text.Height = 0;
        var right = token == OperatorToken.In && text.Current == '('
            ? ParseInList(text)
            : ParseFrom(text, OperatorTable.Precedence(token) + 1);
        height = Math.Max(height, text.Height);
        return right is not null && text.Count() ? right : null;
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
