using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `topcount`, `topsum`, `toppercent` and the three of the bottom.</summary>
/// <remarks>Null ranks below every value, as it sorts; rows of equal rank are told apart by the key.</remarks>
internal sealed class RankBinder(BindContext context, ExpressionBinder expressions)
{
    /// <summary>The rows kept.</summary>
    public AppliedRows? Bind(RankTransformation syntax, AppliedRows input)
    {
        var (limit, isTop) = syntax.Kind switch
        {
            RankToken.TopCount => (RankLimit.Count, true),
            RankToken.TopSum => (RankLimit.Sum, true),
            RankToken.TopPercent => (RankLimit.Percent, true),
            RankToken.BottomCount => (RankLimit.Count, false),
            RankToken.BottomSum => (RankLimit.Sum, false),
            RankToken.BottomPercent => (RankLimit.Percent, false),
            _ => throw new InvalidOperationException($"No ranking {syntax.Kind}."),
        };
        var these = new CurrentRows(input.Rows);
        if (Amount(syntax, limit, these) is not { } amount || expressions.Bind(syntax.Value, input.Scope) is not { } value)
        {
            return null;
        }

        if (limit == RankLimit.Count ? !TypeRules.IsOrdered(value.Type) : !TypeRules.IsNumber(value.Type))
        {
            return context.Fail<AppliedRows>(
                syntax.Value, ErrorCode.TypeMismatch, $"{Name(syntax)} does not rank values of {TypeRules.Name(value.Type, context.Model)}.");
        }

        var row = new VariableRow(input.Rows.Rows);
        OrderTerm[] order = [new OrderTerm(value, isTop), .. row.Type.Key.Select(k => new OrderTerm(new PropertyValue(row, k), false))];
        return input with { Rows = these.Under(rows => new RankedRows(rows, limit, amount, order)) };
    }

    // A number, or what is computed of all the rows: `$these/$count div 10`. No row is there to be named.
    private Expression? Amount(RankTransformation syntax, RankLimit limit, CurrentRows these)
    {
        var nothing = new RowVariable("nothing", new StructuredTypeModel { Name = "An amount", IsEntity = false, Text = new ModelText("", "") });
        if (expressions.Bind(syntax.Amount, these.In(new RowScope(nothing, nothing))) is not { } amount)
        {
            return null;
        }

        if (TypeRules.IsNull(amount) || (limit == RankLimit.Count ? !TypeRules.IsInteger(amount.Type) : !TypeRules.IsNumber(amount.Type) || TypeRules.IsFloating(amount.Type)))
        {
            return context.Fail<Expression>(
                syntax.Amount, ErrorCode.TypeMismatch, $"{Name(syntax)} takes {(limit == RankLimit.Count ? "a whole number" : "a number")} and what to rank by.");
        }

        return amount is Literal literal && Convert.ToDecimal(literal.Value, CultureInfo.InvariantCulture) < 0
            ? context.Fail<Expression>(syntax.Amount, ErrorCode.BadLiteral, $"The amount of {Name(syntax)} cannot be negative.")
            : TypeRules.Convert(amount, TypeReference.Of(limit == RankLimit.Count ? PrimitiveKind.Int64 : PrimitiveKind.Decimal));
    }

    private static string Name(RankTransformation syntax) => syntax.Kind.ToString().ToLowerInvariant();
}
