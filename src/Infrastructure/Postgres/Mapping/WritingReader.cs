using System.Globalization;
using System.Reflection;
using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Reads from the attributes of a class what of its set may be written.</summary>
/// <param name="properties">Published properties by declaring type and C# name.</param>
/// <param name="types">Published types of the entity types.</param>
internal sealed class WritingReader(IReadOnlyDictionary<(StructuredTypeModel, string), PropertyModel> properties, IReadOnlyDictionary<IEntityType, StructuredTypeModel> types)
{
    /// <summary>What may be written; null for a set that nobody writes over HTTP.</summary>
    public WritingModel? Read(IEntityType entity, StructuredTypeModel type)
    {
        if (entity.ClrType.GetCustomAttribute<WritableSetAttribute>(inherit: false) is not { } set)
        {
            return null;
        }

        var byType = entity.GetDerivedTypesInclusive().ToDictionary(e => types[e], e => (IReadOnlyList<PropertyWriting>)[.. Members(e).Select(m => Writing(types[e], m))]);
        var writable = byType.Values.SelectMany(w => w).DistinctBy(w => w.Property).ToDictionary(w => w.Property);
        return new WritingModel(
            writable, [.. set.KnownBy.Select(Of)], [.. set.AtLeastOneOf.Select(Of)], set.NotWith is { } mark ? Of(mark) : null, set.KeyPrefix)
        {
            ByType = byType.ToDictionary(t => t.Key, t => (IReadOnlyList<PropertyWriting>)[.. t.Value.Select(w => writable[w.Property])]),
        };

        PropertyWriting Writing(StructuredTypeModel of, PropertyInfo member) => Property(Find(of, member.Name), member.GetCustomAttribute<WritableAttribute>()!);

        PropertyModel Of(string name) => Find(type, name);

        PropertyModel Find(StructuredTypeModel of, string name)
        {
            for (var declaring = of; declaring is not null; declaring = declaring.BaseType)
            {
                if (properties.TryGetValue((declaring, name), out var property))
                {
                    return property;
                }
            }

            throw new InvalidOperationException($"{entity.DisplayName()} publishes no {name}.");
        }
    }

    // Plain values first, then complex ones, each in the order of the mapping.
    private static IEnumerable<PropertyInfo> Members(IEntityType entity) =>
        entity.GetProperties().Select(p => p.PropertyInfo).Concat(entity.GetComplexProperties().Select(p => p.PropertyInfo))
            .OfType<PropertyInfo>().Where(p => p.IsDefined(typeof(WritableAttribute)));

    private static PropertyWriting Property(PropertyModel property, WritableAttribute writable) => new(
        property,
        writable.AtCreateOnly,
        IsRequired: !writable.HasDefault && writable.Only is null && (writable.IsRequired || property.Type is { IsNullable: false, IsCollection: false }),
        HasDefault: writable.HasDefault || writable.Only is not null,
        writable.MaxLength > 0 ? writable.MaxLength : null,
        Limit(writable.Minimum),
        Limit(writable.Maximum),
        writable.Only);

    private static decimal? Limit(double limit) => double.IsNaN(limit) ? null : Convert.ToDecimal(limit, CultureInfo.InvariantCulture);
}
