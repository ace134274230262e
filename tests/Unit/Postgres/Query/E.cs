using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>Short names for expressions.</summary>
internal static class E
{
    public static readonly TypeReference Boolean = TypeReference.Of(PrimitiveKind.Boolean);
    public static readonly TypeReference Int32 = TypeReference.Of(PrimitiveKind.Int32);
    public static readonly TypeReference Int64 = TypeReference.Of(PrimitiveKind.Int64);
    public static readonly TypeReference Decimal = TypeReference.Of(PrimitiveKind.Decimal);
    public static readonly TypeReference Double = TypeReference.Of(PrimitiveKind.Double);
    public static readonly TypeReference String = TypeReference.Of(PrimitiveKind.String);
    public static readonly TypeReference Date = TypeReference.Of(PrimitiveKind.Date);
    public static readonly TypeReference Time = TypeReference.Of(PrimitiveKind.TimeOfDay);
    public static readonly TypeReference Instant = TypeReference.Of(PrimitiveKind.DateTimeOffset);
    public static readonly TypeReference Duration = TypeReference.Of(PrimitiveKind.Duration);

    public static Literal Lit(object value) => new(value, TypeOf(value));

    public static Literal Null(TypeReference type) => new(null, type);

    public static Binary Eq(Expression left, Expression right) => Compare(BinaryOperator.Equal, left, right);

    public static Binary Eq(Expression left, object right) => Eq(left, Lit(right));

    public static Binary Ne(Expression left, Expression right) => Compare(BinaryOperator.NotEqual, left, right);

    public static Binary Gt(Expression left, object right) => Compare(BinaryOperator.GreaterThan, left, right as Expression ?? Lit(right));

    public static Binary Le(Expression left, object right) => Compare(BinaryOperator.LessOrEqual, left, right as Expression ?? Lit(right));

    public static Binary Compare(BinaryOperator op, Expression left, Expression right) => new(op, left, right, Boolean);

    public static Binary And(Expression left, Expression right) => new(BinaryOperator.And, left, right, Boolean);

    public static Binary Or(Expression left, Expression right) => new(BinaryOperator.Or, left, right, Boolean);

    public static Unary Not(Expression operand) => new(UnaryOperator.Not, operand, Boolean);

    public static Binary Math(BinaryOperator op, Expression left, Expression right, TypeReference type) => new(op, left, right, type);

    public static InList In(Expression operand, params object?[] values) => new(operand, [.. values.Select(v => new Literal(v, operand.Type))]);

    public static Call Call(QueryFunction function, TypeReference type, params Expression[] arguments) => new(function, arguments, type);

    public static Quantified Any(RelatedRows rows, Func<RowVariable, Expression>? condition = null) =>
        new(Quantifier.Any, rows, condition?.Invoke(rows.Rows));

    public static Quantified All(RelatedRows rows, Func<RowVariable, Expression> condition) => new(Quantifier.All, rows, condition(rows.Rows));

    private static TypeReference TypeOf(object value) => TypeReference.Of(
        value switch
        {
            string => PrimitiveKind.String,
            bool => PrimitiveKind.Boolean,
            int => PrimitiveKind.Int32,
            long => PrimitiveKind.Int64,
            decimal => PrimitiveKind.Decimal,
            double => PrimitiveKind.Double,
            Guid => PrimitiveKind.Guid,
            DateOnly => PrimitiveKind.Date,
            TimeOnly => PrimitiveKind.TimeOfDay,
            DateTimeOffset => PrimitiveKind.DateTimeOffset,
            TimeSpan => PrimitiveKind.Duration,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No literal type."),
        },
        isNullable: false);
}
