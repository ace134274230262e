namespace Kawasaki.Domain.Model;

/// <summary>Marks what a set's `$search` looks in: a text property, or a single navigation whose own searched properties count as this row's.</summary>
/// <remarks>Each searched property needs its index `using gin (plan.search_grams(...))` in a migration script; a test compares both.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SearchedAttribute : Attribute
{
    /// <summary>How much a match counts in the rank, from 1; a name counts more than other text. Of no meaning on a navigation.</summary>
    public int Weight { get; init; } = 1;
}
