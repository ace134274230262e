using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `eq` where a side is no plain value: rows are equal by their keys, complex values and objects by all their properties, collections by their members.</summary>
/// <remarks>
/// Source: OData URL Conventions 4.01, section 5.1.1.1.1. No collection of the model is declared to be ordered: members are compared in any order, each as often as it is there.
/// </remarks>
internal sealed class EqualityBinder(BindContext context, ExpressionBinder expressions)
{
    /// <summary>A condition that both sides are equal.</summary>
    /// <param name="at">The comparison.</param>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    public Expression? Bind(BinarySyntax at, BoundPath left, BoundPath right) => Same(new Compared(at, at.Left, at.Right), left, right);

    /// <summary>A condition that two collections of plain values of one type have the same members.</summary>
    public static Binary SameMembers(Expression left, Expression right)
    {
        var length = TypeReference.Of(PrimitiveKind.Int32, isNullable: false);
        return And(
            new Call(QueryFunction.HasSubset, [left, right], TypeRules.Boolean),
            new Binary(BinaryOperator.Equal, new Call(QueryFunction.Length, [left], length), new Call(QueryFunction.Length, [right], length), TypeRules.Boolean));
    }

    /// <summary>Where the sides stand, for messages.</summary>
    private sealed record Compared(BinarySyntax At, ExpressionSyntax Left, ExpressionSyntax Right);

    private Expression? Same(Compared at, BoundPath left, BoundPath right)
    {
        if (!context.Enter(at.At))
        {
            return null;
        }

        var same = (left, right) switch
        {
            (ValuePath first, ValuePath second) => SameValues(at, first.Value, second.Value),
            (ValuePath { Value: Literal { Value: null } }, _) => Missing(right, at.Right),
            (_, ValuePath { Value: Literal { Value: null } }) => Missing(left, at.Left),
            (ValuePath, _) => expressions.NotAValue(right, at.Right),
            (_, ValuePath) => expressions.NotAValue(left, at.Left),
            (RowsPath first, RowsPath second) => SameRows(at, first, second),
            (RowsPath or EachPath, _) => expressions.NotAValue(left, at.Left),
            (_, RowsPath or EachPath) => expressions.NotAValue(right, at.Right),
            (RowPath first, RowPath second) => SameRow(at, first, second),
            (RowPath row, ObjectPath value) => SameObject(at, row, value),
            (ObjectPath value, RowPath row) => SameObject(at, row, value),
            _ => context.Fail<Expression>(at.At, ErrorCode.TypeMismatch, "Of two objects one must be a property's."),
        };
        context.Leave();
        return same;
    }

    private Binary? SameValues(Compared at, Expression left, Expression right)
    {
        left = TypeRules.IsNull(left) ? new Literal(null, right.Type with { IsNullable = true }) : left;
        right = TypeRules.IsNull(right) ? new Literal(null, left.Type with { IsNullable = true }) : right;
        return TypeRules.Common(left.Type, right.Type) is not { } common
                ? context.Fail<Binary>(at.At, ErrorCode.TypeMismatch, $"'eq' cannot compare {TypeRules.Name(left.Type, context.Model)} with {TypeRules.Name(right.Type, context.Model)}.")
            : common.IsCollection ? SameMembers(TypeRules.Convert(left, common), TypeRules.Convert(right, common))
            : new Binary(BinaryOperator.Equal, TypeRules.Convert(left, common), TypeRules.Convert(right, common), TypeRules.Boolean);
    }

    /// <summary>A condition that a path leads to nothing.</summary>
    private Expression? Missing(BoundPath path, ExpressionSyntax at) => path switch
    {
        RowPath { Row: VariableRow, From: { } rows } => Not(new Quantified(Quantifier.Any, rows, null)),
        RowPath { Row: var row, From: { } rows } => Not(new Quantified(Quantifier.Any, rows, Not(new RowIsNull(row)))),
        RowPath { Row: VariableRow } or ObjectPath => new Literal(false, TypeRules.Boolean),
        RowPath { Row: var row } => new RowIsNull(row),
        _ => expressions.NotAValue(path, at),
    };

    private Expression? SameRow(Compared at, RowPath left, RowPath right)
    {
        var (type, other) = (left.Row.Type, right.Row.Type);
        if (!type.IsOrDerivesFrom(other) && !other.IsOrDerivesFrom(type))
        {
            return context.Fail<Expression>(at.At, ErrorCode.TypeMismatch, $"'eq' cannot compare {type.Name} with {other.Name}.");
        }

        var common = type.IsOrDerivesFrom(other) ? other : type;
        if (common.Key.Count > 0)
        {
            return All(common.Key, k => SameValues(at, Value(left, k), Value(right, k)));
        }

        return common.IsCombination || common.Properties.Count == 0 ? expressions.NotAValue(left, at.Left)
            : Both(at, left, right, All(common.Properties, p => Same(at, Member(left, p), Member(right, p))));
    }

