using System.Reflection;
using Kawasaki.Domain.Model;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>A table or view.</summary>
/// <param name="Schema">Its schema; null for the search path.</param>
/// <param name="Name">Its name, not quoted.</param>
internal sealed record TableName(string? Schema, string Name);

/// <summary>Where the rows of an entity type are.</summary>
/// <param name="Table">The table, shared by a type and those derived from it.</param>
/// <param name="Discriminator">What tells the rows of this type; null when every row of the table is of it.</param>
/// <param name="Revision">The column (`bigint`) that changes whenever the row does; null where rows have none.</param>
internal sealed record TypeStorage(TableName Table, DiscriminatorStorage? Discriminator, string? Revision = null)
{
    /// <summary>Whether it is a view: its rows are made of other tables', and have no history of their own.</summary>
    public bool IsView { get; init; }
}

/// <summary>The column that says which type a row is of.</summary>
/// <param name="Column">Its name.</param>
/// <param name="StoreType">Its PostgreSQL type.</param>
/// <param name="Values">For each concrete type: this one and those derived from it, the value of its rows.</param>
internal sealed record DiscriminatorStorage(string Column, string StoreType, IReadOnlyList<(StructuredTypeModel Type, object Value)> Values);

/// <summary>Where a structural property is kept; a closed family.</summary>
internal abstract record PropertyStorage
{
    private protected PropertyStorage(PropertyInfo member) => Member = member;

    /// <summary>The C# property.</summary>
    public PropertyInfo Member { get; }
}

/// <summary>A scalar or a collection of scalars in a column of its own.</summary>
/// <param name="Member">The C# property.</param>
/// <param name="Column">Name of the column, not quoted.</param>
/// <param name="StoreType">PostgreSQL type, such as `numeric` or `integer[]`; an enumeration is kept as number or name, as this says.</param>
internal sealed record ColumnStorage(PropertyInfo Member, string Column, string StoreType) : PropertyStorage(Member);

/// <summary>A complex value spread over columns of the owner's table.</summary>
/// <param name="Member">The C# property.</param>
/// <param name="Members">Where each property of the complex type is kept.</param>
internal sealed record SplitStorage(PropertyInfo Member, IReadOnlyDictionary<PropertyModel, PropertyStorage> Members) : PropertyStorage(Member);

/// <summary>A complex value, or a collection of them, in one `jsonb` column.</summary>
/// <param name="Member">The C# property.</param>
/// <param name="Column">Name of the column, not quoted.</param>
/// <param name="Members">Where each property of the complex type is kept inside an object.</param>
internal sealed record JsonStorage(PropertyInfo Member, string Column, IReadOnlyDictionary<PropertyModel, PropertyStorage> Members) : PropertyStorage(Member);

/// <summary>A value inside a JSON object.</summary>
/// <param name="Member">The C# property.</param>
/// <param name="Name">Name of the JSON member.</param>
/// <param name="StoreType">PostgreSQL type a scalar is cast to; `jsonb` for objects and arrays.</param>
/// <param name="Members">For a complex value or a collection of them: where its properties are; empty otherwise.</param>
internal sealed record JsonMemberStorage(PropertyInfo Member, string Name, string StoreType, IReadOnlyDictionary<PropertyModel, PropertyStorage> Members) : PropertyStorage(Member);

/// <summary>How a navigation is followed; a closed family.</summary>
internal abstract record NavigationStorage
{
    private protected NavigationStorage()
    {
    }
}

/// <summary>Over a foreign key, in either direction: all pairs are equal.</summary>
/// <param name="Columns">Own column and the column of the related table.</param>
internal sealed record DirectStorage(IReadOnlyList<ColumnPair> Columns) : NavigationStorage;

/// <summary>Over a table of links, many to many.</summary>
/// <param name="Link">The table of links.</param>
/// <param name="OwnToLink">Own column and column of the link.</param>
/// <param name="LinkToTarget">Column of the link and column of the related table.</param>
internal sealed record LinkStorage(TableName Link, IReadOnlyList<ColumnPair> OwnToLink, IReadOnlyList<ColumnPair> LinkToTarget) : NavigationStorage;

/// <summary>Over a foreign key of the related table, to the row with the largest values of some columns.</summary>
/// <param name="Columns">Own column and the column of the related table.</param>
/// <param name="Order">Columns of the related table that are never null, the most important first.</param>
/// <param name="Key">Its key.</param>
internal sealed record LatestStorage(IReadOnlyList<ColumnPair> Columns, IReadOnlyList<string> Order, IReadOnlyList<string> Key) : NavigationStorage;

/// <summary>Two columns that are equal in a join.</summary>
/// <param name="From">Column on the side the navigation starts.</param>
/// <param name="To">Column on the side it leads to.</param>
internal sealed record ColumnPair(string From, string To);
