namespace Kawasaki.Domain.Model;

/// <summary>A place where `$search` looks for its words.</summary>
/// <param name="Via">The single navigation that leads to the property's row; null when it is a property of the row itself.</param>
/// <param name="Property">A text property.</param>
/// <param name="Weight">How much a match counts in the rank, from 1.</param>
public sealed record SearchedProperty(NavigationModel? Via, PropertyModel Property, int Weight);
