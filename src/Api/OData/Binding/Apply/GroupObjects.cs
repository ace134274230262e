using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Makes the objects of a group that hold rows: `{"indicator":{"measure":{...}}}` of `groupby((indicator/measure))`.</summary>
/// <remarks>Such an object is a row of its own, made of columns of the group, so that paths, `$select` and `$expand` go through it as through any row.</remarks>
internal sealed class GroupObjects(BindContext context)
{
    // Paths are as long as their text lets them; the counter is the second belt.
    private const int MaxDepth = 100;

    private static readonly ModelText NoText = new("", "");
    private static readonly StructuredTypeModel Nothing = new() { Name = "An object", IsEntity = false, Text = NoText };

    /// <summary>What is grouped by, with the navigations to such objects.</summary>
    /// <param name="keys">What is grouped by.</param>
    public IReadOnlyList<GroupKey> Of(List<GroupKey> keys)
    {
        foreach (var name in keys.Where(k => k.Inner is not null).Select(k => k.Column.Path[0]).Distinct().ToList())
        {
            var navigation = Object(name, keys.FindAll(k => k.Column.Path[0] == name), 1);
            keys = keys.ConvertAll(k => k.Column.Path[0] == name ? k with { Navigation = navigation } : k);
        }

        return keys;
    }

    private NavigationModel Object(string name, List<GroupKey> keys, int level)
    {
        if (level > MaxDepth)
        {
            throw new InvalidOperationException("A path is longer than the parser allows.");
        }

        var navigations = new List<NavigationModel>();
        var columns = new List<ResultColumn>();
        foreach (var group in keys.Where(k => k.Marked is null).GroupBy(k => k.Column.Path[level]))
        {
            if (group.FirstOrDefault(k => k.Inner is not null) is not { } row)
            {
                columns.AddRange(group.Select(k => new ResultColumn([.. k.Column.Path.Skip(level)], k.Column.Property)));
            }
            else
            {
                navigations.Add(row.Column.Path.Count == level + 1 ? row.Inner! : Object(group.Key, [.. group], level + 1));
            }
        }

        var type = ResultType.Of(columns, [], GroupBinder.Presence(keys), navigations);
        var navigation = new NavigationModel
        {
            Name = name,
            Target = new EntitySetModel(name, type, "", "", InPackage: false) { IsComputed = true },
            IsCollection = false,
            IsNullable = false,
            Text = NoText,
        };
        context.Nest(navigation, NestedRows.Of(row => new ConcatenatedRows(
            [new ConcatenatedPart(new OneRow(new RowVariable("object", Nothing)), [.. keys.Select(k => new RowColumn(k.Column.Property, new PropertyValue(row, k.Column.Property)))])], new RowVariable(name, type))));
        return navigation;
    }
}
