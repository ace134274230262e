using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>Whether the SQL of an expression can be null; when in doubt it can.</summary>
/// <remarks>Decides between `=` (which can use an index) and `is not distinct from`, and whether an order needs its nulls placed.</remarks>
internal static class Nullability
{
    /// <summary>True unless the expression always has a value.</summary>
    public static bool CanBeNull(Expression expression) => expression switch
    {
        Literal literal => literal.Value is null,
        PropertyValue value => value.Property.Type.IsNullable || CanBeMissing(value.Row),
        VariableValue value => value.Variable.Type.IsNullable,
        Unary unary => CanBeNull(unary.Operand),
        Binary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.LessOrEqual } => false,
        Binary binary => CanBeNull(binary.Left) || CanBeNull(binary.Right),
        InList or MemberOf or Quantified or QuantifiedValues or CountOf or RowIsNull or SearchMatch or SearchRank or IsOfType or KeyAfter or ElementPlace or ArrayOf => false,
        Call { Function: QueryFunction.Now or QueryFunction.MinDateTime or QueryFunction.MaxDateTime } => false,
        Call call => call.Arguments.Any(CanBeNull),
        _ => true,
    };

    private static bool CanBeMissing(RowExpression row) => row switch
    {
        RelatedRow related => related.Navigation.IsNullable || CanBeMissing(related.From),
        ComplexRow complex => complex.Property.Type.IsNullable || CanBeMissing(complex.From),
        CastRow => true,
        _ => false,
    };
}
