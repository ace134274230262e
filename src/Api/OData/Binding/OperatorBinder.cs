using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds operators.</summary>
internal sealed class OperatorBinder(BindContext context, ExpressionBinder expressions)
{
    private readonly ComparisonBinder comparisons = new(context, expressions);
    private readonly MembershipBinder members = new(context, expressions);

    /// <summary>Binds `not` and unary minus.</summary>
    public Expression? Bind(UnarySyntax syntax, RowScope scope)
    {
        switch (syntax.Operator)
        {
            case UnaryToken.Not:
                return expressions.BindCondition(syntax.Operand, scope) is { } condition ? new Unary(UnaryOperator.Not, condition, condition.Type) : null;
            case UnaryToken.Negate:
                if (expressions.Bind(syntax.Operand, scope) is not { } operand)
                {
                    return null;
                }

                if (TypeRules.IsNull(operand))
                {
                    return ArithmeticRules.NullResult(BinaryOperator.Subtract, operand, operand);
                }

                return TypeRules.IsNumber(operand.Type) || operand.Type.Is(PrimitiveKind.Duration)
                    ? new Unary(UnaryOperator.Negate, operand, operand.Type)
                    : context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'-' takes a number or a duration, not {Name(operand.Type)}.");
            default:
                throw new InvalidOperationException($"No operator {syntax.Operator}.");
        }
    }

    /// <summary>Binds an operator between two operands.</summary>
    public Expression? Bind(BinarySyntax syntax, RowScope scope) => syntax.Operator switch
    {
        OperatorToken.Or => Logical(BinaryOperator.Or, syntax, scope),
        OperatorToken.And => Logical(BinaryOperator.And, syntax, scope),
        OperatorToken.Eq => comparisons.Bind(BinaryOperator.Equal, syntax, scope),
        OperatorToken.Ne => comparisons.Bind(BinaryOperator.NotEqual, syntax, scope),
        OperatorToken.Gt => comparisons.Bind(BinaryOperator.GreaterThan, syntax, scope),
        OperatorToken.Ge => comparisons.Bind(BinaryOperator.GreaterOrEqual, syntax, scope),
        OperatorToken.Lt => comparisons.Bind(BinaryOperator.LessThan, syntax, scope),
        OperatorToken.Le => comparisons.Bind(BinaryOperator.LessOrEqual, syntax, scope),
        OperatorToken.Add => Compute(BinaryOperator.Add, syntax, scope),
        OperatorToken.Sub => Compute(BinaryOperator.Subtract, syntax, scope),
        OperatorToken.Mul => Compute(BinaryOperator.Multiply, syntax, scope),
        OperatorToken.Div => Compute(BinaryOperator.Divide, syntax, scope),
        OperatorToken.DivBy => Compute(BinaryOperator.DivideBy, syntax, scope),
        OperatorToken.Mod => Compute(BinaryOperator.Modulo, syntax, scope),
        OperatorToken.Has => Has(syntax, scope),
        OperatorToken.In => members.Bind(syntax, scope),
        _ => throw new InvalidOperationException($"No operator {syntax.Operator}."),
    };

    private Binary? Logical(BinaryOperator @operator, BinarySyntax syntax, RowScope scope) =>
        expressions.BindCondition(syntax.Left, scope) is { } left && expressions.BindCondition(syntax.Right, scope) is { } right
            ? new Binary(@operator, left, right, left.Type with { IsNullable = left.Type.IsNullable || right.Type.IsNullable })
            : null;

    private Expression? Compute(BinaryOperator @operator, BinarySyntax syntax, RowScope scope)
    {
        if (expressions.BindSides(syntax, scope) is not var (left, right))
        {
            return null;
        }

        if (TypeRules.IsNull(left) && TypeRules.IsNull(right))
        {
            return ArithmeticRules.NullResult(@operator, left, right);
        }

        if (ArithmeticRules.Result(@operator, left.Type, right.Type) is not var (leftType, rightType, result))
        {
            return ArithmeticRules.NullResult(@operator, left, right)
                ?? context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'{OperatorWords.Of(syntax)}' does not take {Name(left.Type)} and {Name(right.Type)}.");
        }

        MayFail(@operator, syntax, result);
        return new Binary(@operator, TypeRules.Convert(left, leftType), TypeRules.Convert(right, rightType), result);
    }

    private void MayFail(BinaryOperator @operator, BinarySyntax syntax, TypeReference result)
    {
        if (@operator is BinaryOperator.Divide or BinaryOperator.DivideBy or BinaryOperator.Modulo)
        {
            context.Faults?.Add(ComputationFault.Division, syntax);
        }

        context.Faults?.Add(TypeRules.IsNumber(result) ? ComputationFault.Number : ComputationFault.Moment, syntax);
    }

    private Expression? Has(BinarySyntax syntax, RowScope scope)
    {
        if (expressions.Bind(syntax.Left, scope) is not { } left || expressions.Bind(syntax.Right, scope, left.Type) is not { } right)
        {
            return null;
        }

        return left.Type.Enumeration is { } type && !left.Type.IsCollection && ReferenceEquals(type, right.Type.Enumeration)
            ? new Binary(BinaryOperator.Has, left, right, TypeRules.Boolean with { IsNullable = left.Type.IsNullable })
            : context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'has' takes two values of one enumeration, not {Name(left.Type)} and {Name(right.Type)}.", "Vocabularies are strings: use 'eq' or 'in'.");
    }

    private string Name(TypeReference type) => TypeRules.Name(type, context.Model);
}
