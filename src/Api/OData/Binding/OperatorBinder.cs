using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds operators.</summary>
internal sealed class OperatorBinder(BindContext context, ExpressionBinder expressions)
{
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
        OperatorToken.Eq => Compare(BinaryOperator.Equal, syntax, scope),
        OperatorToken.Ne => Compare(BinaryOperator.NotEqual, syntax, scope),
        OperatorToken.Gt => Compare(BinaryOperator.GreaterThan, syntax, scope),
        OperatorToken.Ge => Compare(BinaryOperator.GreaterOrEqual, syntax, scope),
        OperatorToken.Lt => Compare(BinaryOperator.LessThan, syntax, scope),
        OperatorToken.Le => Compare(BinaryOperator.LessOrEqual, syntax, scope),
        OperatorToken.Add => Compute(BinaryOperator.Add, syntax, scope),
        OperatorToken.Sub => Compute(BinaryOperator.Subtract, syntax, scope),
        OperatorToken.Mul => Compute(BinaryOperator.Multiply, syntax, scope),
        OperatorToken.Div => Compute(BinaryOperator.Divide, syntax, scope),
        OperatorToken.DivBy => Compute(BinaryOperator.DivideBy, syntax, scope),
        OperatorToken.Mod => Compute(BinaryOperator.Modulo, syntax, scope),
        OperatorToken.Has => Has(syntax, scope),
        OperatorToken.In => In(syntax, scope),
        _ => throw new InvalidOperationException($"No operator {syntax.Operator}."),
    };

    private Binary? Logical(BinaryOperator @operator, BinarySyntax syntax, RowScope scope) =>
        expressions.BindCondition(syntax.Left, scope) is { } left && expressions.BindCondition(syntax.Right, scope) is { } right
            ? new Binary(@operator, left, right, left.Type with { IsNullable = left.Type.IsNullable || right.Type.IsNullable })
            : null;

    private Expression? Compare(BinaryOperator @operator, BinarySyntax syntax, RowScope scope)
    {
        if (@operator is BinaryOperator.Equal or BinaryOperator.NotEqual && NullSide(syntax) is PathSyntax { Segments: not [AliasSegment] } path)
        {
            switch (expressions.BindPath(path, scope))
            {
                case null:
                    return null;
                case RowPath { Row: VariableRow, From: { } rows }:
                    var exists = new Quantified(Quantifier.Any, rows, null);
                    return @operator == BinaryOperator.NotEqual ? exists : new Unary(UnaryOperator.Not, exists, exists.Type);
                case RowPath { Row: RelatedRow or ComplexRow or CastRow, From: null, Row: var row }:
                    var isNull = new RowIsNull(row);
                    return @operator == BinaryOperator.Equal ? isNull : new Unary(UnaryOperator.Not, isNull, isNull.Type);
            }
        }

        if (Operands(syntax, scope) is not var (left, right))
        {
            return null;
        }

        if (left.Type.IsCollection || right.Type.IsCollection)
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{Word(syntax)}' does not compare collections.", "Use any(x:x eq ...), 'in' or $count.");
        }

        if (TypeRules.IsNull(left) && !TypeRules.IsNull(right))
        {
            left = new Literal(null, right.Type with { IsNullable = true });
        }
        else if (TypeRules.IsNull(right))
        {
            right = new Literal(null, left.Type with { IsNullable = true });
        }

        if (TypeRules.Common(left.Type, right.Type) is not { } common)
        {
            return context.Fail<Expression>(
                syntax, ErrorCode.TypeMismatch, $"'{Word(syntax)}' cannot compare {Name(left.Type)} with {Name(right.Type)}.", HintFor(left.Type, right.Type));
        }

        if (@operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) && !TypeRules.IsOrdered(common))
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"Values of {Name(common)} have no order: '{Word(syntax)}' does not take them.");
        }

        return IsAllowed(left, right, syntax.Right) && IsAllowed(right, left, syntax.Left)
            ? new Binary(@operator, Operand(syntax.Left, left, right, common), Operand(syntax.Right, right, left, common), TypeRules.Boolean)
            : null;
    }

    // A literal beside a vocabulary was looked up in its list; one beside another literal is left alone.
    private Expression Operand(ExpressionSyntax syntax, Expression operand, Expression other, TypeReference common)
    {
        var converted = TypeRules.Convert(operand, common);
        return other is Literal or PropertyValue { Property.AllowedValues.Count: > 0 } ? converted : context.AsValue(syntax, converted);
    }

    private static ExpressionSyntax? NullSide(BinarySyntax syntax) =>
        syntax.Right is LiteralSyntax { Kind: LiteralKind.Null } ? syntax.Left
        : syntax.Left is LiteralSyntax { Kind: LiteralKind.Null } ? syntax.Right
        : null;

    /// <summary>Binds both sides; a literal takes the type of the other side where its text leaves a choice.</summary>
    private (Expression Left, Expression Right)? Operands(BinarySyntax syntax, RowScope scope)
    {
        if (syntax.Left is LiteralSyntax && syntax.Right is not LiteralSyntax)
        {
            return expressions.Bind(syntax.Right, scope) is { } second && expressions.Bind(syntax.Left, scope, second.Type) is { } first
                ? (first, second) : null;
        }

        return expressions.Bind(syntax.Left, scope) is { } left && expressions.Bind(syntax.Right, scope, left.Type) is { } right
            ? (left, right) : null;
    }

    /// <summary>A text outside a vocabulary's closed list can only be a mistake (docs/decisions/0003).</summary>
    private bool IsAllowed(Expression property, Expression literal, ExpressionSyntax at)
    {
        if (property is not PropertyValue { Property.AllowedValues: { Count: > 0 } allowed } value || literal is not Literal { Value: string text }
            || allowed.Any(a => a.Value == text))
        {
            return true;
        }

        context.Fail<Expression>(
            at, ErrorCode.BadLiteral, $"'{LiteralBinder.Shorten(text)}' is no value of {value.Property.Name}; its values are {string.Join(", ", allowed.Select(a => a.Value))}.",
            BindContext.DidYouMean(text, allowed.Select(a => a.Value)));
        return false;
    }

    private Expression? Compute(BinaryOperator @operator, BinarySyntax syntax, RowScope scope)
    {
        if (Operands(syntax, scope) is not var (left, right))
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
                ?? context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'{Word(syntax)}' does not take {Name(left.Type)} and {Name(right.Type)}.");
        }

        return new Binary(@operator, TypeRules.Convert(left, leftType), TypeRules.Convert(right, rightType), result);
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

    private Expression? In(BinarySyntax syntax, RowScope scope)
    {
        // A literal takes the type of what it is looked for in.
        var target = syntax is { Left: LiteralSyntax, Right: PathSyntax { Segments: not [AliasSegment] } among } ? MemberType(among, scope) : null;
        if (expressions.Bind(syntax.Left, scope, target) is not { } operand)
        {
            return null;
        }

        if (operand.Type.IsCollection)
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, "'in' looks for one value, its left side is a collection.");
        }

        return syntax.Right switch
        {
            ListSyntax list => InList(operand, [.. list.Items], scope),
            ArraySyntax array => InList(operand, [.. array.Items], scope),
            _ => InCollection(operand, syntax, scope),
        };
    }

    private TypeReference? MemberType(PathSyntax path, RowScope scope) => expressions.BindPath(path, scope) switch
    {
        ValuePath value => value.Value.Type.Element,
        EachPath { Value: { } value } => value.Type,
        _ => null,
    };

    private Expression? InList(Expression operand, IReadOnlyList<ExpressionSyntax> items, RowScope scope)
    {
        var values = new List<Literal>();
        Expression? others = null;
        var common = operand.Type;
        foreach (var item in items)
        {
            if (expressions.Bind(item, scope, operand.Type) is not { } bound)
            {
                return null;
            }

            if (bound is not Literal literal)
            {
                if (IsEqual(operand, bound, item) is not { } equal)
                {
                    return null;
                }

                others = others is null ? equal : new Binary(BinaryOperator.Or, others, equal, TypeRules.Boolean);
                continue;
            }

            if (literal.Value is not null)
            {
                if (TypeRules.Common(common, literal.Type) is not { } wider)
                {
                    return context.Fail<Expression>(item, ErrorCode.TypeMismatch, $"'in' cannot compare {Name(operand.Type)} with {Name(literal.Type)}.", HintFor(operand.Type, literal.Type));
                }

                common = wider;
            }

            if (!IsAllowed(operand, literal, item))
            {
                return null;
            }

            values.Add(literal);
        }

        var list = new InList(TypeRules.Convert(operand, common), [.. values.Select(v => (Literal)TypeRules.Convert(v, common))]);
        return others is null ? list : new Binary(BinaryOperator.Or, list, others, TypeRules.Boolean);
    }

    private Binary? IsEqual(Expression operand, Expression value, ExpressionSyntax at) => TypeRules.Common(operand.Type, value.Type) is { } common
        ? new Binary(BinaryOperator.Equal, TypeRules.Convert(operand, common), TypeRules.Convert(value, common), TypeRules.Boolean)
        : context.Fail<Binary>(at, ErrorCode.TypeMismatch, $"'in' cannot compare {Name(operand.Type)} with {Name(value.Type)}.", HintFor(operand.Type, value.Type));

    private Expression? InCollection(Expression operand, BinarySyntax syntax, RowScope scope)
    {
        // Of many rows: some row has the value.
        if (syntax.Right is PathSyntax { Segments: not [AliasSegment] } path)
        {
            switch (expressions.BindPath(path, scope))
            {
                case null:
                    return null;
                case EachPath { Value: { Type.IsCollection: false } value } each:
                    return IsEqual(operand, value, path) is { } equal ? new Quantified(Quantifier.Any, each.Rows, equal) : null;
            }
        }

        if (expressions.Bind(syntax.Right, scope) is not { } collection)
        {
            return null;
        }

        return collection.Type.IsCollection && TypeRules.Common(operand.Type, collection.Type.Element) is { } common && common.Primitive == collection.Type.Primitive
            ? new MemberOf(TypeRules.Convert(operand, common), collection)
            : context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"'in' takes a list or a collection of {Name(operand.Type)} on its right, not {Name(collection.Type)}.");
    }

    private string Name(TypeReference type) => TypeRules.Name(type, context.Model);

    private static string Word(BinarySyntax syntax) => syntax.Operator.ToString().ToLowerInvariant();

    private static string? HintFor(TypeReference left, TypeReference right)
    {
        var text = left.Is(PrimitiveKind.String) || right.Is(PrimitiveKind.String);
        var other = left.Is(PrimitiveKind.String) ? right : left;
        return (text, other.Primitive) switch
        {
            (true, PrimitiveKind.Date or PrimitiveKind.DateTimeOffset or PrimitiveKind.TimeOfDay or PrimitiveKind.Guid) => "Write the value without quotes.",
            (true, PrimitiveKind.Boolean) => "Write true or false without quotes.",
            (true, not null) when TypeRules.IsNumber(other) => "Numbers are written without quotes, texts in single quotes.",
            (false, PrimitiveKind.Date or PrimitiveKind.DateTimeOffset) => "A date is 2025-04-01, a point in time 2025-04-01T00:00:00+09:00.",
            _ => null,
        };
    }
}
