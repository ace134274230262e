using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>The table of arithmetic: which operand types, which result.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.1.2.</remarks>
internal static class ArithmeticRules
{
    /// <summary>The types to convert the operands to, and the type of the result; null when the operator does not take them.</summary>
    /// <param name="operator">An arithmetic operator.</param>
    /// <param name="left">Type of the left operand.</param>
    /// <param name="right">Type of the right operand.</param>
    public static (TypeReference Left, TypeReference Right, TypeReference Result)? Result(BinaryOperator @operator, TypeReference left, TypeReference right)
    {
        var isNullable = left.IsNullable || right.IsNullable;
        if (TypeRules.IsNumber(left) && TypeRules.IsNumber(right))
        {
            var common = Widen(TypeRules.Common(left, right)!, @operator);
            return (common, common, common);
        }

        if (left.IsCollection || right.IsCollection)
        {
            return null;
        }

        return (@operator, left.Primitive, right.Primitive) switch
        {
            (BinaryOperator.Add or BinaryOperator.Subtract, PrimitiveKind.DateTimeOffset or PrimitiveKind.Date or PrimitiveKind.Duration, PrimitiveKind.Duration) =>
                (left, right, left with { IsNullable = isNullable }),
            (BinaryOperator.Subtract, PrimitiveKind.DateTimeOffset, PrimitiveKind.DateTimeOffset) or (BinaryOperator.Subtract, PrimitiveKind.Date, PrimitiveKind.Date) =>
                (left, right, TypeReference.Of(PrimitiveKind.Duration, isNullable)),
            (BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.DivideBy, PrimitiveKind.Duration, _) when TypeRules.IsNumber(right) =>
                (left, TypeReference.Of(PrimitiveKind.Double, right.IsNullable), left with { IsNullable = isNullable }),
            (BinaryOperator.Multiply, _, PrimitiveKind.Duration) when TypeRules.IsNumber(left) =>
                (TypeReference.Of(PrimitiveKind.Double, left.IsNullable), right, right with { IsNullable = isNullable }),
            _ => null,
        };
    }

    /// <summary>Null, which any computation with the null literal gives, where the literal's own type has told nothing; null when the other operand is none to compute with.</summary>
    /// <param name="operator">An arithmetic operator.</param>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand.</param>
    public static Literal? NullResult(BinaryOperator @operator, Expression left, Expression right)
    {
        if (!TypeRules.IsNull(left) && !TypeRules.IsNull(right))
        {
            return null;
        }

        var other = TypeRules.IsNull(left) ? right : left;
        var type = TypeRules.IsNull(other) ? TypeReference.Of(PrimitiveKind.Decimal) : other.Type with { IsNullable = true };
        var canCompute = TypeRules.IsNumber(type) || type is { IsCollection: false, Primitive: PrimitiveKind.Date or PrimitiveKind.DateTimeOffset or PrimitiveKind.Duration };
        return canCompute ? new Literal(null, Result(@operator, type, type)?.Result ?? type) : null;
    }

    // Small integers are computed as Int32, as every database does; divby of integers is a decimal division.
    private static TypeReference Widen(TypeReference common, BinaryOperator @operator) => common.Primitive switch
    {
        _ when @operator == BinaryOperator.DivideBy && TypeRules.IsInteger(common) => TypeReference.Of(PrimitiveKind.Decimal, common.IsNullable),
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 => TypeReference.Of(PrimitiveKind.Int32, common.IsNullable),
        _ => common,
    };
}
