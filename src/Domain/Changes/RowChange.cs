using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Domain.Changes;

/// <summary>One validated change of one row, the waist between every way of writing and the database.</summary>
/// <remarks>Names, types, ranges and who may write what are checked before; what only the database can tell is the store's part.</remarks>
/// <param name="Kind">What is done.</param>
/// <param name="Set">Set of the row.</param>
/// <param name="Key">Key of the row: one value for each key property, in key order. Made by the service where the caller may leave it out.</param>
/// <param name="Values">What the row's properties become; those not named keep their value (update) or take their default (create, replace).</param>
/// <param name="Links">Rows that are linked or unlinked over navigations whose links are rows of their own; empty for none.</param>
/// <param name="Precondition">What must be true of the stored row.</param>
/// <param name="Target">Where the request states this change, for problems: empty for a single change, `value/17` for a row of a bulk change.</param>
public sealed record RowChange(
    ChangeKind Kind,
    EntitySetModel Set,
    IReadOnlyList<Literal> Key,
    IReadOnlyDictionary<PropertyModel, Literal> Values,
    IReadOnlyList<LinkChange> Links,
    Precondition Precondition,
    string Target = "")
{
    /// <summary>Values that are the service's own and that the caller said all the same: it may repeat what it read, and not say another.</summary>
    public IReadOnlyDictionary<PropertyModel, Literal> Claims { get; init; } = NoClaims;

    private static readonly Dictionary<PropertyModel, Literal> NoClaims = [];

    /// <summary>Type of the row: the set's, or one derived from it. A row that exists is of this type or one derived from it.</summary>
    public StructuredTypeModel Type { get; init; } = Set.Type;

    /// <summary>False when the service made the key: the row may then stand under another.</summary>
    public bool IsKeyGiven { get; init; } = true;
}

/// <summary>What a change does to its row.</summary>
public enum ChangeKind
{
    /// <summary>Makes a row that does not exist.</summary>
    Create,

    /// <summary>Changes the named values of a row that exists.</summary>
    Update,

    /// <summary>Changes every writable value of a row that exists.</summary>
    Replace,

    /// <summary>Updates the row if it exists, else makes it.</summary>
    Upsert,

    /// <summary>Replaces the row if it exists, else makes it.</summary>
    ReplaceOrCreate,

    /// <summary>Removes a row that exists.</summary>
    Delete,
}

/// <summary>A link between two rows over a table of links, added or removed.</summary>
/// <param name="Navigation">The navigation from the changed row.</param>
/// <param name="TargetKey">Key of the row at the other end.</param>
/// <param name="IsAdded">True to link, false to unlink.</param>
public sealed record LinkChange(NavigationModel Navigation, IReadOnlyList<Literal> TargetKey, bool IsAdded);
