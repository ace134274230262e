using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>
/// A complete question to the data, the waist between every URL language and SQL:
/// OData and REST both end in it, every SELECT begins from it.
/// </summary>
/// <param name="Result">What the answer is made of.</param>
/// <param name="Query">Which rows, in which order, in which shape.</param>
/// <param name="Set">The set the rows belong to, for links and the context.</param>
/// <param name="PageRows">Most rows in one answer; a further row makes a continuation link. Null for no paging (streams, single rows).</param>
/// <param name="After">Where the page before ended: the values of the order's terms; null for the first page.</param>
/// <param name="RequiredParent">Rows that must exist for an empty answer to be an empty collection, else 404; null when there is no parent.</param>
/// <param name="Property">The property asked for when <paramref name="Result"/> is a property or a raw value.</param>
/// <param name="PropertyPath">Where the property is in its row, for the context: `address/city`, `ns.Station/platforms`; null when there is none.</param>
/// <param name="At">
/// A DateTimeOffset, or a Date for the moment at which it began, or an Int64 for a version of the data, computed without rows: everything is answered as it stood then. Null for now.
/// </param>
public sealed record ReadPlan(
    ResultKind Result,
    RowQuery Query,
    EntitySetModel Set,
    int? PageRows,
    IReadOnlyList<Literal>? After = null,
    RowSource? RequiredParent = null,
    PropertyModel? Property = null,
    string? PropertyPath = null,
    Expression? At = null)
{
    /// <summary>That the caller follows the changes of the result; null for a question that stands alone.</summary>
    public Tracking? Tracking { get; init; }

    /// <summary>Whether the same data may give another answer a moment later: the question asks for the time of day.</summary>
    public bool DependsOnClock { get; init; }
}

/// <summary>Rows with order, limits and shape; nested in expansions.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="Order">Total order: always ends with the key, each term once.</param>
/// <param name="Skip">Rows to pass over; null for none, and on every page but the first.</param>
/// <param name="Top">Most rows still wanted over this and all later pages (what earlier pages gave is already taken off); null for all.</param>
/// <param name="WithCount">Whether the number of rows before skip, top and paging is asked for.</param>
/// <param name="Shape">What is written of each row.</param>
public sealed record RowQuery(
    RowSource Rows,
    IReadOnlyList<OrderTerm> Order,
    long? Skip,
    long? Top,
    bool WithCount,
    Shape Shape);

/// <summary>One term of an order. Null sorts before every value ascending and after every value descending, as OData asks.</summary>
/// <param name="Value">The value sorted by.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public sealed record OrderTerm(Expression Value, bool Descending);

/// <summary>What an answer is made of.</summary>
public enum ResultKind
{
    /// <summary>A collection of rows.</summary>
    Rows,

    /// <summary>One row that must exist: 404 if not.</summary>
    Row,

    /// <summary>One row reached by a nullable navigation: 204 if there is none.</summary>
    OptionalRow,

    /// <summary>The number of rows, as text.</summary>
    Count,

    /// <summary>One property of one row, as JSON.</summary>
    Property,

    /// <summary>One property of one row, as raw text (`/$value`).</summary>
    RawValue,

    /// <summary>Identifiers of rows (`/$ref`).</summary>
    References,
}
