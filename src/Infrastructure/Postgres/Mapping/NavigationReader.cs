using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Reads how a navigation of the EF Core model is joined.</summary>
internal static class NavigationReader
{
    /// <summary>Over a foreign key of one of the two tables.</summary>
    public static DirectStorage Direct(INavigation navigation, StoreObjectIdentifier own, StoreObjectIdentifier target)
    {
        var key = navigation.ForeignKey;
        return new DirectStorage(navigation.IsOnDependent
            ? Pairs(key.Properties, own, key.PrincipalKey.Properties, target)
            : Pairs(key.PrincipalKey.Properties, own, key.Properties, target));
    }

    /// <summary>Over a table of links.</summary>
    public static LinkStorage Link(ISkipNavigation navigation, StoreObjectIdentifier own, StoreObjectIdentifier target, StoreObjectIdentifier link)
    {
        var toOwn = navigation.ForeignKey;
        var toTarget = navigation.Inverse.ForeignKey;
        return new LinkStorage(
            new TableName(link.Schema, link.Name),
            Pairs(toOwn.PrincipalKey.Properties, own, toOwn.Properties, link),
            Pairs(toTarget.Properties, link, toTarget.PrincipalKey.Properties, target));
    }

    /// <summary>To the latest row of a collection over a foreign key.</summary>
    public static LatestStorage Latest(INavigation collection, IReadOnlyList<string> order, StoreObjectIdentifier own, StoreObjectIdentifier target) => new(
        Direct(collection, own, target).Columns,
        [.. order.Select(o => collection.TargetEntityType.FindProperty(o)!.GetColumnName(target)!)],
        [.. collection.TargetEntityType.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(target)!)]);

    private static IReadOnlyList<ColumnPair> Pairs(
        IReadOnlyList<IProperty> from, StoreObjectIdentifier fromTable, IReadOnlyList<IProperty> to, StoreObjectIdentifier toTable) =>
        [.. from.Zip(to, (a, b) => new ColumnPair(a.GetColumnName(fromTable)!, b.GetColumnName(toTable)!))];
}
