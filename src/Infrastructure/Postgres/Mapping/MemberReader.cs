using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Reads one structural property of an EF Core type: what is published of it and where it is kept.</summary>
/// <param name="scalars">Edm types of scalars.</param>
/// <param name="complexType">The published form of a complex type.</param>
/// <param name="complexProperty">The published form of a complex type's property.</param>
/// <param name="table">The owner's table; null where only the published form is asked for.</param>
internal sealed class MemberReader(
    ModelTypes scalars,
    Func<IComplexType, StructuredTypeModel> complexType,
    Func<IComplexType, string, PropertyModel> complexProperty,
    StoreObjectIdentifier? table)
{
    private const string Json = "jsonb";

    /// <summary>The published form of a scalar or of a collection of scalars.</summary>
    public PropertyModel Property(IProperty property)
    {
        var element = property.IsPrimitiveCollection ? property.GetElementType() : null;
        var type = element is null
            ? scalars.Scalar(property.ClrType, property.IsNullable)
            : scalars.Scalar(element.ClrType, element.IsNullable) with { IsCollection = true };
        var vocabulary = Nullable.GetUnderlyingType(element?.ClrType ?? property.ClrType) ?? element?.ClrType ?? property.ClrType;
        return new PropertyModel
        {
            Name = PublishedNames.Of(property.PropertyInfo!),
            Type = type,
            Text = PublishedNames.Text(property.PropertyInfo!),
            AllowedValues = Vocabulary.Is(vocabulary) ? Vocabulary.Values(vocabulary) : [],
        };
    }

    /// <summary>The published form of a complex value or of a collection of them.</summary>
    public PropertyModel Property(IComplexProperty property) => new()
    {
        Name = PublishedNames.Of(property.PropertyInfo!),
        Type = TypeReference.Of(complexType(property.ComplexType), property is { IsCollection: false, IsNullable: true }) with { IsCollection = property.IsCollection },
        Text = PublishedNames.Text(property.PropertyInfo!),
    };

    /// <summary>The column of a scalar.</summary>
    public ColumnStorage Column(IProperty property) =>
        new(property.PropertyInfo!, property.GetColumnName(table!.Value)!, property.GetColumnType());

    /// <summary>Where a complex value is kept.</summary>
    public PropertyStorage Complex(IComplexProperty property) =>
        property.ComplexType.IsMappedToJson()
            ? new JsonStorage(property.PropertyInfo!, property.ComplexType.GetContainerColumnName()!, Members(property.ComplexType, InJson, InJson))
            : new SplitStorage(property.PropertyInfo!, Members(property.ComplexType, Column, Complex));

    private JsonMemberStorage InJson(IProperty property) =>
        new(property.PropertyInfo!, property.GetJsonPropertyName()!, property.IsPrimitiveCollection ? Json : property.GetColumnType(), NoMembers);

    private JsonMemberStorage InJson(IComplexProperty property) =>
        new(property.PropertyInfo!, property.GetJsonPropertyName()!, Json, Members(property.ComplexType, InJson, InJson));

    private Dictionary<PropertyModel, PropertyStorage> Members(
        IComplexType type, Func<IProperty, PropertyStorage> scalar, Func<IComplexProperty, PropertyStorage> complex)
    {
        var members = new Dictionary<PropertyModel, PropertyStorage>();
        foreach (var property in type.GetProperties().Where(p => p.PropertyInfo is not null))
        {
            members.Add(complexProperty(type, property.Name), scalar(property));
        }

        foreach (var property in type.GetComplexProperties())
        {
            members.Add(complexProperty(type, property.Name), complex(property));
        }

        return members;
    }

    private static readonly Dictionary<PropertyModel, PropertyStorage> NoMembers = [];
}
