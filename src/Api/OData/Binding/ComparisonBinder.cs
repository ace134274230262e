using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds the six comparisons: of values, and `eq` and `ne` also of rows, complex values, objects and collections.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.1.1.</remarks>
internal sealed class ComparisonBinder(BindContext context, ExpressionBinder expressions)
{
    private readonly EqualityBinder equality = new(context, expressions);

    /// <summary>Binds a comparison.</summary>
    /// <param name="operator">Which.</param>
    /// <param name="syntax">Its text.</param>
    /// <param name="scope">What names mean.</param>
    public Expression? Bind(BinaryOperator @operator, BinarySyntax syntax, RowScope scope)
    {
        if (@operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            return expressions.BindSides(syntax, scope) is var (low, high) ? Compare(@operator, syntax, low, high) : null;
        }

        if (Sides(syntax, scope) is not var (left, right))
        {
            return null;
        }

        return (left, right) switch
        {
            (ValuePath first, ValuePath second) => Compare(@operator, syntax, first.Value, second.Value),
            _ when equality.Bind(syntax, left, right) is { } equal => @operator == BinaryOperator.Equal ? equal : new Unary(UnaryOperator.Not, equal, TypeRules.Boolean),
            _ => null,
        };
    }

    /// <summary>Binds both sides of `eq`; a literal takes the type of the other side where its text leaves a choice.</summary>
    private (BoundPath Left, BoundPath Right)? Sides(BinarySyntax syntax, RowScope scope)
    {
        if (syntax.Left is LiteralSyntax && syntax.Right is not LiteralSyntax)
        {
            return expressions.BindSide(syntax.Right, scope, null) is { } second && expressions.BindSide(syntax.Left, scope, TypeOf(second)) is { } first ? (first, second) : null;
        }

        return expressions.BindSide(syntax.Left, scope, null) is { } left && expressions.BindSide(syntax.Right, scope, TypeOf(left)) is { } right ? (left, right) : null;
    }

    private static TypeReference? TypeOf(BoundPath side) => (side as ValuePath)?.Value.Type;

    private Expression? Compare(BinaryOperator @operator, BinarySyntax syntax, Expression left, Expression right)
    {
        if (TypeRules.IsNull(left) && !TypeRules.IsNull(right))
        {
            left = new Literal(null, right.Type with { IsNullable = true });
        }
        else if (TypeRules.IsNull(right))
        {
            right = new Literal(null, left.Type with { IsNullable = true });
        }

        if (left.Type.IsCollection || right.Type.IsCollection)
        {
            return Collections(@operator, syntax, left, right);
        }

        if (TypeRules.Common(left.Type, right.Type) is not { } common)
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{OperatorWords.Of(syntax)}' cannot compare {Name(left.Type)} with {Name(right.Type)}.", OperatorWords.HintFor(left.Type, right.Type));
        }

        if (@operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) && !TypeRules.IsOrdered(common))
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"Values of {Name(common)} have no order: '{OperatorWords.Of(syntax)}' does not take them.");
        }

        return Vocabularies.Allow(context, left, right, syntax.Right) && Vocabularies.Allow(context, right, left, syntax.Left)
            ? new Binary(@operator, Operand(syntax.Left, left, right, common), Operand(syntax.Right, right, left, common), TypeRules.Boolean)
            : null;
    }

    private Expression? Collections(BinaryOperator @operator, BinarySyntax syntax, Expression left, Expression right)
    {
        if (@operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) || TypeRules.IsNull(left) || TypeRules.IsNull(right))
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{OperatorWords.Of(syntax)}' does not compare collections.", "Use any(x:x eq ...), 'in' or $count.");
        }

        if (!left.Type.IsCollection || !right.Type.IsCollection)
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{OperatorWords.Of(syntax)}' does not compare a collection with one value.", "Use any(x:x eq ...), 'in' or $count.");
        }

        if (TypeRules.Common(left.Type, right.Type) is not { } common)
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'{OperatorWords.Of(syntax)}' cannot compare {Name(left.Type)} with {Name(right.Type)}.");
        }

        var equal = EqualityBinder.SameMembers(TypeRules.Convert(left, common), TypeRules.Convert(right, common));
        return @operator == BinaryOperator.Equal ? equal : new Unary(UnaryOperator.Not, equal, TypeRules.Boolean);
    }

    // A literal beside a vocabulary was looked up in its list; one beside another literal is left alone.
    private Expression Operand(ExpressionSyntax syntax, Expression operand, Expression other, TypeReference common)
    {
        var converted = TypeRules.Convert(operand, common);
        return other is Literal or PropertyValue { Property.AllowedValues.Count: > 0 } ? converted : context.AsValue(syntax, converted);
    }

    private string Name(TypeReference type) => TypeRules.Name(type, context.Model);
}
