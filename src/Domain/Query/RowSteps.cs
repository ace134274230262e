namespace Kawasaki.Domain.Query;

/// <summary>The input's rows with further columns: `compute(...)`.</summary>
public sealed record ComputedRows : RowSource
{
    /// <summary>Adds columns.</summary>
    /// <param name="input">The rows before; all their columns stay.</param>
    /// <param name="columns">What is added.</param>
    /// <param name="rows">Variable for the wider rows.</param>
    public ComputedRows(RowSource input, IReadOnlyList<RowColumn> columns, RowVariable rows)
        : base(rows) => (Input, Columns) = (input, columns);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>What is added.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }
}

/// <summary>One row for each combination of the keys' values, null counting as a value: `groupby(...)` and, without keys, `aggregate(...)`.</summary>
public sealed record GroupedRows : RowSource
{
    /// <summary>Groups rows.</summary>
    /// <param name="input">The rows before.</param>
    /// <param name="keys">What they are grouped by; none for one row over all, which is there even when the input is empty.</param>
    /// <param name="aggregates">What is computed of each group.</param>
    /// <param name="rows">Variable for the groups.</param>
    public GroupedRows(RowSource input, IReadOnlyList<RowColumn> keys, IReadOnlyList<AggregateColumn> aggregates, RowVariable rows)
        : base(rows) => (Input, Keys, Aggregates) = (input, keys, aggregates);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>What they are grouped by.</summary>
    public IReadOnlyList<RowColumn> Keys { get; }

    /// <summary>What is computed of each group.</summary>
    public IReadOnlyList<AggregateColumn> Aggregates { get; }
}

/// <summary>A stretch of the input's rows in an order: `orderby(...)/skip(n)/top(n)`.</summary>
public sealed record SlicedRows : RowSource
{
    /// <summary>Cuts rows.</summary>
    /// <param name="input">The rows; they keep their variable.</param>
    /// <param name="order">A total order.</param>
    /// <param name="skip">Rows to pass over; null for none.</param>
    /// <param name="top">Most rows; null for all.</param>
    public SlicedRows(RowSource input, IReadOnlyList<OrderTerm> order, long? skip, long? top)
        : base(input.Rows) => (Input, Order, Skip, Top) = (input, order, skip, top);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>A total order.</summary>
    public IReadOnlyList<OrderTerm> Order { get; }

    /// <summary>Rows to pass over.</summary>
    public long? Skip { get; }

    /// <summary>Most rows.</summary>
    public long? Top { get; }
}

/// <summary>The input's rows, those that are the same in some values once.</summary>
public sealed record DistinctRows : RowSource
{
    /// <summary>Leaves out repetitions.</summary>
    /// <param name="input">The rows; they keep their variable.</param>
    /// <param name="values">What tells one row from another; null counts as a value.</param>
    public DistinctRows(RowSource input, IReadOnlyList<Expression> values)
        : base(input.Rows) => (Input, Values) = (input, values);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>What tells one row from another.</summary>
    public IReadOnlyList<Expression> Values { get; }
}

/// <summary>What a ranking keeps of the rows in its order.</summary>
public enum RankLimit
{
    /// <summary>So many rows.</summary>
    Count,

    /// <summary>The fewest rows whose values sum up to the amount.</summary>
    Sum,

    /// <summary>The fewest rows whose values sum up to so many per cent of all.</summary>
    Percent,
}

/// <summary>The input's rows with the highest or lowest values: `topcount`, `topsum`, `toppercent` and the three of the bottom.</summary>
public sealed record RankedRows : RowSource
{
    /// <summary>Ranks rows.</summary>
    /// <param name="input">The rows; they keep their variable.</param>
    /// <param name="limit">What is kept.</param>
    /// <param name="amount">How much, a value without rows.</param>
    /// <param name="order">A total order whose first term is what is ranked and summed.</param>
    public RankedRows(RowSource input, RankLimit limit, Expression amount, IReadOnlyList<OrderTerm> order)
        : base(input.Rows) => (Input, Limit, Amount, Order) = (input, limit, amount, order);

    /// <summary>The rows before.</summary>
    public RowSource Input { get; }

    /// <summary>What is kept.</summary>
    public RankLimit Limit { get; }

    /// <summary>How much.</summary>
    public Expression Amount { get; }

    /// <summary>A total order whose first term is what is ranked.</summary>
    public IReadOnlyList<OrderTerm> Order { get; }
}

