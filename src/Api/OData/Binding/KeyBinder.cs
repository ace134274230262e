using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds keys: `plans('ip3')`, `plans(code='ip3')`, `plans(@p)`, `plans/ip3`.</summary>
internal sealed class KeyBinder(BindContext context, LiteralBinder literals)
{
    /// <summary>The rows with a key in parentheses: at most one.</summary>
    public FilteredRows? Bind(RowSource rows, StructuredTypeModel type, ArgumentListSyntax key)
    {
        if (key.Arguments.Count != type.Key.Count)
        {
            return context.Fail<FilteredRows>(
                key, ErrorCode.UrlSyntax, $"The key of {type.Name} has {Plural(type.Key.Count, "value")}, here {(key.Arguments.Count == 1 ? "is 1" : "are " + key.Arguments.Count.ToString(CultureInfo.InvariantCulture))}.", Example(type));
        }

        Expression? condition = null;
        var seen = new HashSet<PropertyModel>();
        foreach (var argument in key.Arguments)
        {
            if (PropertyOf(argument, type) is not { } property || Value(argument.Value, property) is not { } value)
            {
                return null;
            }

            if (!seen.Add(property))
            {
                return context.Fail<FilteredRows>(argument, ErrorCode.UrlSyntax, $"The key property {property.Name} is given twice.");
            }

            condition = And(condition, IsEqual(rows, property, value));
        }

        return new FilteredRows(rows, condition!);
    }

    /// <summary>The rows with a key written as a path segment: at most one.</summary>
    public FilteredRows? Bind(RowSource rows, StructuredTypeModel type, NamedSegment segment)
    {
        if (type.Key is not [var property])
        {
            return context.Fail<FilteredRows>(segment, ErrorCode.UrlSyntax, $"The key of {type.Name} has {type.Key.Count} values: write it in parentheses.");
        }

        var kind = KindOf(property.Type);
        if (kind == LiteralKind.Integer && !long.TryParse(segment.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return context.Fail<FilteredRows>(segment, ErrorCode.BadLiteral, $"'{LiteralBinder.Shorten(segment.Text)}' is no key of {type.Name}: a whole number is expected.");
        }

        return Value(new LiteralSyntax(segment.Position, kind, segment.Text), property) is { } value
            ? new FilteredRows(rows, IsEqual(rows, property, value))
            : null;
    }

    /// <summary>The form in which a text that stands for a value of the type is a literal.</summary>
    internal static LiteralKind KindOf(TypeReference type) => type.Primitive switch
    {
        null or PrimitiveKind.String => LiteralKind.String, // of an enumeration the names
        PrimitiveKind.Guid => LiteralKind.Guid,
        PrimitiveKind.Date => LiteralKind.Date,
        PrimitiveKind.TimeOfDay => LiteralKind.TimeOfDay,
        PrimitiveKind.DateTimeOffset => LiteralKind.DateTimeOffset,
        PrimitiveKind.Duration => LiteralKind.Duration,
        PrimitiveKind.Decimal => LiteralKind.Decimal,
        PrimitiveKind.Single or PrimitiveKind.Double => LiteralKind.Double,
        PrimitiveKind.Binary => LiteralKind.Binary,
        _ => LiteralKind.Integer,
    };

    private PropertyModel? PropertyOf(ArgumentSyntax argument, StructuredTypeModel type)
    {
        if (argument.Name is null)
        {
            return type.Key is [var only] ? only
                : context.Fail<PropertyModel>(argument, ErrorCode.UrlSyntax, $"The values of the key of {type.Name} need their names.", Example(type));
        }

        return type.Key.FirstOrDefault(k => string.Equals(k.Name, argument.Name, StringComparison.OrdinalIgnoreCase))
            ?? context.Fail<PropertyModel>(
                argument, ErrorCode.UnknownProperty, $"'{LiteralBinder.Shorten(argument.Name)}' is not in the key of {type.Name}.", Example(type));
    }

    private Expression? Value(ExpressionSyntax syntax, PropertyModel property)
    {
        var named = Named(syntax);
        return named is not null && Literal(named, property, "key property") is { } value ? context.AsValue(named, value) : null;
    }

    /// <summary>The value of a key property or of a parameter; it decides about the question, so it is not exchangeable yet.</summary>
    /// <param name="syntax">A literal, or an alias of one.</param>
    /// <param name="property">What has the value.</param>
    /// <param name="what">What that is, for the reader.</param>
    public Literal? Literal(ExpressionSyntax syntax, PropertyModel property, string what)
    {
        if (Named(syntax) is not { } named)
        {
            return null;
        }

        if (named is not LiteralSyntax literal)
        {
            return context.Fail<Literal>(named, ErrorCode.UrlSyntax, $"The value of a {what} must be a literal or an alias.");
        }

        if (literals.Bind(literal, property.Type) is not { } bound)
        {
            return null;
        }

        return bound.Value is not null && TypeRules.Common(property.Type, bound.Type) is { } common && common.Primitive == property.Type.Primitive && ReferenceEquals(common.Enumeration, property.Type.Enumeration)
            && TypeRules.Convert(bound, property.Type) is Literal value
            ? value
            : context.Fail<Literal>(
                named, ErrorCode.BadLiteral, $"The {what} {property.Name} is {TypeRules.Name(property.Type, context.Model)}, '{LiteralBinder.Shorten(literal.Text)}' is not.",
                property.Type.Is(PrimitiveKind.String) ? "Put it in single quotes." : null);
    }

    // What an alias stands for.
    private ExpressionSyntax? Named(ExpressionSyntax syntax)
    {
        var aliases = 0;
        while (syntax is PathSyntax { Segments: [AliasSegment alias] })
        {
            if (context.FindAlias(alias.Name) is not { } value || ++aliases > 10)
            {
                return context.Fail<ExpressionSyntax>(alias, ErrorCode.UrlSyntax, $"The alias @{alias.Name} has no value.", $"Add @{alias.Name}=... to the query.");
            }

            syntax = value;
        }

        return syntax;
    }

    private static Binary IsEqual(RowSource rows, PropertyModel property, Expression value) =>
        new(BinaryOperator.Equal, new PropertyValue(new VariableRow(rows.Rows), property), value, TypeRules.Boolean);

    private static Expression And(Expression? left, Expression right) => left is null ? right : new Binary(BinaryOperator.And, left, right, TypeRules.Boolean);

    private static string Example(StructuredTypeModel type) => $"Write it as {KeyExample.Named(type)}.";

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