    private Expression? SameObject(Compared at, RowPath row, ObjectPath value)
    {
        if (row.Row.Type.IsEntity)
        {
            return context.Fail<Expression>(value.Syntax, ErrorCode.TypeMismatch, "A row is compared with a row, not with an object.", $"For example with $root/{KeyExample.Of(context.Model)}.");
        }

        var members = new ObjectMembers(context, expressions, value);
        return members.AreOf(row.Row.Type)
            ? Both(at, row, value, All(row.Row.Type.Properties, p => members.Find(p) is { } member ? Same(at with { Left = at.At, Right = at.At }, Member(row, p), member) : null)) : null;
    }

    // Nothing equals nothing, and nothing else.
    private Binary? Both(Compared at, RowPath left, BoundPath right, Expression? same)
    {
        if (same is null || Missing(left, at.Left) is not { } noLeft || Missing(right, at.Right) is not { } noRight)
        {
            return null;
        }

        return new Binary(BinaryOperator.Or, And(noLeft, noRight), And(And(Not(noLeft), Not(noRight)), same), TypeRules.Boolean);
    }

    private static BoundPath Member(RowPath row, PropertyModel property)
    {
        if (property.Type.Structured is null)
        {
            return new ValuePath(Value(row, property));
        }

        if (!property.Type.IsCollection)
        {
            return row with { Row = new ComplexRow(row.Row, property) };
        }

        var elements = ElementTypes.Of(row.Row, property);
        return new RowsPath(new ElementRows(elements.From, elements.Property, elements.Rows, row.From), property.Name);
    }

    private static Expression Value(RowPath row, PropertyModel property)
    {
        var value = new PropertyValue(row.Row, property);
        return row.From is null ? value : new ValueOf(row.From, value);
    }

    // Rows: each is among the others. Complex values: each is as often in one as in the other, and none is over.
    private Expression? SameRows(Compared at, RowsPath left, RowsPath right)
    {
        var (first, second) = (new FreshRows(left.Rows), new FreshRows(right.Rows));
        if (!first.IsPossible || !second.IsPossible)
        {
            return expressions.NotAValue(first.IsPossible ? right : left, first.IsPossible ? at.Right : at.Left);
        }

        if (left.Rows.Rows.Type.IsEntity || right.Rows.Rows.Type.IsEntity)
        {
            return Among(at, first, second) is { } there && Among(at, second, first) is { } back ? And(there, back) : null;
        }

        var one = first.Next();
        return context.CountCollection(at.At) && Number(at, first.Next(), one.Rows) is { } own && Number(at, second.Next(), one.Rows) is { } others
            ? And(
                new Quantified(Quantifier.All, one, new Binary(BinaryOperator.Equal, own, others, TypeRules.Boolean)),
                new Binary(BinaryOperator.Equal, new CountOf(first.Next()), new CountOf(second.Next()), TypeRules.Boolean))
            : null;
    }

    private Quantified? Among(Compared at, FreshRows rows, FreshRows others)
    {
        var (one, other) = (rows.Next(), others.Next());
        return context.CountCollection(at.At) && SameRow(at, Of(one.Rows), Of(other.Rows)) is { } same
            ? new Quantified(Quantifier.All, one, new Quantified(Quantifier.Any, other, same)) : null;
    }

    private CountOf? Number(Compared at, RowSource rows, RowVariable like) => Same(at, Of(rows.Rows), Of(like)) is { } same ? new CountOf(new FilteredRows(rows, same)) : null;

    private static RowPath Of(RowVariable row) => new(new VariableRow(row));

    private static Expression? All(IReadOnlyList<PropertyModel> properties, Func<PropertyModel, Expression?> same)
    {
        Expression? all = null;
        foreach (var property in properties)
        {
            if (same(property) is not { } one)
            {
                return null;
            }

            all = all is null ? one : And(all, one);
        }

        return all;
    }

    private static Binary And(Expression left, Expression right) => new(BinaryOperator.And, left, right, TypeRules.Boolean);

    private static Unary Not(Expression condition) => new(UnaryOperator.Not, condition, TypeRules.Boolean);
}
