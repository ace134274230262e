using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>Where the values of a row stand.</summary>
/// <param name="Values">The shape's properties, then its computed columns, in their order.</param>
/// <param name="Expansions">The shape's expansions, in their order.</param>
/// <param name="Key">The row's key, in key order, also when it was not selected: for ids and links.</param>
/// <param name="TypeName">Column (text) with the unqualified name of the row's type where it is not the declared one, else null; null when no row can have another.</param>
/// <param name="Revision">Column (Int64) with the row's revision, for its ETag; null where rows have none.</param>
public sealed record RowLayout(IReadOnlyList<ValueColumn> Values, IReadOnlyList<ExpansionColumns> Expansions, IReadOnlyList<ValueColumn> Key, int? TypeName = null, int? Revision = null)
{
    /// <summary>Column (text) with the whole row as ready JSON, where rows of several sets stand beside each other; null when a row is its values.</summary>
    public int? Json { get; init; }

    /// <summary>Nothing but a number.</summary>
    public static RowLayout Empty { get; } = new([], [], []);
}

/// <summary>One value of a row.</summary>
/// <param name="Name">Published name or alias.</param>
/// <param name="Type">Its type.</param>
/// <param name="Property">The property; null for a computed column.</param>
/// <param name="Ordinal">Column, from 0; two values may share one.</param>
/// <param name="Form">How it is read.</param>
/// <param name="Presence">Column (Boolean) that is true when the row has the value at all; null when every row does.</param>
public sealed record ValueColumn(string Name, TypeReference Type, PropertyModel? Property, int Ordinal, ValueForm Form, int? Presence = null);

/// <summary>How a value is read.</summary>
public enum ValueForm
{
    /// <summary>By the getter of its type; may be null.</summary>
    Native,

    /// <summary>
    /// As ready JSON by <see cref="RowReader.CopyUtf8"/>, in the form <see cref="RowFormat"/> asks for: collections (never null),
    /// durations, computed decimals. A null column is the JSON null.
    /// </summary>
    Json,
}

/// <summary>An expanded navigation of a row.</summary>
/// <param name="Expansion">What was asked for.</param>
/// <param name="Json">Column of ready JSON: an object or null, an array; null when only the number is asked for.</param>
/// <param name="Count">Column (Int64) of the number of related rows; null unless asked for.</param>
/// <param name="HasMore">Column (Boolean) that is true when the array was cut at <see cref="Expansion.PageRows"/>; null when it cannot be.</param>
/// <param name="Presence">Column (Boolean) that is true when the row has the navigation at all; null when every row does.</param>
public sealed record ExpansionColumns(Expansion Expansion, int? Json, int? Count, int? HasMore, int? Presence = null);
