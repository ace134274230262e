using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing;

/// <summary>Type annotations of values in `odata.metadata=full`.</summary>
/// <remarks>Source: OData JSON Format 4.01, section 4.6.3: strings, Booleans and doubles need none, since JSON tells them.</remarks>
internal static class TypeText
{
    /// <summary>`#Int32`, `#Collection(Int32)`, `#kawasaki.Grade`; null when JSON itself tells the type.</summary>
    /// <param name="type">Type of the value.</param>
    /// <param name="model">For the namespace.</param>
    public static string? Of(TypeReference type, PublishedModel model)
    {
        if (type.Structured is { IsSpread: true } || (!type.IsCollection && type.Primitive is PrimitiveKind.String or PrimitiveKind.Boolean or PrimitiveKind.Double))
        {
            return null;
        }

        return "#" + type.QualifiedName(model.Namespace).Replace("Edm.", "", StringComparison.Ordinal);
    }
}
