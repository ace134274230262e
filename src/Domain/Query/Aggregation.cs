using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>How many values become one. Nulls drop out before all of them; no values give null, but a count gives 0.</summary>
/// <remarks>Source: OData Extension for Data Aggregation 4.0, standard aggregation methods.</remarks>
public enum AggregateMethod
{
    /// <summary>`sum`.</summary>
    Sum,

    /// <summary>`min`.</summary>
    Minimum,

    /// <summary>`max`.</summary>
    Maximum,

    /// <summary>`average`.</summary>
    Average,

    /// <summary>`countdistinct`.</summary>
    CountDistinct,

    /// <summary>`$count`: rows, not values.</summary>
    Count,
}

/// <summary>A column that a step gives: a property of its rows' type and the value on the rows before.</summary>
/// <param name="Property">The property; one that is not stored is a column of the statement only.</param>
/// <param name="Value">Its value.</param>
public sealed record RowColumn(PropertyModel Property, Expression Value);

/// <summary>A column that is computed from all rows of a group.</summary>
/// <param name="Property">The property.</param>
/// <param name="Method">How.</param>
/// <param name="Value">What is aggregated, on a row of the group; null for <see cref="AggregateMethod.Count"/>.</param>
public sealed record AggregateColumn(PropertyModel Property, AggregateMethod Method, Expression? Value);

/// <summary>One value of many rows: the aggregate over a path, where each row reached counts once.</summary>
public sealed record AggregateOf : Expression
{
    /// <summary>Aggregates rows.</summary>
    /// <param name="method">How.</param>
    /// <param name="rows">The rows, correlated with the row around.</param>
    /// <param name="value">What is aggregated, on the rows' variable; null for <see cref="AggregateMethod.Count"/>.</param>
    /// <param name="type">Type of the result.</param>
    public AggregateOf(AggregateMethod method, RowSource rows, Expression? value, TypeReference type)
        : base(type) => (Method, Rows, Value) = (method, rows, value);

    /// <summary>How.</summary>
    public AggregateMethod Method { get; }

    /// <summary>The rows.</summary>
    public RowSource Rows { get; }

    /// <summary>What is aggregated.</summary>
    public Expression? Value { get; }
}
