using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `$at`: the moment as of which a whole request is answered, as a date or as a date with time, or by an alias.</summary>
/// <remarks>Source: OData Extension for Temporal Data 4.0, sections 4.1 and 4.2; read as system time (docs/decisions/0017).</remarks>
internal sealed class MomentBinder(BindContext context)
{
    private const string Name = "$at";

    // As for keys: an alias may stand for another, and a ring of them is no value.
    private const int MaxAliases = 10;

    /// <summary>The moment; null with a problem.</summary>
    /// <param name="syntax">The option's value.</param>
    public Literal? Bind(ExpressionSyntax syntax)
    {
        if (!context.Model.KeepsHistory)
        {
            return context.Fail<Literal>(new Problem(ErrorCode.NotSupported, $"The query option {Name} is not supported by this service.", Name));
        }

        ExpressionSyntax? value = syntax;
        for (var aliases = 0; value is PathSyntax { Segments: [AliasSegment alias] } && aliases < MaxAliases; aliases++)
        {
            value = context.FindAlias(alias.Name);
        }

        return value switch
        {
            LiteralSyntax { Kind: LiteralKind.Date or LiteralKind.DateTimeOffset } literal => new LiteralBinder(context).Bind(literal),
            PathSyntax { Segments: [NameSegment { Name: "min" or "max" } bound] } => context.NotSupported<Literal>(value, $"{Name}={bound.Name}"),
            null or LiteralSyntax or PathSyntax =>
                context.Fail<Literal>(value ?? syntax, ErrorCode.BadLiteral, $"{Name} is a date or a date with time.", "Write it as 2025-04-01 or 2025-04-01T09:30:00%2B09:00."),
            _ => context.NotSupported<Literal>(value, $"A {Name} that is not a date or a date with time"),
        };
    }
}
