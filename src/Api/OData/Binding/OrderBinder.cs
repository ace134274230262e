using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$orderby` and completes it with the key, so that every order is total.</summary>
internal sealed class OrderBinder(BindContext context, ExpressionBinder expressions)
{
    /// <summary>The order's terms.</summary>
    /// <param name="syntax">`$orderby`; null for the key alone.</param>
    /// <param name="scope">What its names mean.</param>
    /// <param name="otherwise">What goes before the key when there is no `$orderby`.</param>
    public IReadOnlyList<OrderTerm>? Bind(OrderBySyntax? syntax, RowScope scope, IReadOnlyList<OrderTerm> otherwise) =>
        syntax is null ? Bind([], null, scope, otherwise) : Bind(syntax.Items, syntax, scope, []);

    /// <summary>The terms of several orders, the most important first, completed with the key.</summary>
    /// <param name="items">The terms.</param>
    /// <param name="at">Where they stand; null when there are none.</param>
    /// <param name="scope">What their names mean.</param>
    /// <param name="first">Terms that go before all others.</param>
    public IReadOnlyList<OrderTerm>? Bind(SyntaxList<OrderItemSyntax> items, SyntaxNode? at, RowScope scope, IReadOnlyList<OrderTerm> first)
    {
        if (items.Count > context.Limits.MaxOrderTerms)
        {
            return context.Fail<IReadOnlyList<OrderTerm>>(at!, ErrorCode.TooComplex, $"$orderby has {items.Count} terms, at most {context.Limits.MaxOrderTerms} are allowed.");
        }

        var terms = new List<OrderTerm>(first);
        foreach (var item in items)
        {
            if (expressions.Bind(item.Value, scope) is not { } value)
            {
                return null;
            }

            if (!TypeRules.IsSortable(value.Type))
            {
                return context.Fail<IReadOnlyList<OrderTerm>>(item, ErrorCode.TypeMismatch, $"Values of {TypeRules.Name(value.Type, context.Model)} have no order.");
            }

            // A constant orders nothing, and a second term with the same value cannot matter.
            if (value is not Literal && terms.TrueForAll(t => t.Value != value))
            {
                terms.Add(new OrderTerm(value, item.Descending));
            }
        }

        foreach (var value in Keys(scope.This))
        {
            if (terms.TrueForAll(t => t.Value != value))
            {
                terms.Add(new OrderTerm(value, Descending: false));
            }
        }

        return terms;
    }

    // A member of a collection has its place.
    private static IEnumerable<Expression> Keys(RowVariable row) =>
        row.IsElement ? [new ElementPlace(row)] : row.Type.Key.Select(k => new PropertyValue(new VariableRow(row), k));
}
