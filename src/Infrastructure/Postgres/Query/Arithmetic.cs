using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Arithmetic operators. Overflow and division by zero are errors of the server, reported as the caller's.</summary>
/// <remarks>https://www.postgresql.org/docs/15/functions-math.html and functions-datetime.html.</remarks>
internal static class Arithmetic
{
    /// <summary>Writes the operator between two written operands.</summary>
    public static string Write(Binary binary, string left, string right) => binary.Operator switch
    {
        BinaryOperator.Add => Sum(binary, left, "+", right),
        BinaryOperator.Subtract => Difference(binary, left, right),
        BinaryOperator.Multiply => Trimmed(binary, $"({left} * {right})"),
        BinaryOperator.Divide => Trimmed(binary, $"({left} / {right})"),
        BinaryOperator.DivideBy => Trimmed(binary, $"({Fraction(binary.Left, left)} / {Fraction(binary.Right, right)})"),
        BinaryOperator.Modulo => SqlTypes.IsFloating(binary.Type)
            ? $"({left}::numeric % {right}::numeric)::{SqlTypes.Name(binary.Type)}"
            : $"({left} % {right})",
        _ => throw new InvalidOperationException($"{binary.Operator} is no arithmetic operator."),
    };

    // date + interval is a timestamp without zone: back to the date it falls on.
    private static string Sum(Binary binary, string left, string sql, string right) => binary.Type.Primitive switch
    {
        PrimitiveKind.Date => WithinYears($"({left} {sql} {right})::date", "date", "2147483647"),
        PrimitiveKind.DateTimeOffset => WithinYears($"({left} {sql} {right})", "timestamptz", "interval '290000 years'"),
        _ => $"({left} {sql} {right})",
    };

    // OData's years are 1 to 9999, PostgreSQL goes on to 5874897: what lies beyond is pushed over that end, which is an error.
    private static string WithinYears(string sql, string type, string pushed) =>
        $"(select case when x.v >= {type} '0001-01-01Z' and x.v < {type} '9999-12-31Z' + interval '1 day' then x.v else x.v + {pushed} end from (select {sql} as v) x)";

    private static string Difference(Binary binary, string left, string right) =>
        binary.Left.Type.Is(PrimitiveKind.Date) && binary.Right.Type.Is(PrimitiveKind.Date)
            ? $"make_interval(days => {left} - {right})"
            : Sum(binary, left, "-", right);

    // PostgreSQL pads a quotient to 16 digits and a product to the digits of both factors: digits that say nothing.
    private static string Trimmed(Binary binary, string sql) => binary.Type.Is(PrimitiveKind.Decimal) ? $"trim_scale{sql}" : sql;

    private static string Fraction(Expression operand, string sql) => SqlTypes.IsInteger(operand.Type) ? $"{sql}::numeric" : sql;
}
