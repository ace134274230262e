using System.Globalization;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>The condition of a request in a JSON batch, `if`: comparisons of values of answers, with `and`, `or`, `not` and `in`.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 19.1. Three-valued, as every condition; what is neither true nor false does not hold.</remarks>
internal static class BatchCondition
{
    private const int MaxDepth = 100;

    private static readonly object Unknown = new();

    /// <summary>Whether a condition holds.</summary>
    /// <param name="text">The condition, without references.</param>
    /// <param name="limits">How much it may ask of the parser.</param>
    /// <returns>Problems: it cannot be read, or has more than comparisons of values.</returns>
    public static Result<bool> Holds(string text, ParseLimits limits)
    {
        var parsed = UrlParser.Parse("/", "$filter=" + Uri.EscapeDataString(text), limits);
        return parsed is not { IsOk: true, Value.Options.Filter: { } condition } ? parsed.Problem ?? NotSupported
            : Value(condition, depth: 0) switch
            {
                bool holds => holds,
                null => false,
                _ => NotSupported,
            };
    }

    private static Problem NotSupported { get; } = new(
        ErrorCode.FailedDependency, "A condition compares values of answers with literals, by eq, ne, gt, ge, lt, le and in, with and, or and not: the request was not executed.", "if");

    // A Boolean, a number, a text; null for null; Unknown for anything else.
    private static object? Value(ExpressionSyntax expression, int depth) => expression switch
    {
        _ when depth > MaxDepth => Unknown,
        LiteralSyntax literal => OfLiteral(literal),
        UnarySyntax { Operator: UnaryToken.Not } not => Value(not.Operand, depth + 1) switch
        {
            bool holds => !holds,
            null => null,
            _ => Unknown,
        },
        UnarySyntax { Operator: UnaryToken.Negate } minus => Value(minus.Operand, depth + 1) is decimal number ? -number : Unknown,
        BinarySyntax { Operator: OperatorToken.And or OperatorToken.Or } both => Combined(both.Operator, Value(both.Left, depth + 1), Value(both.Right, depth + 1)),
        BinarySyntax { Operator: OperatorToken.In, Right: ListSyntax list } among => Among(Value(among.Left, depth + 1), [.. list.Items.Select(i => Value(i, depth + 1))]),
        BinarySyntax binary => Compared(binary.Operator, Value(binary.Left, depth + 1), Value(binary.Right, depth + 1)),
        _ => Unknown,
    };

    private static object? OfLiteral(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => null,
        LiteralKind.Boolean => literal.Text.Equals("true", StringComparison.OrdinalIgnoreCase),
        LiteralKind.Integer or LiteralKind.Decimal or LiteralKind.Double =>
            decimal.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : Unknown,
        _ => literal.Text,
    };

    private static object? Combined(OperatorToken by, object? left, object? right)
    {
        if (left is not (bool or null) || right is not (bool or null))
        {
            return Unknown;
        }

        var decides = by == OperatorToken.Or;
        return left is bool l && l == decides ? decides : right is bool r && r == decides ? decides : left is null || right is null ? null : !decides;
    }

    private static object? Among(object? value, List<object?> list) =>
        list.Select(i => Compared(OperatorToken.Eq, value, i)).FirstOrDefault(c => c is not false) ?? false;

    private static object? Compared(OperatorToken by, object? left, object? right)
    {
        if (ReferenceEquals(left, Unknown) || ReferenceEquals(right, Unknown) || by is not (OperatorToken.Eq or OperatorToken.Ne or OperatorToken.Gt or OperatorToken.Ge or OperatorToken.Lt or OperatorToken.Le))
        {
            return Unknown;
        }

        if (by is OperatorToken.Eq or OperatorToken.Ne)
        {
            return Equals(left, right) == (by == OperatorToken.Eq);
        }

        int? order = (left, right) switch
        {
            (decimal l, decimal r) => l.CompareTo(r),
            (string l, string r) => string.CompareOrdinal(l, r),
            _ => null, // with null, or with another kind of value, nothing is greater or less
        };
        return by switch
        {
            OperatorToken.Gt => order > 0,
            OperatorToken.Ge => order >= 0,
            OperatorToken.Lt => order < 0,
            _ => order <= 0,
        };
    }
}
