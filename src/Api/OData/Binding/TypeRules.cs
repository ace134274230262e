using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Which types meet in an operator, and in which type they are compared or computed.</summary>
/// <remarks>Source: OData URL Conventions 4.01, section 5.1.1.16, numeric promotion.</remarks>
internal static class TypeRules
{
    /// <summary>A condition.</summary>
    public static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean, isNullable: false);

    /// <summary>Type name as `$metadata` says it.</summary>
    public static string Name(TypeReference type, PublishedModel model) => type.QualifiedName(model.Namespace);

    /// <summary>True for a whole-number type.</summary>
    public static bool IsInteger(TypeReference type) => !type.IsCollection && type.Primitive
        is PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64;

    /// <summary>True for a number type.</summary>
    public static bool IsNumber(TypeReference type) =>
        IsInteger(type) || (!type.IsCollection && type.Primitive is PrimitiveKind.Decimal or PrimitiveKind.Single or PrimitiveKind.Double);

    /// <summary>True for Edm.Single and Edm.Double.</summary>
    public static bool IsFloating(TypeReference type) => !type.IsCollection && type.Primitive is PrimitiveKind.Single or PrimitiveKind.Double;

    /// <summary>True for a type whose values have an order.</summary>
    public static bool IsOrdered(TypeReference type) => !type.IsCollection && type.Structured is null
        && type.Primitive is not (PrimitiveKind.Binary or PrimitiveKind.Guid);

    /// <summary>True for a type that rows can be sorted by: also where no value is greater than another in an expression.</summary>
    /// <remarks>Source: OData Protocol 4.01, section 11.2.6.2: all primitive types but streams and geographic ones.</remarks>
    public static bool IsSortable(TypeReference type) => !type.IsCollection && type.Structured is null;

    /// <summary>The type both can be converted to without loss; null if there is none.</summary>
    public static TypeReference? Common(TypeReference left, TypeReference right)
    {
        var isNullable = left.IsNullable || right.IsNullable;
        if (IsNumber(left) && IsNumber(right))
        {
            return TypeReference.Of(CommonNumber(left.Primitive!.Value, right.Primitive!.Value), isNullable);
        }

        return left.IsCollection == right.IsCollection && left.Primitive == right.Primitive && ReferenceEquals(left.Enumeration, right.Enumeration)
            && ReferenceEquals(left.Structured, right.Structured)
                ? left with { IsNullable = isNullable }
                : null;
    }

    /// <summary>The value in the given type: the same instance, a literal of that type, or a conversion.</summary>
    public static Expression Convert(Expression value, TypeReference type)
    {
        if (value.Type.Primitive == type.Primitive && ReferenceEquals(value.Type.Enumeration, type.Enumeration) && value.Type.IsCollection == type.IsCollection)
        {
            return value;
        }

        if (value is not Literal literal)
        {
            return new Conversion(value, type);
        }

        return new Literal(literal.Value is null ? null : ConvertNumber(literal.Value, type.Primitive!.Value), type);
    }

    /// <summary>True for the null literal.</summary>
    public static bool IsNull(Expression value) => value is Literal { Value: null };

    // double.MaxValue does not fit a decimal, but a decimal always fits a double: Common never narrows.
    private static object ConvertNumber(object value, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Int64 => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Decimal => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Single or PrimitiveKind.Double => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A literal is not promoted to Edm.{kind}."),
    };

    private static PrimitiveKind CommonNumber(PrimitiveKind left, PrimitiveKind right)
    {
        if (left == right)
        {
            return left;
        }

        foreach (var kind in (ReadOnlySpan<PrimitiveKind>)[PrimitiveKind.Double, PrimitiveKind.Single, PrimitiveKind.Decimal, PrimitiveKind.Int64, PrimitiveKind.Int32])
        {
            if (left == kind || right == kind)
            {
                return kind;
            }
        }

        return PrimitiveKind.Int16;
    }
}
