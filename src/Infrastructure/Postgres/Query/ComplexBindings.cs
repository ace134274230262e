using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A stored collection.</summary>
/// <param name="Sql">An array, or `jsonb` that holds one.</param>
/// <param name="Members">For complex members: where their properties are inside an object; null for plain members, which come as an array.</param>
internal sealed record StoredElements(string Sql, IReadOnlyDictionary<PropertyModel, PropertyStorage>? Members);

/// <summary>A complex value spread over columns of a table, or the stored properties of the table's row itself.</summary>
/// <param name="owner">The row of the table.</param>
/// <param name="storage">Where each property is kept.</param>
/// <param name="isPresent">Condition that there is a value; null when there always is.</param>
internal sealed class SplitRow(RowBinding owner, Func<PropertyModel, PropertyStorage> storage, string? isPresent = null) : RowBinding
{
    /// <inheritdoc/>
    public override string? IsPresent => isPresent;

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("Only a row of a table has columns to list.");

    /// <inheritdoc/>
    public override string Column(string name) => owner.Column(name);

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => throw new InvalidOperationException($"A complex value has no navigation {navigation}.");

    /// <inheritdoc/>
    public override string Value(PropertyModel property)
    {
        var column = (ColumnStorage)storage(property);
        return StoredValues.OfColumn(owner.Column(column.Column), property.Type, column.StoreType);
    }

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => storage(property) switch
    {
        SplitStorage split => new SplitRow(owner, p => split.Members[p], property.Type.IsNullable ? $"(num_nonnulls({string.Join(", ", Columns(split, 0))}) > 0)" : null),
        JsonStorage json => new JsonRow($"({owner.Column(json.Column)})::jsonb", json.Members, place: null, property.Type.IsNullable),
        var other => throw new InvalidOperationException($"{other.GetType().Name} holds no complex value."),
    };

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => storage(property) switch
    {
        ColumnStorage => new StoredElements(Value(property), null),
        JsonStorage json => new StoredElements($"({owner.Column(json.Column)})::jsonb", json.Members),
        var other => throw new InvalidOperationException($"{other.GetType().Name} holds no collection."),
    };

    // A complex value is null when everything in it is (EF Core's rule for optional values that share the table).
    private IEnumerable<string> Columns(SplitStorage split, int depth) => depth > StoredValues.MaxDepth
        ? throw new InvalidOperationException($"{split.Member.Name} nests too deep.")
        : split.Members.Values.SelectMany(m => m switch
        {
            ColumnStorage column => [owner.Column(column.Column)],
            JsonStorage json => [owner.Column(json.Column)],
            SplitStorage inner => Columns(inner, depth + 1),
            _ => throw new InvalidOperationException($"{m.GetType().Name} is no column."),
        });
}

/// <summary>A complex value inside `jsonb`.</summary>
/// <param name="sql">The object.</param>
/// <param name="members">Where each property is inside of it.</param>
/// <param name="place">Its place in a collection; null when it is in none.</param>
/// <param name="isNullable">Whether it may be null.</param>
internal sealed class JsonRow(string sql, IReadOnlyDictionary<PropertyModel, PropertyStorage> members, string? place, bool isNullable) : RowBinding
{
    /// <inheritdoc/>
    public override string? IsPresent => isNullable ? $"(jsonb_typeof({sql}) = 'object')" : null;

    /// <inheritdoc/>
    public override string Place => place ?? base.Place;

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("Only a row of a table has columns to list.");

    /// <inheritdoc/>
    public override string Column(string name) => throw new InvalidOperationException($"A JSON object has no column {name}.");

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => throw new InvalidOperationException($"A JSON object has no navigation {navigation}.");

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => StoredValues.OfJson(sql, SqlNames.Constant(Member(property).Name), property.Type);

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) =>
        new JsonRow($"({sql} -> {SqlNames.Constant(Member(property).Name)})", Member(property).Members, place: null, property.Type.IsNullable);

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => property.Type.Structured is null
        ? new StoredElements(Value(property), null)
        : new StoredElements($"({sql} -> {SqlNames.Constant(Member(property).Name)})", Member(property).Members);

    private JsonMemberStorage Member(PropertyModel property) => (JsonMemberStorage)members[property];
}

/// <summary>A member of a collection of plain values.</summary>
/// <param name="sql">The value.</param>
/// <param name="place">Its place in the collection.</param>
internal sealed class PlainRow(string sql, string place) : RowBinding
{
    /// <inheritdoc/>
    public override string Place => place;

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("Only a row of a table has columns to list.");

    /// <inheritdoc/>
    public override string Column(string name) => throw new InvalidOperationException($"A plain value has no column {name}.");

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => throw new InvalidOperationException($"A plain value has no navigation {navigation}.");

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => sql;

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => throw new InvalidOperationException($"A plain value has no member {property}.");

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => throw new InvalidOperationException($"A plain value has no member {property}.");
}

/// <summary>A row that is only looked at when a condition holds, and else is null: a cast to a derived type.</summary>
/// <param name="inner">The row.</param>
/// <param name="condition">The condition.</param>
internal sealed class GuardedRow(RowBinding inner, string condition) : RowBinding
{
    /// <inheritdoc/>
    public override string? IsPresent => inner.IsPresent is { } also ? $"({condition} and {also})" : condition;

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("Only a row of a table has columns to list.");

    /// <inheritdoc/>
    public override string Column(string name) => Guard(inner.Column(name));

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => new GuardedRow(inner.Related(navigation), condition);

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => Guard(inner.Value(property));

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => new GuardedRow(inner.Complex(property), condition);

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property)
    {
        var elements = inner.Elements(property);
        return elements with { Sql = Guard(elements.Sql) };
    }

    private string Guard(string sql) => $"(case when {condition} then {sql} end)";
}
