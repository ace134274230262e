using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A written term of an order.</summary>
/// <param name="Sql">The value sorted by.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanBeNull">Whether nulls must be placed.</param>
/// <param name="Descending">Whether the largest comes first.</param>
internal sealed record OrderSql(string Sql, TypeReference Type, bool CanBeNull, bool Descending)
{
    /// <summary>The term in ORDER BY. A value that is never null has no `nulls first`: with it an index could not give the order.</summary>
    public string Term(string sql) => (Descending, CanBeNull) switch
    {
        (false, false) => sql,
        (false, true) => sql + " nulls first",
        (true, false) => sql + " desc",
        (true, true) => sql + " desc nulls last",
    };
}

/// <summary>Writes orders, and the condition that continues after a row in them.</summary>
internal sealed class OrderWriter(SqlContext context, ExpressionWriter expressions)
{
    /// <summary>Writes the terms.</summary>
    public IReadOnlyList<OrderSql> Write(IReadOnlyList<OrderTerm> order) =>
        [.. order.Select(t => new OrderSql(Sortable(t.Value), t.Value.Type, Nullability.CanBeNull(t.Value), t.Descending))];

    /// <summary>ORDER BY over the terms; empty when there are none.</summary>
    public static string Clause(IReadOnlyList<OrderSql> order, Func<string, string> expose) =>
        order.Count == 0 ? "" : "\norder by " + string.Join(", ", order.Select(t => t.Term(expose(t.Sql))));

    /// <summary>
    /// The rows after the row with these values. Null is the lowest value.
    /// Where every term goes the same way and none can be null it is one row comparison, which an index answers by a range.
    /// </summary>
    public string After(IReadOnlyList<OrderSql> order, IReadOnlyList<Literal> values)
    {
        if (order.Count != values.Count)
        {
            throw new InvalidOperationException($"{order.Count} order terms are continued by {values.Count} values.");
        }

        if (order.All(t => !t.CanBeNull && t.Descending == order[0].Descending) && values.All(v => v.Value is not null))
        {
            var sign = order[0].Descending ? "<" : ">";
            return order.Count == 1
                ? $"{order[0].Sql} {sign} {context.Parameters.Of(values[0])}"
                : $"({string.Join(", ", order.Select(t => t.Sql))}) {sign} ({string.Join(", ", values.Select(context.Parameters.Of))})";
        }

        return After(order, values, 0);
    }

    private string After(IReadOnlyList<OrderSql> order, IReadOnlyList<Literal> values, int index)
    {
        var term = order[index];
        var value = values[index].Value is null ? null : context.Parameters.Of(values[index]);
        var beyond = Beyond(term, value);
        if (index == order.Count - 1)
        {
            return beyond;
        }

        var equal = value is null ? $"{term.Sql} is null" : $"{term.Sql} = {value}";
        return $"({beyond} or ({equal} and {After(order, values, index + 1)}))";
    }

    private static string Beyond(OrderSql term, string? value) => (term.Descending, value) switch
    {
        (false, null) => $"{term.Sql} is not null",
        (true, null) => "false",
        (false, _) => $"{term.Sql} > {value}",
        (true, _) when term.CanBeNull => $"({term.Sql} < {value} or {term.Sql} is null)",
        (true, _) => $"{term.Sql} < {value}",
    };

    // A bare parameter or number in ORDER BY would not sort by its value, and computed text would sort by the server's language.
    private string Sortable(Expression value) => value switch
    {
        PropertyValue => expressions.Value(value),
        _ when value.Type.Is(PrimitiveKind.String) => $"(({expressions.Value(value)}) collate \"C\")",
        _ => $"({expressions.Value(value)})",
    };
}
