using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>What the path of a changing request leads to; a closed family, matched by switch.</summary>
/// <param name="Set">The set whose rows change.</param>
internal abstract record WriteTarget(EntitySetModel Set)
{
    /// <summary>Type of the rows: the set's, or the one that the path casts to.</summary>
    public StructuredTypeModel Type { get; init; } = Set.Type;
}

/// <summary>A set, or the rows that one row leads to.</summary>
/// <param name="Set">The set.</param>
/// <param name="Link">For the rows of a row: the property of theirs that refers to it, with its key; null for the whole set.</param>
internal sealed record SetTarget(EntitySetModel Set, (PropertyModel Property, Literal Key)? Link) : WriteTarget(Set);

/// <summary>One row.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Key">Its key.</param>
internal sealed record RowTarget(EntitySetModel Set, IReadOnlyList<Literal> Key) : WriteTarget(Set);

/// <summary>One property of a row.</summary>
/// <param name="Set">The row's set.</param>
/// <param name="Key">Its key.</param>
/// <param name="Property">The property.</param>
/// <param name="IsRaw">True for its plain text, `/$value`.</param>
internal sealed record PropertyTarget(EntitySetModel Set, IReadOnlyList<Literal> Key, PropertyModel Property, bool IsRaw) : WriteTarget(Set)
{
    /// <summary>The complex properties that it stands in, from the row on; empty for a property of the row itself.</summary>
    public IReadOnlyList<PropertyModel> Path { get; init; } = [];

    /// <summary>Whether a complex value takes the place of the one before, and not only the members it says.</summary>
    public bool IsReplaced { get; init; }
}

/// <summary>The link from a row to another, `/$ref`; it is kept in the row that refers.</summary>
/// <param name="Set">Set of the row that refers.</param>
/// <param name="Property">Its property with the key of the other.</param>
/// <param name="Key">Key of the row that refers; null where the body or `$id` names it.</param>
/// <param name="Referred">Key of the other; null where the body names it.</param>
/// <param name="Other">Set of the other.</param>
internal sealed record LinkTarget(EntitySetModel Set, PropertyModel Property, IReadOnlyList<Literal>? Key, Literal? Referred, EntitySetModel Other) : WriteTarget(Set);

/// <summary>The links from a row to others, `/$ref`, where links are rows of their own.</summary>
/// <param name="Set">Set of the row.</param>
/// <param name="Key">Its key.</param>
/// <param name="Navigation">The navigation.</param>
/// <param name="Other">Key of the one other row; null where the body or `$id` names it.</param>
internal sealed record ManyLinkTarget(EntitySetModel Set, IReadOnlyList<Literal> Key, NavigationModel Navigation, IReadOnlyList<Literal>? Other) : WriteTarget(Set);

/// <summary>Each member of a collection, `/$each`.</summary>
/// <param name="Set">Set of the members.</param>
/// <param name="Rows">Which rows they are.</param>
internal sealed record EachTarget(EntitySetModel Set, RowSource Rows) : WriteTarget(Set);
