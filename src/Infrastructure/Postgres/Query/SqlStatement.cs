using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R3: one SELECT, its parameters and where its columns stand.</summary>
/// <param name="Text">SQL with `$1`, `$2`, ...; the same for the same shape of plan, whatever the literals' values.</param>
/// <param name="Parameters">Values in the order of their numbers.</param>
/// <param name="Columns">What each column is.</param>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters, StatementColumns Columns);

/// <summary>A value of a statement.</summary>
/// <param name="Type">Type sent to the server, so that no cast is needed in the text.</param>
/// <param name="Value">The value; never null.</param>
/// <param name="Source">How another value is made for it; null when it belongs to the statement.</param>
internal readonly record struct SqlParameter(NpgsqlDbType Type, object Value, ParameterSource? Source = null);

/// <summary>Where the value of a parameter comes from.</summary>
/// <param name="Slot">Number of the literal.</param>
/// <param name="Value">The parameter's value, from the literal's.</param>
internal sealed record ParameterSource(int Slot, Func<Literal, object> Value);

/// <summary>Where the columns of a statement stand; ordinals from 0.</summary>
/// <param name="Layout">Values, expansions and key of a row.</param>
/// <param name="Order">Values of the order's terms, for the continuation.</param>
/// <param name="ParentExists">Boolean: the parent that must exist does; null when there is none.</param>
/// <param name="Count">Number of rows before skip, top and paging; null unless asked for.</param>
/// <param name="RowExists">True or null: the line holds a row and not only parent and count; null when every line does.</param>
/// <param name="Excess">Number of an <see cref="Query.Excess"/>: the row's expansions cannot be answered; null where no row can have that.</param>
internal sealed record StatementColumns(
    RowLayout Layout,
    IReadOnlyList<OrderColumn> Order,
    int? ParentExists = null,
    int? Count = null,
    int? RowExists = null,
    int? Excess = null);

/// <summary>Value of an order's term.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Ordinal">Its column.</param>
internal sealed record OrderColumn(TypeReference Type, int Ordinal);
