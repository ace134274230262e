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
        if (Amount(syntax, limit) is not { } amount || expressions.Bind(syntax.Value, input.Scope) is not { } value)
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
        return input with { Rows = new RankedRows(input.Rows, limit, amount, order) };
    }

    private Literal? Amount(RankTransformation syntax, RankLimit limit)
    {
        var amount = syntax.Amount;
        if (amount is PathSyntax { Segments: [AliasSegment alias] })
        {
            amount = context.FindAlias(alias.Name) ?? amount;
        }

        var nothing = new RowVariable("nothing", new StructuredTypeModel { Name = "An amount", IsEntity = false, Text = new ModelText("", "") });
        if (amount is not (LiteralSyntax or UnarySyntax))
        {
            return context.NotSupported<Literal>(amount, $"An amount of {Name(syntax)} that is not a number");
        }

        if (expressions.Bind(amount, new RowScope(nothing, nothing)) is not { } bound)
        {
            return null;
        }

        if (bound is not Literal { Value: not null } literal || (limit == RankLimit.Count ? !TypeRules.IsInteger(bound.Type) : !TypeRules.IsNumber(bound.Type) || TypeRules.IsFloating(bound.Type)))
        {
            return context.Fail<Literal>(
                amount, ErrorCode.TypeMismatch, $"{Name(syntax)} takes {(limit == RankLimit.Count ? "a whole number" : "a number")} and what to rank by.");
        }

        if (Convert.ToDecimal(literal.Value, CultureInfo.InvariantCulture) < 0)
        {
            return context.Fail<Literal>(amount, ErrorCode.BadLiteral, $"The amount of {Name(syntax)} cannot be negative.");
        }

        return (Literal)TypeRules.Convert(literal, TypeReference.Of(limit == RankLimit.Count ? PrimitiveKind.Int64 : PrimitiveKind.Decimal, isNullable: false));
    }

    private static string Name(RankTransformation syntax) => syntax.Kind.ToString().ToLowerInvariant();
}
