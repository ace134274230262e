using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>Which rows; a closed family of relational steps, each over the one before. Conditions use <see cref="Rows"/>.</summary>
public abstract record RowSource
{
    private protected RowSource(RowVariable rows) => Rows = rows;

    /// <summary>What conditions, orders and shapes call one of these rows.</summary>
    public RowVariable Rows { get; }
}

/// <summary>All rows of a set.</summary>
public sealed record SetRows : RowSource
{
    /// <summary>Reads a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="rows">Variable for its rows.</param>
    public SetRows(EntitySetModel set, RowVariable rows)
        : base(rows) => Set = set;

    /// <summary>The set.</summary>
    public EntitySetModel Set { get; }
}

/// <summary>The rows that any of the input's rows leads to, each once: the path `policies('5-1')/measures`.</summary>
public sealed record PathRows : RowSource
{
    /// <summary>Follows a navigation from rows to rows.</summary>
    /// <param name="input">Where the path starts.</param>
    /// <param name="navigation">A navigation of the input's row type.</param>
    /// <param name="rows">Variable for the rows reached.</param>
    public PathRows(RowSource input, NavigationModel navigation, RowVariable rows)
        : base(rows) => (Input, Navigation) = (input, navigation);

    /// <summary>Where the path starts.</summary>
    public RowSource Input { get; }

    /// <summary>The navigation.</summary>
    public NavigationModel Navigation { get; }
}

/// <summary>The rows that one row of the surrounding part leads to: inside `any`, `all`, `$count` and expansions.</summary>
public sealed record RelatedRows : RowSource
{
    /// <summary>Follows a navigation from one row, correlated.</summary>
    /// <param name="from">The row around.</param>
    /// <param name="navigation">A navigation of that row's type.</param>
    /// <param name="rows">Variable for the rows reached.</param>
    public RelatedRows(RowExpression from, NavigationModel navigation, RowVariable rows)
        : base(rows) => (From, Navigation) = (from, navigation);

    /// <summary>The row around.</summary>
    public RowExpression From { get; }

    /// <summary>The navigation.</summary>
    public NavigationModel Navigation { get; }
}

/// <summary>The input's rows for which the condition is true (not false, not null).</summary>
public sealed record FilteredRows : RowSource
{
    /// <summary>Filters rows.</summary>
    /// <param name="input">The rows; they keep their variable.</param>
    /// <param name="predicate">A Boolean condition on that variable.</param>
    public FilteredRows(RowSource input, Expression predicate)
        : base(input.Rows) => (Input, Predicate) = (input, predicate);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>The condition.</summary>
    public Expression Predicate { get; }
}

/// <summary>Every combination of the rows of some sets: `$crossjoin(a,b)`. The rows' type is made for the request and has one single navigation for each set.</summary>
public sealed record CrossRows : RowSource
{
    /// <summary>Combines sets.</summary>
    /// <param name="parts">One navigation for each set, those of the rows' type.</param>
    /// <param name="rows">Variable for the combinations.</param>
    public CrossRows(IReadOnlyList<NavigationModel> parts, RowVariable rows)
        : base(rows) => Parts = parts;

    /// <summary>One navigation for each set.</summary>
    public IReadOnlyList<NavigationModel> Parts { get; }
}

/// <summary>The input's rows that are of a derived type, under a variable of that type: `places/ns.Station`.</summary>
public sealed record TypedRows : RowSource
{
    /// <summary>Keeps the rows of a type.</summary>
    /// <param name="input">The rows before; their variable still stands for the same row.</param>
    /// <param name="rows">Variable for the rows kept; its type derives from the input's.</param>
    public TypedRows(RowSource input, RowVariable rows)
        : base(rows) => Input = input;

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }
}

/// <summary>The members of a collection that a row holds, in their order: complex values, or plain ones under a type made for them.</summary>
public sealed record ElementRows : RowSource
{
    /// <summary>Reads a collection.</summary>
    /// <param name="from">The row that holds it.</param>
    /// <param name="property">A collection property of that row's type.</param>
    /// <param name="rows">Variable for its members.</param>
    /// <param name="input">Where that row comes from; null when it is one of those around.</param>
    public ElementRows(RowExpression from, PropertyModel property, RowVariable rows, RowSource? input = null)
        : base(rows) => (From, Property, Input) = (from, property, input);

    /// <summary>The row that holds the collection.</summary>
    public RowExpression From { get; }

    /// <summary>The collection.</summary>
    public PropertyModel Property { get; }

    /// <summary>Where the row comes from; null when it is one of those around.</summary>
    public RowSource? Input { get; }
}

/// <summary>The members of a collection of plain values that an expression makes, in their order, under a type made for them.</summary>
public sealed record ValueRows : RowSource
{
    /// <summary>Takes a collection apart.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="rows">Variable for its members.</param>
    public ValueRows(Expression collection, RowVariable rows)
        : base(rows) => Collection = collection;

    /// <summary>The collection.</summary>
    public Expression Collection { get; }
}
