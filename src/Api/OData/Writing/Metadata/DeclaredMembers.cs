using Kawasaki.Domain.Model;

namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>The members a type itself declares: `$metadata` writes inherited ones with the base type only.</summary>
internal static class DeclaredMembers
{
    /// <summary>Structural properties without those of the base type.</summary>
    public static IEnumerable<PropertyModel> DeclaredProperties(this StructuredTypeModel type) => type.Properties.Skip(type.BaseType?.Properties.Count ?? 0);

    /// <summary>Navigation properties without those of the base type.</summary>
    public static IEnumerable<NavigationModel> DeclaredNavigations(this StructuredTypeModel type) => type.Navigations.Skip(type.BaseType?.Navigations.Count ?? 0);
}
