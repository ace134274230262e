using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Chains of `and` and of `or`, in expressions and in searches; parentheses around a part of a chain make no difference.</summary>
internal static class LogicalChains
{
    /// <summary>Whether an operator's chains are balanced: it is associative, so the order of evaluation does not matter.</summary>
    public static bool IsBalanced(OperatorToken token) => token is OperatorToken.And or OperatorToken.Or;

    /// <summary>A chain of an expression's operator.</summary>
    public static BalancedChain<ExpressionSyntax, SourcePosition> Of(OperatorToken token) =>
        new((position, left, right) => new BinarySyntax(position, token, left, right));

    /// <summary>A chain of `AND` in a search.</summary>
    public static BalancedChain<SearchSyntax, SourcePosition> SearchAnd() => new((position, left, right) => new SearchAndSyntax(position, left, right));

    /// <summary>A chain of `OR` in a search.</summary>
    public static BalancedChain<SearchSyntax, SourcePosition> SearchOr() => new((position, left, right) => new SearchOrSyntax(position, left, right));

    /// <summary>Adds an operand; of a chain of the same operator, its operands.</summary>
    public static void Add(this BalancedChain<ExpressionSyntax, SourcePosition> chain, OperatorToken token, ExpressionSyntax operand, SourcePosition place)
    {
        if (operand is BinarySyntax binary && binary.Operator == token)
        {
            chain.Add(token, binary.Left, place);
            chain.Add(token, binary.Right, binary.Position);
        }
        else
        {
            chain.Add(operand, place);
        }
    }

    /// <summary>Adds an operand to a chain of `AND`; of a chain of `AND`, its operands.</summary>
    public static void AddAnd(this BalancedChain<SearchSyntax, SourcePosition> chain, SearchSyntax operand, SourcePosition place)
    {
        if (operand is SearchAndSyntax and)
        {
            chain.AddAnd(and.Left, place);
            chain.AddAnd(and.Right, and.Position);
        }
        else
        {
            chain.Add(operand, place);
        }
    }

    /// <summary>Adds an operand to a chain of `OR`; of a chain of `OR`, its operands.</summary>
    public static void AddOr(this BalancedChain<SearchSyntax, SourcePosition> chain, SearchSyntax operand, SourcePosition place)
    {
        if (operand is SearchOrSyntax or)
        {
            chain.AddOr(or.Left, place);
            chain.AddOr(or.Right, or.Position);
        }
        else
        {
            chain.Add(operand, place);
        }
    }
}
