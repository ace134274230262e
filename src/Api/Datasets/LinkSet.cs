using System.Text.Json;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Links many to many as a set for files: one row for each link, its key the codes of both rows. Such rows have no address of their own.</summary>
internal sealed class LinkSet
{
    private readonly EntitySetModel from;
    private readonly NavigationModel way;
    private readonly PropertyModel own;
    private readonly PropertyModel other;

    private LinkSet(EntitySetModel from, NavigationModel way)
    {
        (this.from, this.way) = (from, way);
        (own, other) = (Code(from, from.Japanese), Code(way.Target, way.Text.Japanese));
        var words = $"{from.Japanese}と{way.Text.Japanese}の対応";
        var type = new StructuredTypeModel
        {
            Name = from.Type.Name + way.Target.Type.Name,
            IsEntity = false,
            Text = new ModelText(words, English, "Each row says that the two belong together; either may be in many rows.", "1行が1組の対応を表します。どちらも複数の行に現れることがあります。"),
        };
        type.Link([own, other], [], [own, other]);
        // The feed tells of a changed link as an update of a row that it belongs to.
        Set = new EntitySetModel(Camel(from.Type.Name) + Pascal(way.Name), type, words, English, InPackage: false) { IsDerived = true, Sources = [from.Name, way.Target.Name] };
    }

    /// <summary>The set.</summary>
    public EntitySetModel Set { get; }

    private string English => $"Link of {Camel(from.English)} and {Camel(way.Target.English)}";

    /// <summary>The links between some sets, each once, seen from the set that comes first.</summary>
    /// <param name="sets">The sets.</param>
    public static IEnumerable<LinkSet> Of(IReadOnlyList<EntitySetModel> sets)
    {
        var seen = new HashSet<NavigationModel>();
        foreach (var (set, way) in sets.SelectMany(s => s.Type.Navigations.Where(n => n.IsManyToMany && sets.Contains(n.Target)).Select(n => (s, n))))
        {
            if (seen.Add(way))
            {
                _ = way.Partner is { } partner && seen.Add(way.Target.Type.FindNavigation(partner)!);
                yield return new LinkSet(set, way);
            }
        }
    }

    /// <summary>The links.</summary>
    public RowSource Rows()
    {
        var (left, right) = (new RowVariable("left", from.Type), new RowVariable("right", way.Target.Type));
        RowColumn[] columns = [new(own, Key(left)), new(other, Key(right))];
        return new CrossedRows(new SetRows(from, left), new RelatedRows(new VariableRow(left), way, right), KeptSide.Neither, isOuter: false, columns, new RowVariable("it", Set.Type));
    }

    private static PropertyValue Key(RowVariable row) => new(new VariableRow(row), row.Type.Key[0]);

    private static PropertyModel Code(EntitySetModel set, string japanese)
    {
        var key = set.Type.Key[0];
        var code = new PropertyModel { Name = Camel(set.Type.Name) + Pascal(key.Name), Type = key.Type, Text = new ModelText(japanese + key.Text.Japanese, $"{set.English} {Camel(key.Text.English)}") };
        code.LinkReference(set);
        return code;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
