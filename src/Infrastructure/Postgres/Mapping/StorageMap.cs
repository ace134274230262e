using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Where the published model is kept: the only place that SQL takes the names of tables and columns from.</summary>
internal sealed class StorageMap(
    IReadOnlyDictionary<StructuredTypeModel, TypeStorage> types,
    IReadOnlyDictionary<StructuredTypeModel, Type> classes,
    IReadOnlyDictionary<PropertyModel, PropertyStorage> properties,
    IReadOnlyDictionary<NavigationModel, NavigationStorage> navigations)
{
    private readonly HashSet<TableName> views = [.. types.Values.Where(t => t.IsView).Select(t => t.Table)];

    /// <summary>True for a view.</summary>
    public bool IsView(TableName table) => views.Contains(table);

    /// <summary>Schema of the functions that give the rows of a table as of a moment, each with the table's name; null where none are kept.</summary>
    public string? PastSchema { get; init; }

    /// <summary>Where the rows of an entity type are.</summary>
    public TypeStorage Of(StructuredTypeModel type) => types[type];

    /// <summary>What tells the rows of a type, or of the one it was made from for a request; null when all rows of its table are of it.</summary>
    public DiscriminatorStorage? Discriminator(StructuredTypeModel type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (types.TryGetValue(known, out var storage))
            {
                return storage.Discriminator;
            }
        }

        return null;
    }

    /// <summary>The column with the revision of a type's rows; null where they have none, and for a type made for a request.</summary>
    public string? Revision(StructuredTypeModel type) => types.GetValueOrDefault(type)?.Revision;

    /// <summary>Where a property of an entity type is; for a property of a complex type ask the storage of the property that holds it.</summary>
    public PropertyStorage Of(PropertyModel property) => properties[property];

    /// <summary>How a navigation is followed.</summary>
    public NavigationStorage Of(NavigationModel navigation) => navigations[navigation];

    /// <summary>True for a type of the model; false for one that a question makes.</summary>
    public bool Holds(StructuredTypeModel type) => types.ContainsKey(type);

    /// <summary>True for a property that is kept; false for one that a question makes.</summary>
    public bool Holds(PropertyModel property) => properties.ContainsKey(property);

    /// <summary>True for a navigation of the model; false for one that a question makes.</summary>
    public bool Holds(NavigationModel navigation) => navigations.ContainsKey(navigation);

    /// <summary>The column of a scalar property of an entity type.</summary>
    public ColumnStorage Column(PropertyModel property) => (ColumnStorage)properties[property];

    /// <summary>The column of a scalar property; null for a property that a question makes.</summary>
    public ColumnStorage? ColumnOf(PropertyModel property) => (ColumnStorage?)properties.GetValueOrDefault(property);

    /// <summary>The C# class of a type.</summary>
    public Type Class(StructuredTypeModel type) => classes[type];
}
