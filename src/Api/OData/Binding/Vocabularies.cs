using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Texts beside properties with a closed list of values.</summary>
internal static class Vocabularies
{
    /// <summary>False, with the problem kept, for a text outside the list: it can only be a mistake (docs/decisions/0003).</summary>
    /// <param name="context">Keeps the problem.</param>
    /// <param name="property">One side.</param>
    /// <param name="literal">The other.</param>
    /// <param name="at">Where the other stands.</param>
    public static bool Allow(BindContext context, Expression property, Expression literal, ExpressionSyntax at)
    {
        if (property is not PropertyValue { Property.AllowedValues: { Count: > 0 } allowed } value || literal is not Literal { Value: string text }
            || allowed.Any(a => a.Value == text))
        {
            return true;
        }

        return context.Refuse(
            at, ErrorCode.BadLiteral, $"'{LiteralBinder.Shorten(text)}' is no value of {value.Property.Name}; its values are {string.Join(", ", allowed.Select(a => a.Value))}.",
            BindContext.DidYouMean(text, allowed.Select(a => a.Value)));
    }
}
