namespace Kawasaki.Domain.Model;

/// <summary>An entity type or a complex type.</summary>
/// <remarks>
/// Shape: properties and navigations include those inherited, base type first, in the order of `$metadata`.
/// Compared by reference: a type is built once per model.
/// </remarks>
public sealed class StructuredTypeModel
{
    private Dictionary<string, PropertyModel> propertiesByName = [];
    private Dictionary<string, NavigationModel> navigationsByName = [];

    /// <summary>Unqualified name, PascalCase.</summary>
    public required string Name { get; init; }

    /// <summary>True for an entity type, false for a complex type.</summary>
    public required bool IsEntity { get; init; }

    /// <summary>True when no row is of exactly this type.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>True for an object of a dynamic result whose members are columns of the row itself.</summary>
    public bool IsSpread { get; init; }

    /// <summary>For an object of a dynamic result that may be null: the Boolean column that is true where it is there; null where it always is.</summary>
    public PropertyModel? Exists { get; init; }

    /// <summary>For columns of a dynamic result that not every row has: the Boolean column that says whether this row does.</summary>
    public IReadOnlyDictionary<PropertyModel, PropertyModel> Presence { get; init; } = Always;

    /// <summary>Every row has every column.</summary>
    public static IReadOnlyDictionary<PropertyModel, PropertyModel> Always { get; } = new Dictionary<PropertyModel, PropertyModel>();

    /// <summary>True for the type of the rows of `$crossjoin`, made for one request: a navigation for each set and no property.</summary>
    public bool IsCombination { get; init; }

    /// <summary>True for Edm.EntityType, made for one request: every entity type derives from it, and it has no member.</summary>
    public bool IsAnyEntity { get; init; }

    /// <summary>True for the type of the members of a collection of plain values, made for one request: its one property is the value itself.</summary>
    public bool IsValue { get; init; }

    /// <summary>The type this one derives from; null if none.</summary>
    public StructuredTypeModel? BaseType { get; init; }

    /// <summary>For the type of rows that a step has added something to: the type before; null for all others.</summary>
    public StructuredTypeModel? Widens { get; init; }

    /// <summary>The type itself, or for rows that steps have added something to the type they had at first.</summary>
    public StructuredTypeModel Declared
    {
        get
        {
            var type = this;
            while (type.Widens is { } before)
            {
                type = before;
            }

            return type;
        }
    }

    /// <summary>Names and description for the reader.</summary>
    public required ModelText Text { get; init; }

    /// <summary>Structural properties.</summary>
    public IReadOnlyList<PropertyModel> Properties { get; private set; } = [];

    /// <summary>Navigation properties; empty until the whole model is linked.</summary>
    public IReadOnlyList<NavigationModel> Navigations { get; private set; } = [];

    /// <summary>Key properties, in key order; of the rows that a function gives what tells them apart; empty for all other complex types.</summary>
    public IReadOnlyList<PropertyModel> Key { get; private set; } = [];

    /// <summary>Where `$search` looks, best place first; empty when rows of this type cannot be searched.</summary>
    public IReadOnlyList<SearchedProperty> Searched { get; private set; } = [];

    /// <summary>Sets the members; called once by the model's builder, since types refer to each other.</summary>
    /// <param name="properties">All structural properties, inherited ones first.</param>
    /// <param name="navigations">All navigation properties, inherited ones first.</param>
    /// <param name="key">Key properties, members of <paramref name="properties"/>.</param>
    public void Link(IReadOnlyList<PropertyModel> properties, IReadOnlyList<NavigationModel> navigations, IReadOnlyList<PropertyModel> key)
    {
        Properties = properties;
        Navigations = navigations;
        Key = key;
        propertiesByName = properties.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        navigationsByName = navigations.ToDictionary(n => n.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Sets what is searched; called once by the model's builder, after every type has its members.</summary>
    /// <param name="searched">Where `$search` looks.</param>
    public void LinkSearch(IReadOnlyList<SearchedProperty> searched) => Searched = searched;

    /// <summary>The structural property of that name, without regard to case; null if there is none.</summary>
    /// <param name="name">Name as in the URL.</param>
    public PropertyModel? FindProperty(string name) => propertiesByName.GetValueOrDefault(name);

    /// <summary>The navigation property of that name, without regard to case; null if there is none.</summary>
    /// <param name="name">Name as in the URL.</param>
    public NavigationModel? FindNavigation(string name) => navigationsByName.GetValueOrDefault(name);

    /// <summary>True when a value of this type is also one of <paramref name="other"/>.</summary>
    /// <param name="other">The type asked about.</param>
    public bool IsOrDerivesFrom(StructuredTypeModel other)
    {
        if (other.IsAnyEntity && IsEntity)
        {
            return true;
        }

        for (var type = this; type is not null; type = type.BaseType)
        {
            if (ReferenceEquals(type, other))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
