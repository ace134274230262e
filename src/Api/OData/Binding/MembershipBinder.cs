using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `in`.</summary>
internal sealed class MembershipBinder(BindContext context, ExpressionBinder expressions)
{
    /// <summary>Binds the operator.</summary>
    public Expression? Bind(BinarySyntax syntax, RowScope scope)
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
                    return context.Fail<Expression>(item, ErrorCode.TypeMismatch, $"'in' cannot compare {Name(operand.Type)} with {Name(literal.Type)}.", OperatorWords.HintFor(operand.Type, literal.Type));
                }

                common = wider;
            }

            if (!Vocabularies.Allow(context, operand, literal, item))
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
        : context.Fail<Binary>(at, ErrorCode.TypeMismatch, $"'in' cannot compare {Name(operand.Type)} with {Name(value.Type)}.", OperatorWords.HintFor(operand.Type, value.Type));

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
}
