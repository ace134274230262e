using System.Reflection;
using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Reads where `$search` looks from the attributes of the classes.</summary>
/// <param name="properties">Published properties by declaring type and C# name.</param>
/// <param name="navigations">Published navigations by declaring type and C# name.</param>
internal sealed class SearchReader(
    IReadOnlyDictionary<(StructuredTypeModel Type, string Name), PropertyModel> properties,
    IReadOnlyDictionary<(StructuredTypeModel Type, string Name), NavigationModel> navigations)
{
    /// <summary>The searched places of a type, best first: its own and, over marked single navigations, those of its neighbours.</summary>
    public IReadOnlyList<SearchedProperty> Read(IEntityType entity, StructuredTypeModel type)
    {
        var related = entity.GetNavigations().Where(n => IsSearched(n.PropertyInfo)).SelectMany(n => Related(n, Declared(type, n.Name, navigations)));
        return [.. Own(entity, type).Concat(related).OrderByDescending(p => p.Weight)];
    }

    private IEnumerable<SearchedProperty> Related(INavigation navigation, NavigationModel published)
    {
        if (published.IsCollection)
        {
            throw new InvalidOperationException($"{navigation.DeclaringType.DisplayName()}.{navigation.Name} leads to many rows: a search cannot follow it.");
        }

        return Own(navigation.TargetEntityType, published.Target.Type).Select(p => p with { Via = published });
    }

    private IEnumerable<SearchedProperty> Own(IEntityType entity, StructuredTypeModel type) =>
        entity.GetProperties().Where(p => IsSearched(p.PropertyInfo))
            .Select(p => new SearchedProperty(null, Text(Declared(type, p.Name, properties)), p.PropertyInfo!.GetCustomAttribute<SearchedAttribute>()!.Weight));

    private static bool IsSearched(PropertyInfo? member) => member?.IsDefined(typeof(SearchedAttribute)) ?? false;

    private static PropertyModel Text(PropertyModel property) =>
        property.Type.Is(PrimitiveKind.String) ? property : throw new InvalidOperationException($"{property} is no text and cannot be searched.");

    private static T Declared<T>(StructuredTypeModel type, string name, IReadOnlyDictionary<(StructuredTypeModel Type, string Name), T> members)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (members.TryGetValue((declaring, name), out var member))
            {
                return member;
            }
        }

        throw new InvalidOperationException($"{type}.{name} is searched but not published.");
    }
}
