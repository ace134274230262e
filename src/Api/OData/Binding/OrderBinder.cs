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
    public IReadOnlyList<OrderTerm>? Bind(OrderBySyntax? syntax, RowScope scope, IReadOnlyList<OrderTerm> otherwise)
    {
        var terms = new List<OrderTerm>(syntax is null ? otherwise : []);
        if (syntax is not null)
        {
            if (syntax.Items.Count > context.Limits.MaxOrderTerms)
            {
                return context.Fail<IReadOnlyList<OrderTerm>>(syntax, ErrorCode.TooComplex, $"$orderby has {syntax.Items.Count} terms, at most {context.Limits.MaxOrderTerms} are allowed.");
            }

            foreach (var item in syntax.Items)
            {
                if (expressions.Bind(item.Value, scope) is not { } value)
                {
                    return null;
                }

                if (!TypeRules.IsOrdered(value.Type))
                {
                    return context.Fail<IReadOnlyList<OrderTerm>>(item, ErrorCode.TypeMismatch, $"Values of {TypeRules.Name(value.Type, context.Model)} have no order.");
                }

                // A constant orders nothing, and a second term with the same value cannot matter.
                if (value is not Literal && terms.TrueForAll(t => t.Value != value))
                {
                    terms.Add(new OrderTerm(value, item.Descending));
                }
            }
        }

        foreach (var key in scope.This.Type.Key)
        {
            var value = new PropertyValue(new VariableRow(scope.This), key);
            if (terms.TrueForAll(t => t.Value != value))
            {
                terms.Add(new OrderTerm(value, Descending: false));
            }
        }

        return terms;
    }
}
