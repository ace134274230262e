using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Binds `cast` and `isof`.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.1.10.</remarks>
internal sealed class TypeFunctionBinder(BindContext context, ExpressionBinder expressions)
{
    private const string Primitives = "Edm.";

    private static readonly Literal False = new(false, TypeRules.Boolean);

    /// <summary>Binds `cast(value,type)`: between primitive types.</summary>
    public Expression? Bind(CastSyntax syntax, RowScope scope)
    {
        if (Target(syntax.Type) is not { } type)
        {
            return null;
        }

        if (type.Structured is not null || syntax.Operand is null)
        {
            return context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"The cast to {Name(type)} leads to a row, a value is expected.");
        }

        if (expressions.Bind(syntax.Operand, scope) is not { } operand)
        {
            return null;
        }

        return TypeRules.IsNull(operand) ? new Literal(null, type)
            : CanCast(operand.Type, type) ? new Conversion(operand, type)
            : context.Fail<Expression>(syntax, ErrorCode.TypeMismatch, $"{Name(operand.Type)} cannot be cast to {Name(type)}.");
    }

    /// <summary>Binds `isof(value,type)` and `isof(type)`: true for a value, not null, that the type could hold as it is.</summary>
    public Expression? Bind(IsOfSyntax syntax, RowScope scope)
    {
        if (Target(syntax.Type) is not { } type)
        {
            return null;
        }

        if (type.Structured is { } structured)
        {
            return type.IsCollection ? OfRows(syntax, structured, scope) : OfRow(syntax, structured, scope);
        }

        if (syntax.Operand is null)
        {
            return False;
        }

        if (expressions.Bind(syntax.Operand, scope) is not { } operand)
        {
            return null;
        }

        var holds = TypeRules.Common(operand.Type, type) is { } common && common.Primitive == type.Primitive && ReferenceEquals(common.Enumeration, type.Enumeration);
        return !holds || TypeRules.IsNull(operand) ? False
            : new Binary(BinaryOperator.NotEqual, operand, new Literal(null, operand.Type with { IsNullable = true }), TypeRules.Boolean);
    }

    private Literal? OfRows(IsOfSyntax syntax, StructuredTypeModel type, RowScope scope)
    {
        if (syntax.Operand is not PathSyntax path)
        {
            return False;
        }

        return expressions.BindPath(path, scope) is { } bound ? new Literal(bound is RowsPath rows && rows.Rows.Rows.Type.IsOrDerivesFrom(type), TypeRules.Boolean) : null;
    }

    private Expression? OfRow(IsOfSyntax syntax, StructuredTypeModel type, RowScope scope)
    {
        RowExpression row = new VariableRow(scope.This);
        if (syntax.Operand is not null)
        {
            if (syntax.Operand is not PathSyntax path)
            {
                return False;
            }

            switch (expressions.BindPath(path, scope))
            {
                case null:
                    return null;
                case RowPath { From: null } one:
                    row = one.Row;
                    break;
                case ValuePath:
                    return False;
                default:
                    return context.Fail<Expression>(path, ErrorCode.TypeMismatch, $"isof takes a row or a value, '{ExpressionBinder.Text(path)}' leads elsewhere.");
            }
        }

        if (!row.Type.IsOrDerivesFrom(type))
        {
            return type.IsOrDerivesFrom(row.Type.Declared) ? new IsOfType(row, type) : False;
        }

        return row is VariableRow ? new Literal(true, TypeRules.Boolean) : new Unary(UnaryOperator.Not, new RowIsNull(row), TypeRules.Boolean);
    }

    /// <summary>The type named; a name without namespace is a primitive type's, as 4.01 allows.</summary>
    private TypeReference? Target(TypeNameSyntax syntax)
    {
        return Named(syntax) is { } type ? type with { IsCollection = syntax.IsCollection } : null;
    }

    private TypeReference? Named(TypeNameSyntax syntax)
    {
        if (context.FindType(syntax.Name) is { } structured)
        {
            return TypeReference.Of(structured);
        }

        if (context.FindEnum(syntax.Name) is { } enumeration)
        {
            return TypeReference.Of(enumeration);
        }

        var name = syntax.Name.StartsWith(Primitives, StringComparison.Ordinal) ? syntax.Name[Primitives.Length..] : syntax.Name;
        return Enum.TryParse<PrimitiveKind>(name, ignoreCase: false, out var kind) && kind.ToString() == name ? TypeReference.Of(kind)
            : name.StartsWith("Geo", StringComparison.Ordinal) ? context.NotSupported<TypeReference>(syntax, $"The type {LiteralBinder.Shorten(syntax.Name)}")
            : syntax.Name.StartsWith(Primitives, StringComparison.Ordinal) ? context.Fail<TypeReference>(
                syntax, ErrorCode.TypeMismatch, $"There is no type '{LiteralBinder.Shorten(syntax.Name)}'.", BindContext.DidYouMean(syntax.Name, Enum.GetNames<PrimitiveKind>().Select(k => Primitives + k)))
            : context.NoType<TypeReference>(syntax, syntax.Name);
    }

    private string Name(TypeReference type) => TypeRules.Name(type, context.Model);

    private static bool CanCast(TypeReference from, TypeReference to) =>
        from.IsCollection == to.IsCollection && from.Structured is null && CanCastScalar(from.Element, to.Element);

    private static bool CanCastScalar(TypeReference from, TypeReference to) => from.Enumeration is null && to.Enumeration is null ? CanCastPrimitive(from, to) : IsNamed(from, to);

    // Of an enumeration there is the value and its names.
    private static bool IsNamed(TypeReference from, TypeReference to) =>
        ReferenceEquals(from.Enumeration, to.Enumeration) || from.Is(PrimitiveKind.String) || to.Is(PrimitiveKind.String);

    private static bool CanCastPrimitive(TypeReference from, TypeReference to) =>
        (from.Primitive == to.Primitive || to.Is(PrimitiveKind.String) || (from.Is(PrimitiveKind.String) && !to.Is(PrimitiveKind.Binary))
            || (TypeRules.IsNumber(from) && TypeRules.IsNumber(to))
            || (from.Is(PrimitiveKind.Date) && to.Is(PrimitiveKind.DateTimeOffset))
            || (from.Is(PrimitiveKind.DateTimeOffset) && to.Primitive is PrimitiveKind.Date or PrimitiveKind.TimeOfDay));
}
