namespace Kawasaki.Domain.Model;

/// <summary>A navigation property: from a row to a row, or to many rows, of another set.</summary>
public sealed class NavigationModel
{
    /// <summary>Published name, camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>Set the related rows are in.</summary>
    public required EntitySetModel Target { get; init; }

    /// <summary>True when it leads to many rows.</summary>
    public required bool IsCollection { get; init; }

    /// <summary>True when a single navigation may lead to no row.</summary>
    public required bool IsNullable { get; init; }

    /// <summary>Names for the reader.</summary>
    public required ModelText Text { get; init; }

    /// <summary>For a single navigation over a foreign key: pairs of own property and the target's key property; empty otherwise.</summary>
    public IReadOnlyList<(PropertyModel Own, PropertyModel Referenced)> Constraint { get; init; } = [];

    /// <summary>For a navigation that a question makes: properties of the row it leads to whose values stand in the row it starts at.</summary>
    public IReadOnlyDictionary<PropertyModel, PropertyModel> Beside { get; init; } = Nothing;

    /// <summary>For a navigation of a dynamic result that not every row has: the Boolean column that says whether this row does; null when every row does.</summary>
    public PropertyModel? Has { get; init; }

    /// <summary>Name of the navigation that leads back; null if none is published.</summary>
    public string? Partner { get; init; }

    private static Dictionary<PropertyModel, PropertyModel> Nothing { get; } = [];

    /// <summary>Whether the links are rows of their own, many to many; else one of both sides holds the key of the other.</summary>
    public bool IsManyToMany { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
