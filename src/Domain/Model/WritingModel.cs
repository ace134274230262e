namespace Kawasaki.Domain.Model;

/// <summary>What of a set may be written over HTTP.</summary>
/// <param name="Properties">The properties that a caller may give, the key among them.</param>
/// <param name="KnownBy">The properties by which a source system knows a row, unique where none of them is null; empty for none.</param>
/// <param name="AtLeastOneOf">Properties of which a row has at least one; empty for no such rule.</param>
/// <param name="NotWith">Rows that have a value here are facts of documents and read-only; null when every row may be written.</param>
/// <param name="KeyPrefix">What the keys of written rows begin with; empty for nothing.</param>
public sealed record WritingModel(
    IReadOnlyDictionary<PropertyModel, PropertyWriting> Properties,
    IReadOnlyList<PropertyModel> KnownBy,
    IReadOnlyList<PropertyModel> AtLeastOneOf,
    PropertyModel? NotWith,
    string KeyPrefix)
{
    /// <summary>What rows of each type of the set may be given: the set's own type and those derived from it.</summary>
    public required IReadOnlyDictionary<StructuredTypeModel, IReadOnlyList<PropertyWriting>> ByType { get; init; }

    /// <summary>How a property may be written; null when it is the service's own.</summary>
    /// <param name="property">A property of the set's type.</param>
    public PropertyWriting? Find(PropertyModel property) => Properties.GetValueOrDefault(property);
}

/// <summary>How a property may be written.</summary>
/// <param name="Property">The property.</param>
/// <param name="AtCreateOnly">Whether its value never changes.</param>
/// <param name="IsRequired">Whether every row must have a value, given by the caller.</param>
/// <param name="HasDefault">Whether the service finds a value where none is given.</param>
/// <param name="MaxLength">Most characters; null without a limit.</param>
/// <param name="Minimum">Smallest number; null without a limit.</param>
/// <param name="Maximum">Largest number; null without a limit.</param>
/// <param name="Only">The only value taken, and the default; null for no such limit.</param>
public sealed record PropertyWriting(
    PropertyModel Property, bool AtCreateOnly, bool IsRequired, bool HasDefault, int? MaxLength, decimal? Minimum, decimal? Maximum, string? Only);
