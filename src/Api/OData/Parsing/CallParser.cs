using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Parses what stands in parentheses behind a name: arguments, keys, lambdas, `case`, `cast`, `isof`.</summary>
internal static class CallParser
{
    /// <summary>Whether a name before a parenthesis is one of the language's own forms.</summary>
    public static bool IsSpecial(ReadOnlySpan<char> word) =>
        word.Length is 3 or 4 && (Is(word, "case") || Is(word, "cast") || Is(word, "isof") || Is(word, "any") || Is(word, "all"));

    /// <summary>Parses `case(...)`, `cast(...)` and `isof(...)`, standing at the name.</summary>
    public static ExpressionSyntax? ParseSpecial(TextCursor text)
    {
        var position = text.Here;
        var start = text.Offset;
        var word = text.Rest[..Identifier.Length(text.Rest)];
        if (word.Length == 3)
        {
            text.Fail(start, ErrorCode.UrlSyntax, $"`{word}` needs a collection before it", "write collection/any(x:condition on x)");
            return null;
        }

        var isCase = Is(word, "case");
        var isCast = Is(word, "cast");
        text.Offset += word.Length + 1;
        if (!EnterParentheses(text, out var colon))
        {
            return null;
        }

        ExpressionSyntax? result;
        if (isCase)
        {
            result = ParseCase(text, position);
        }
        else
        {
            result = ParseTyped(text, out var operand) is not { } type ? null
                : isCast ? new CastSyntax(position, operand, type)
                : new IsOfSyntax(position, operand, type);
        }

        LeaveParentheses(text, colon);
        return result is not null && text.Take(')') ? result : null;
    }

    /// <summary>Parses arguments or key parts, standing at the parenthesis; false with a problem.</summary>
    public static bool ParseArguments(TextCursor text, out SyntaxList<ArgumentSyntax> arguments)
    {
        arguments = [];
        text.Offset++;
        if (!EnterParentheses(text, out var colon))
        {
            return false;
        }

        text.SkipBlanks();
        if (text.Current != ')')
        {
            var items = new List<ArgumentSyntax>(2);
            do
            {
                if (ParseArgument(text) is not { } item)
                {
                    return false;
                }

                items.Add(item);
                if (!text.HasRoom(items.Count))
                {
                    return false;
                }
            }
            while (text.TryTakeAfterBlanks(','));
            arguments = [.. items];
        }

        LeaveParentheses(text, colon);
        return arguments.Count == 0 ? text.Take(')') : TakeCloseOrComma(text);
    }

    /// <summary>Parses `any(x:...)` or `all(x:...)`, standing at the word.</summary>
    public static LambdaSegment? ParseLambda(TextCursor text, LambdaToken quantifier)
    {
        var position = text.Here;
        text.Offset += "any(".Length;
        if (quantifier == LambdaToken.Any && text.TryTakeAfterBlanks(')'))
        {
            return new LambdaSegment(position, quantifier, null, null);
        }

        text.SkipBlanks();
        if (text.TakeName("a variable such as `x` in `any(x:x/code eq '1')`") is not { } variable || !text.Take(':'))
        {
            return null;
        }

        if (!EnterParentheses(text, out var colon) || ExpressionParser.Parse(text) is not { } predicate)
        {
            return null;
        }

        LeaveParentheses(text, colon);
        return ExpressionParser.TakeClose(text) ? new LambdaSegment(position, quantifier, variable.Text, predicate) : null;
    }

    private static ArgumentSyntax? ParseArgument(TextCursor text)
    {
        text.SkipBlanks();
        var position = text.Here;
        var start = text.Offset;
        string? name = null;
        var length = Identifier.Length(text.Rest);
        if (length > 0)
        {
            text.Offset += length;
            if (text.TryTakeAfterBlanks('='))
            {
                name = text.TextFrom(start)[..length];
            }
            else
            {
                text.Offset = start;
            }
        }

        return ExpressionParser.Parse(text) is { } value ? new ArgumentSyntax(position, name, value) : null;
    }

    private static CaseSyntax? ParseCase(TextCursor text, SourcePosition position)
    {
        var branches = new List<CaseBranchSyntax>(2);
        do
        {
            text.SkipBlanks();
            var start = text.Here;
            text.ColonEndsValue = true;
            var condition = ExpressionParser.Parse(text);
            text.ColonEndsValue = false;
            if (condition is null || !text.Take(':') || ExpressionParser.Parse(text) is not { } value)
            {
                return null;
            }

            branches.Add(new CaseBranchSyntax(start, condition, value));
            if (!text.HasRoom(branches.Count))
            {
                return null;
            }
        }
        while (text.TryTakeAfterBlanks(','));
        return new CaseSyntax(position, [.. branches]);
    }

    /// <summary>Parses `type` or `value,type`.</summary>
    private static TypeNameSyntax? ParseTyped(TextCursor text, out ExpressionSyntax? operand)
    {
        operand = null;
        text.SkipBlanks();
        if (IsCollectionType(text))
        {
            return ParseType(text);
        }

        var start = text.Offset;
        operand = ExpressionParser.Parse(text);
        if (operand is null)
        {
            return null;
        }

        if (text.TryTakeAfterBlanks(','))
        {
            text.SkipBlanks();
            return ParseType(text);
        }

        if (operand is PathSyntax { Segments: [NameSegment name] })
        {
            operand = null;
            return new TypeNameSyntax(name.Position, name.Name, false);
        }

        text.Fail(start, ErrorCode.UrlSyntax, "expected a type, alone or behind a value and a comma", "such as cast(value,Edm.String)");
        return null;
    }

    private static TypeNameSyntax? ParseType(TextCursor text)
    {
        var position = text.Here;
        if (text.Current == '\'')
        {
            text.Unexpected("a type", "types are written without quotes: Edm.String");
            return null;
        }

        var isCollection = IsCollectionType(text);
        text.Offset += isCollection ? "Collection(".Length : 0;
        var name = text.TakeName("a type such as Edm.String", qualified: true);
        return name is null || (isCollection && !text.Take(')')) ? null : new TypeNameSyntax(position, name.Text, isCollection);
    }

    private static bool IsCollectionType(TextCursor text) => text.Rest.StartsWith("Collection(", StringComparison.Ordinal);

    /// <summary>Counts the level of a call; within its parentheses a colon is only a colon where the form says so.</summary>
    private static bool EnterParentheses(TextCursor text, out bool colon)
    {
        colon = text.ColonEndsValue;
        text.ColonEndsValue = false;
        return text.EnterCall();
    }

    private static void LeaveParentheses(TextCursor text, bool colon)
    {
        text.LeaveCall();
        text.ColonEndsValue = colon;
    }

    private static bool TakeCloseOrComma(TextCursor text)
    {
        text.SkipBlanks();
        return text.TryTake(')') || text.Unexpected("an operator, `,` or `)`", OperatorTable.HintAt(text));
    }

    private static bool Is(ReadOnlySpan<char> word, string expected) => word.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
