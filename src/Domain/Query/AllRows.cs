using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>The rows of every set, set after set: `$all`. What it asks stands in its parts; only the outermost rows of a question can be of this kind.</summary>
public sealed record AllRows : RowSource
{
    /// <summary>Puts the rows of sets behind each other.</summary>
    /// <param name="parts">The sets, in the order of their places.</param>
    /// <param name="rows">A row of any of them; conditions in a part may use it, cast to a type.</param>
    public AllRows(IReadOnlyList<AllPart> parts, RowVariable rows)
        : base(rows) => Parts = parts;

    /// <summary>The sets.</summary>
    public IReadOnlyList<AllPart> Parts { get; }
}

/// <summary>The rows of one set among those of all.</summary>
/// <param name="Place">Where the set stands in the service, from 0: comes before the key in the order of all rows.</param>
/// <param name="Set">The set.</param>
/// <param name="Query">Its rows in the order of the key, without limits.</param>
public sealed record AllPart(int Place, EntitySetModel Set, RowQuery Query);

/// <summary>True for the rows behind another in the order of the key, which no row compares by null.</summary>
public sealed record KeyAfter : Expression
{
    /// <summary>Continues after a row.</summary>
    /// <param name="row">The row; it has a key.</param>
    /// <param name="key">Text of the key after which to go on, as the store gave it.</param>
    public KeyAfter(RowVariable row, Literal key)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Row, Key) = (row, key);

    /// <summary>The row.</summary>
    public RowVariable Row { get; }

    /// <summary>Text of the key.</summary>
    public Literal Key { get; }
}