/// <summary>Rows that are computed once and used in several places of <see cref="Body"/>, there as <see cref="GivenRows"/>.</summary>
public sealed record SharedRows : RowSource
{
    /// <summary>Shares rows.</summary>
    /// <param name="shared">What is computed once.</param>
    /// <param name="body">The result; keeps its variable.</param>
    public SharedRows(RowSource shared, RowSource body)
        : base(body.Rows) => (Shared, Body) = (shared, body);

    /// <summary>What is computed once.</summary>
    public RowSource Shared { get; }

    /// <summary>The result.</summary>
    public RowSource Body { get; }
}

/// <summary>A use of the rows that a <see cref="SharedRows"/> around computes once; where none is around, as in what is nested in its rows, they are computed here.</summary>
public sealed record GivenRows : RowSource
{
    /// <summary>Uses shared rows.</summary>
    /// <param name="shared">What is computed once: the same instance.</param>
    /// <param name="rows">Variable for this use, of the same type.</param>
    public GivenRows(RowSource shared, RowVariable rows)
        : base(rows) => Shared = shared;

    /// <summary>What is computed once.</summary>
    public RowSource Shared { get; }
}

/// <summary>One row without any column.</summary>
public sealed record OneRow : RowSource
{
    /// <summary>Makes a row.</summary>
    /// <param name="rows">Variable for it.</param>
    public OneRow(RowVariable rows)
        : base(rows)
    {
    }
}

/// <summary>Rows that depend on a variable, for which another row stands.</summary>
public sealed record ReboundRows : RowSource
{
    /// <summary>Lets a row stand for a variable.</summary>
    /// <param name="input">The rows; they keep their variable.</param>
    /// <param name="variable">A variable they depend on.</param>
    /// <param name="row">A row around with the same columns.</param>
    public ReboundRows(RowSource input, RowVariable variable, RowExpression row)
        : base(input.Rows) => (Input, Variable, Row) = (input, variable, row);

    /// <summary>The rows.</summary>
    public RowSource Input { get; }

    /// <summary>The variable.</summary>
    public RowVariable Variable { get; }

    /// <summary>What stands for it.</summary>
    public RowExpression Row { get; }
}

/// <summary>One collection behind the other: `concat(...)`.</summary>
public sealed record ConcatenatedRows : RowSource
{
    /// <summary>Puts rows together.</summary>
    /// <param name="parts">Each with all the columns: the same properties in the same order.</param>
    /// <param name="rows">Variable for the rows of all.</param>
    public ConcatenatedRows(IReadOnlyList<ConcatenatedPart> parts, RowVariable rows)
        : base(rows) => Parts = parts;

    /// <summary>The parts.</summary>
    public IReadOnlyList<ConcatenatedPart> Parts { get; }
}

/// <summary>A part of <see cref="ConcatenatedRows"/>.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">The columns; a null literal where this part has none.</param>
public sealed record ConcatenatedPart(RowSource Rows, IReadOnlyList<RowColumn> Columns);

/// <summary>Each row of the left with each row of the right, which may depend on it: transformations of each group, `join`.</summary>
public sealed record CrossedRows : RowSource
{
    /// <summary>Crosses rows.</summary>
    /// <param name="left">Rows around.</param>
    /// <param name="right">Rows for each of them, correlated with the left's variable.</param>
    /// <param name="keeps">Whose columns stay as they are.</param>
    /// <param name="isOuter">Whether a row of the left without one of the right stays.</param>
    /// <param name="columns">Further columns.</param>
    /// <param name="rows">Variable for the pairs.</param>
    public CrossedRows(RowSource left, RowSource right, KeptSide keeps, bool isOuter, IReadOnlyList<RowColumn> columns, RowVariable rows)
        : base(rows) => (Left, Right, Keeps, IsOuter, Columns) = (left, right, keeps, isOuter, columns);

    /// <summary>Rows around.</summary>
    public RowSource Left { get; }

    /// <summary>Rows for each of them.</summary>
    public RowSource Right { get; }

    /// <summary>Whose columns stay as they are.</summary>
    public KeptSide Keeps { get; }

    /// <summary>Whether a row of the left without one of the right stays.</summary>
    public bool IsOuter { get; }

    /// <summary>Further columns.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }
}

/// <summary>Whose columns stay in <see cref="CrossedRows"/>.</summary>
public enum KeptSide
{
    /// <summary>Nobody's: only the columns named.</summary>
    Neither,

    /// <summary>The left's.</summary>
    Left,

    /// <summary>The right's.</summary>
    Right,
}
