using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$at`: the moment as of which a whole request is answered, as a date or a date with time, computed or not, or by an alias.</summary>
/// <remarks>
/// Source: OData Extension for Temporal Data 4.0, sections 4.1 and 4.2; read as system time (docs/decisions/0017). `min` is before everything,
/// `max` behind everything and refused as every moment that is still to come.
/// </remarks>
internal sealed class MomentBinder(BindContext context, ExpressionBinder expressions)
{
    private const string Name = "$at";

    // As for keys: an alias may stand for another, and a ring of them is no value.
    private const int MaxAliases = 10;

    /// <summary>The moment; null with a problem.</summary>
    /// <param name="syntax">The option's value.</param>
    public Expression? Bind(ExpressionSyntax syntax)
    {
        if (!context.Model.KeepsHistory)
        {
            return context.Fail<Expression>(new Problem(ErrorCode.NotSupported, $"The query option {Name} is not supported by this service.", Name));
        }

        ExpressionSyntax? value = syntax;
        for (var aliases = 0; value is PathSyntax { Segments: [AliasSegment alias] } && aliases < MaxAliases; aliases++)
        {
            value = context.FindAlias(alias.Name);
        }

        return value switch
        {
            LiteralSyntax { Kind: LiteralKind.Date or LiteralKind.DateTimeOffset } literal => new LiteralBinder(context).Bind(literal),
            PathSyntax { Segments: [NameSegment { Name: "min" }] } => End(QueryFunction.MinDateTime),
            PathSyntax { Segments: [NameSegment { Name: "max" }] } => End(QueryFunction.MaxDateTime),
            null or LiteralSyntax or PathSyntax => NoMoment(value ?? syntax),
            _ => Computed(value),
        };
    }

    private static Call End(QueryFunction function) => new(function, [], TypeReference.Of(PrimitiveKind.DateTimeOffset, isNullable: false));

    // No row is there to be named; rows from elsewhere would be read as of a moment that is not known before.
    private Expression? Computed(ExpressionSyntax syntax)
    {
        var nothing = new RowVariable("nothing", new StructuredTypeModel { Name = Name, IsEntity = false, Text = new ModelText("", "") });
        var before = context.Collections;
        if (expressions.Bind(syntax, new RowScope(nothing, nothing)) is not { } moment)
        {
            return null;
        }

        return context.Collections > before ? context.Fail<Expression>(syntax, ErrorCode.UrlSyntax, $"{Name} is computed without rows.")
            : TypeRules.IsNull(moment) || moment.Type.IsCollection || moment.Type.Primitive is not (PrimitiveKind.Date or PrimitiveKind.DateTimeOffset) ? NoMoment(syntax)
            : moment;
    }

    private Expression? NoMoment(ExpressionSyntax syntax) =>
        context.Fail<Expression>(syntax, ErrorCode.BadLiteral, $"{Name} is a date or a date with time.", "Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00.");
}
