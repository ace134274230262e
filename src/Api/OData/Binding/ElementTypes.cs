using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>The members of a collection, as rows: complex ones of their own type, plain ones of a type made for them.</summary>
internal static class ElementTypes
{
    /// <summary>The members of a collection property.</summary>
    /// <param name="owner">The row that holds it.</param>
    /// <param name="property">The property.</param>
    public static ElementRows Of(RowExpression owner, PropertyModel property) =>
        new(owner, property, new RowVariable(property.Name, property.Type.Structured ?? Plain(property.Name, property.Type, property), isElement: true));

    /// <summary>A member of a collection of plain values that no property holds.</summary>
    /// <param name="name">Name for messages.</param>
    /// <param name="collection">Type of the collection.</param>
    public static RowVariable Of(string name, TypeReference collection) => new(name, Plain(name, collection, null), isElement: true);

    private static StructuredTypeModel Plain(string name, TypeReference collection, PropertyModel? property)
    {
        var text = property?.Text ?? new ModelText("", "");
        var type = new StructuredTypeModel { Name = name, IsEntity = false, IsValue = true, Text = text };
        type.Link([new PropertyModel { Name = "$this", Type = collection.Element, Text = text, AllowedValues = property?.AllowedValues ?? [] }], [], []);
        return type;
    }
}
