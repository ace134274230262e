using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>What is written of each row.</summary>
/// <param name="Properties">Structural properties, in the order of the model.</param>
/// <param name="Computed">Computed columns, in the order asked for.</param>
/// <param name="Expansions">Expanded navigations, in the order asked for.</param>
/// <param name="IsEverything">True when no `$select` narrowed the properties (the context URL differs).</param>
/// <param name="Links">Navigations selected by name, in the order of the model: only their links are written, where links are.</param>
public sealed record Shape(
    IReadOnlyList<PropertyModel> Properties,
    IReadOnlyList<ComputedColumn> Computed,
    IReadOnlyList<Expansion> Expansions,
    bool IsEverything,
    IReadOnlyList<NavigationModel>? Links = null)
{
    /// <summary>Properties of derived types: written of the rows that have them, and left out of the others.</summary>
    public IReadOnlyList<DerivedProperty> Derived { get; init; } = [];

    /// <summary>Complex values and collections of which less than everything is written, or in another order; they are not among the properties.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];
}

/// <summary>A property that only rows of a derived type have.</summary>
/// <param name="Type">The type, derived from that of the rows.</param>
/// <param name="Property">A property of it.</param>
public sealed record DerivedProperty(StructuredTypeModel Type, PropertyModel Property);

/// <summary>A part of a complex value, or of a collection that a row holds.</summary>
/// <param name="Owner">The row that holds it.</param>
/// <param name="Property">The complex or collection property.</param>
/// <param name="Shape">For one complex value: what is written of it; null for a collection.</param>
/// <param name="Elements">For a collection: which members in which order and shape, beginning with <see cref="ElementRows"/>; null for one value.</param>
public sealed record Part(RowExpression Owner, PropertyModel Property, Shape? Shape, RowQuery? Elements)
{
    /// <summary>The derived type whose rows have the part; null when all rows have it.</summary>
    public StructuredTypeModel? OnlyOf { get; init; }
}

/// <summary>A column that the question itself defines (`$compute`).</summary>
/// <param name="Name">Its alias.</param>
/// <param name="Value">Its value, on the row's variable.</param>
public sealed record ComputedColumn(string Name, Expression Value);

/// <summary>A navigation written inside its row.</summary>
/// <param name="Navigation">Which.</param>
/// <param name="Kind">Rows, references or only their number.</param>
/// <param name="Query">The related rows: its source begins with <see cref="RelatedRows"/> of the row around.</param>
/// <param name="PageRows">Most rows in one answer; null for no limit. Rows beyond it are announced by a next link, never cut in silence.</param>
/// <param name="NextOptions">
/// Query options, percent-encoded and without `?`, that continue a collection cut at <paramref name="PageRows"/>; appended to the URL of the
/// navigation by whoever writes the next link. Null when there is no <paramref name="PageRows"/>, and when no URL can continue the collection:
/// more rows are then <see cref="Errors.ErrorCode.TooComplex"/>.
/// </param>
public sealed record Expansion(NavigationModel Navigation, ExpansionKind Kind, RowQuery Query, int? PageRows = null, string? NextOptions = null)
{
    /// <summary>The moment as of which the related rows, and all inside of them, are read; null for that of the rows around.</summary>
    public Expression? At { get; init; }

    /// <summary>The derived type whose rows have the navigation; null when all rows have it.</summary>
    public StructuredTypeModel? OnlyOf { get; init; }
}

/// <summary>What of the related rows is written.</summary>
public enum ExpansionKind
{
    /// <summary>The rows.</summary>
    Rows,

    /// <summary>Their identifiers: `$expand=x/$ref`.</summary>
    References,

    /// <summary>Their number: `$expand=x/$count`.</summary>
    Count,
}
