using System.Collections;
using System.Globalization;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>R3: one SELECT, its parameters and where its columns stand.</summary>
/// <param name="Text">SQL with `$1`, `$2`, ...; the same for the same shape of plan, whatever the literals' values.</param>
/// <param name="Parameters">Values in the order of their numbers.</param>
/// <param name="Columns">What each column is.</param>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters, StatementColumns Columns)
{
    /// <summary>The text and its values.</summary>
    public string Describe() => $"{Text}\n{string.Join('\n', Parameters.Select(p => $"{p.Type} {Describe(p.Value)}"))}";

    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Describe))}]",
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

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
    int? Excess = null)
{
    /// <summary>The state of the data; null unless changes are tracked.</summary>
    public StateColumns? State { get; init; }

    /// <summary>Number of a <see cref="RemovalReason"/> where the row is no longer in the result; null where every row is.</summary>
    public int? Removed { get; init; }
}

/// <summary>The state that rows are of, and whether those that the question stands on are known. Only first of all lines tells them.</summary>
/// <param name="Now">First of three columns: version, moment and lineage of the state of now; null when the question says which state it is of.</param>
/// <param name="Standing">Number of a <see cref="StateStanding"/>; null when the question stands on no state.</param>
/// <param name="Known">The states that the question stands on; the last one is that of the rows, unless they are of now.</param>
internal sealed record StateColumns(int? Now, int? Standing, IReadOnlyList<DataState> Known);

/// <summary>What became of a state that a question stands on.</summary>
internal enum StateStanding
{
    /// <summary>It is known.</summary>
    Known = 0,

    /// <summary>This server has not seen it yet.</summary>
    ToCome = 1,

    /// <summary>It is of another database, or was replaced too long ago.</summary>
    Gone = 2,
}

/// <summary>Value of an order's term.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Ordinal">Its column.</param>
internal sealed record OrderColumn(TypeReference Type, int Ordinal);
