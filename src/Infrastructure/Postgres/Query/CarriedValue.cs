using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>A complex value, or a collection of them, in the columns that a step gives: each plain value in one of its own, each collection of objects in one of `jsonb`.</summary>
internal sealed class CarriedValue
{
    private readonly string present;
    private readonly StructuredTypeModel? type;
    private readonly Dictionary<PropertyModel, string> values = [];
    private readonly Dictionary<PropertyModel, CarriedValue> inner = [];

    /// <summary>Names the columns.</summary>
    /// <param name="property">The complex value or collection.</param>
    /// <param name="context">The statement.</param>
    /// <param name="depth">How many complex values stand around.</param>
    public CarriedValue(TypeReference property, SqlContext context, int depth = 0)
    {
        present = context.NextAlias('k');
        if (property.IsCollection)
        {
            return;
        }

        type = depth > StoredValues.MaxDepth ? throw new InvalidOperationException($"{property} nests too deep.") : property.Structured!;
        foreach (var member in type.Properties)
        {
            if (member.Type.Structured is null)
            {
                values.Add(member, context.NextAlias('k'));
            }
            else
            {
                inner.Add(member, new CarriedValue(member.Type, context, depth + 1));
            }
        }
    }

    /// <summary>For a collection: where the properties of its members are; empty until a step has given one.</summary>
    public IReadOnlyDictionary<PropertyModel, PropertyStorage> Members { get; private set; } = new Dictionary<PropertyModel, PropertyStorage>();

    /// <summary>Says whether there is a value, or for a collection holds it.</summary>
    public string Present => present;

    /// <summary>Column of a plain member.</summary>
    public string Value(PropertyModel member) => values[member];

    /// <summary>A complex member.</summary>
    public CarriedValue Inner(PropertyModel member) => inner[member];

    /// <summary>The columns of a property of a row; of nulls where there is no row.</summary>
    /// <param name="row">The row that holds it; null for none.</param>
    /// <param name="property">The property.</param>
    public IEnumerable<(string Sql, string Name)> Columns(RowBinding? row, PropertyModel property)
    {
        if (type is null)
        {
            var elements = row?.Elements(property);
            Members = elements?.Members ?? Members;
            return [(elements?.Sql ?? "cast(null as jsonb)", present)];
        }

        var value = row?.Complex(property);
        return
        [
            (value is null ? "false" : value.IsPresent ?? "true", present),
            .. values.Select(v => (value?.Value(v.Key) ?? $"cast(null as {SqlTypes.Name(v.Key.Type)})", v.Value)),
            .. inner.SelectMany(i => i.Value.Columns(value, i.Key)),
        ];
    }
}

/// <summary>A complex value in the columns that a step has given.</summary>
/// <param name="row">The step's row.</param>
/// <param name="carried">The columns.</param>
internal sealed class CarriedRow(RowBinding row, CarriedValue carried) : RowBinding
{
    /// <inheritdoc/>
    public override string? IsPresent => row.Column(carried.Present);

    /// <inheritdoc/>
    public override string Star => throw new InvalidOperationException("Only a row of a table has columns to list.");

    /// <inheritdoc/>
    public override string Column(string name) => row.Column(name);

    /// <inheritdoc/>
    public override RowBinding Related(NavigationModel navigation) => throw new InvalidOperationException($"A complex value has no navigation {navigation}.");

    /// <inheritdoc/>
    public override string Value(PropertyModel property) => row.Column(carried.Value(property));

    /// <inheritdoc/>
    public override RowBinding Complex(PropertyModel property) => new CarriedRow(row, carried.Inner(property));

    /// <inheritdoc/>
    public override StoredElements Elements(PropertyModel property) => property.Type.Structured is null ? new StoredElements(Value(property), null)
        : new StoredElements(row.Column(carried.Inner(property).Present), carried.Inner(property).Members);
}
