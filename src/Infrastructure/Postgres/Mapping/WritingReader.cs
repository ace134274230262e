using System.Globalization;
using System.Reflection;
using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Reads from the attributes of a class what of its set may be written.</summary>
/// <param name="properties">Published properties by declaring type and C# name.</param>
internal sealed class WritingReader(IReadOnlyDictionary<(StructuredTypeModel, string), PropertyModel> properties)
{
    /// <summary>What may be written; null for a set that nobody writes over HTTP.</summary>
    public WritingModel? Read(IEntityType entity, StructuredTypeModel type)
    {
        if (entity.ClrType.GetCustomAttribute<WritableSetAttribute>(inherit: false) is not { } set)
        {
            return null;
        }

        var writable = entity.GetProperties()
            .Where(p => p.PropertyInfo?.IsDefined(typeof(WritableAttribute)) == true)
            .Select(p => Property(Of(p.Name), p.PropertyInfo!.GetCustomAttribute<WritableAttribute>()!))
            .ToDictionary(w => w.Property);
        return new WritingModel(
            writable, [.. set.KnownBy.Select(Of)], [.. set.AtLeastOneOf.Select(Of)], set.NotWith is { } mark ? Of(mark) : null, set.KeyPrefix);

        PropertyModel Of(string name)
        {
            for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
            {
                if (properties.TryGetValue((declaring, name), out var property))
                {
                    return property;
                }
            }

            throw new InvalidOperationException($"{entity.DisplayName()} publishes no {name}.");
        }
    }

    private static PropertyWriting Property(PropertyModel property, WritableAttribute writable) => new(
        property,
        writable.AtCreateOnly,
        IsRequired: !writable.HasDefault && writable.Only is null && (writable.IsRequired || !property.Type.IsNullable),
        HasDefault: writable.HasDefault || writable.Only is not null,
        writable.MaxLength > 0 ? writable.MaxLength : null,
        Limit(writable.Minimum),
        Limit(writable.Maximum),
        writable.Only);

    private static decimal? Limit(double limit) => double.IsNaN(limit) ? null : Convert.ToDecimal(limit, CultureInfo.InvariantCulture);
}
