using System.Globalization;
using Kawasaki.Domain.Model;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>PostgreSQL types of Edm types.</summary>
/// <remarks>https://www.postgresql.org/docs/15/datatype.html; Edm.Byte and SByte have no counterpart and are `smallint`, enumerations are their number.</remarks>
internal static class SqlTypes
{
    /// <summary>Name for casts.</summary>
    public static string Name(TypeReference type) => Element(type) + (type.IsCollection ? "[]" : "");

    /// <summary>Type of a parameter.</summary>
    public static NpgsqlDbType Parameter(TypeReference type) => type.IsCollection ? NpgsqlDbType.Array | Parameter(Kind(type)) : Parameter(Kind(type));

    /// <summary>The value as the driver takes it for <see cref="Parameter(TypeReference)"/>.</summary>
    public static object ParameterValue(object value, TypeReference type) =>
        type.IsCollection ? Members(((System.Collections.IEnumerable)value).Cast<object?>(), type.Element) : Scalar(value, Kind(type));

    /// <summary>An array parameter of values of one type.</summary>
    public static Array Members(IEnumerable<object?> members, TypeReference element)
    {
        var kind = Kind(element);
        var values = members.Select(m => m is null ? null : Scalar(m, kind)).ToArray();
        var array = Array.CreateInstance(ArrayElement(kind, values.Contains(null)), values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    /// <summary>The kind a type is kept as; an enumeration is its number.</summary>
    public static PrimitiveKind Kind(TypeReference type) => type.Enumeration is not null ? PrimitiveKind.Int64
        : type.Primitive ?? throw new InvalidOperationException($"{type} is not a scalar.");

    /// <summary>True for the whole-number kinds.</summary>
    public static bool IsInteger(TypeReference type) => !type.IsCollection && type.Primitive
        is PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 or PrimitiveKind.Int32 or PrimitiveKind.Int64;

    /// <summary>True for Edm.Single and Double.</summary>
    public static bool IsFloating(TypeReference type) => !type.IsCollection && type.Primitive is PrimitiveKind.Single or PrimitiveKind.Double;

    private static string Element(TypeReference type) => Kind(type) switch
    {
        PrimitiveKind.Boolean => "boolean",
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 => "smallint",
        PrimitiveKind.Int32 => "integer",
        PrimitiveKind.Int64 => "bigint",
        PrimitiveKind.Decimal => "numeric",
        PrimitiveKind.Single => "real",
        PrimitiveKind.Double => "double precision",
        PrimitiveKind.String => "text",
        PrimitiveKind.Guid => "uuid",
        PrimitiveKind.Date => "date",
        PrimitiveKind.TimeOfDay => "time",
        PrimitiveKind.DateTimeOffset => "timestamptz",
        PrimitiveKind.Duration => "interval",
        PrimitiveKind.Binary => "bytea",
        var kind => throw new InvalidOperationException($"{kind} has no PostgreSQL type."),
    };

    private static NpgsqlDbType Parameter(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => NpgsqlDbType.Boolean,
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 => NpgsqlDbType.Smallint,
        PrimitiveKind.Int32 => NpgsqlDbType.Integer,
        PrimitiveKind.Int64 => NpgsqlDbType.Bigint,
        PrimitiveKind.Decimal => NpgsqlDbType.Numeric,
        PrimitiveKind.Single => NpgsqlDbType.Real,
        PrimitiveKind.Double => NpgsqlDbType.Double,
        PrimitiveKind.String => NpgsqlDbType.Text,
        PrimitiveKind.Guid => NpgsqlDbType.Uuid,
        PrimitiveKind.Date => NpgsqlDbType.Date,
        PrimitiveKind.TimeOfDay => NpgsqlDbType.Time,
        PrimitiveKind.DateTimeOffset => NpgsqlDbType.TimestampTz,
        PrimitiveKind.Duration => NpgsqlDbType.Interval,
        PrimitiveKind.Binary => NpgsqlDbType.Bytea,
        _ => throw new InvalidOperationException($"{kind} has no parameter type."),
    };

    private static object Scalar(object value, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 => Convert.ToInt16(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Int32 => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Int64 => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Single => Convert.ToSingle(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        PrimitiveKind.DateTimeOffset => ((DateTimeOffset)value).ToUniversalTime(),
        _ => value,
    };

    private static Type ArrayElement(PrimitiveKind kind, bool withNulls)
    {
        var type = kind switch
        {
            PrimitiveKind.Boolean => typeof(bool),
            PrimitiveKind.Byte or PrimitiveKind.SByte or PrimitiveKind.Int16 => typeof(short),
            PrimitiveKind.Int32 => typeof(int),
            PrimitiveKind.Int64 => typeof(long),
            PrimitiveKind.Decimal => typeof(decimal),
            PrimitiveKind.Single => typeof(float),
            PrimitiveKind.Double => typeof(double),
            PrimitiveKind.String => typeof(string),
            PrimitiveKind.Guid => typeof(Guid),
            PrimitiveKind.Date => typeof(DateOnly),
            PrimitiveKind.TimeOfDay => typeof(TimeOnly),
            PrimitiveKind.DateTimeOffset => typeof(DateTimeOffset),
            PrimitiveKind.Duration => typeof(TimeSpan),
            PrimitiveKind.Binary => typeof(byte[]),
            _ => throw new InvalidOperationException($"{kind} has no array type."),
        };
        return withNulls && type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
    }
}
