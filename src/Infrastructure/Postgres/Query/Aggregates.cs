using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>The table of aggregation methods: OData method to PostgreSQL form.</summary>
/// <remarks>
/// https://www.postgresql.org/docs/15/functions-aggregate.html. Sums of integers are `bigint`, of `bigint` are `numeric`: nothing overflows.
/// Counts are Edm.Decimal by the specification. An average of integers or decimals comes without the zeros PostgreSQL pads it with.
/// </remarks>
internal static class Aggregates
{
    /// <summary>Writes the aggregate.</summary>
    public static string Write(AggregateMethod method, Expression? value, ExpressionWriter expressions) => method switch
    {
        AggregateMethod.Count => "count(*)::numeric",
        AggregateMethod.CountDistinct => $"count(distinct {Value(value, expressions)})::numeric",
        AggregateMethod.Sum => $"sum({Value(value, expressions)})",
        AggregateMethod.Minimum => $"min({Value(value, expressions)})",
        AggregateMethod.Maximum => $"max({Value(value, expressions)})",
        AggregateMethod.Average => Average(value, expressions),
        _ => throw new InvalidOperationException($"No method {method}."),
    };

    private static string Average(Expression? value, ExpressionWriter expressions)
    {
        var average = $"avg({Value(value, expressions)})";
        return SqlTypes.IsInteger(value!.Type) || SqlTypes.Kind(value.Type) == Domain.Model.PrimitiveKind.Decimal ? $"trim_scale({average})" : average;
    }

    private static string Value(Expression? value, ExpressionWriter expressions) =>
        expressions.Value(value ?? throw new InvalidOperationException("Only a count has no value."));
}
