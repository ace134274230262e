using System.Globalization;
using System.Text;
using Kawasaki.Api.OData.Parsing.Syntax;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>Writes `$apply` in canonical form.</summary>
internal static class ApplyPrinter
{
    /// <summary>Writes a sequence.</summary>
    public static StringBuilder WriteApply(this StringBuilder to, ApplySyntax apply) => to.WriteList(apply.Transformations, '/', WriteStep);

    /// <summary>Writes one aggregation.</summary>
    public static StringBuilder WriteAggregation(this StringBuilder to, AggregationSyntax item)
    {
        to.Write(item.Operand).WriteWord(" with ", item.Method);
        foreach (var step in item.From)
        {
            to.Append(" from ").WriteList(step.Grouping, ',', WriteGrouping).WriteWord(" with ", step.Method);
        }

        return to.WriteWord(" as ", item.Alias);
    }

    private static StringBuilder WriteStep(StringBuilder to, TransformationSyntax step) => step switch
    {
        AggregateSyntax aggregate => to.Append("aggregate(").WriteList(aggregate.Items, ',', WriteAggregation).Append(')'),
        GroupBySyntax group => to.Append("groupby((").WriteList(group.Elements, ',', WriteGrouping).Append(')').WriteInner(group.Inner).Append(')'),
        FilterTransformation filter => to.Append("filter(").Write(filter.Condition).Append(')'),
        ComputeTransformation compute => to.Append("compute(").WriteCompute(compute.Items).Append(')'),
        ConcatTransformation concat => to.Append("concat(").WriteList(concat.Sequences, ',', WriteApply).Append(')'),
        IdentityTransformation => to.Append("identity"),
        RankTransformation rank => to.Append(NameOf(rank.Kind)).Append('(').Write(rank.Amount).Append(',').Write(rank.Value).Append(')'),
        OrderByTransformation order => to.Append("orderby(").WriteOrder(order.Items).Append(')'),
        TopTransformation top => to.Append("top(").Append(top.Rows).Append(')'),
        SkipTransformation skip => to.Append("skip(").Append(skip.Rows).Append(')'),
        SearchTransformation search => to.Append("search(").WriteSearch(search.Search).Append(')'),
        ExpandTransformation expand => to.WriteExpand(expand),
        JoinTransformation join => to.Append(join.IsOuter ? "outerjoin(" : "join(").WriteNames(join.Path).WriteWord(" as ", join.Alias)
            .WriteInner(join.Inner).Append(')'),
        NestTransformation { Path: { } path } nest => to.Append("addnested(").WriteNames(path).Append(',').WriteList(nest.Items, ',', WriteNestItem)
            .Append(')'),
        NestTransformation nest => to.Append("nest(").WriteList(nest.Items, ',', WriteNestItem).Append(')'),
        RelativesTransformation relatives => to.WriteRelatives(relatives),
        TraverseTransformation traverse => to.WriteTraverse(traverse),
        CustomTransformation custom => to.Append(custom.Name).WriteArguments(custom.Arguments),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    private static StringBuilder WriteGrouping(StringBuilder to, GroupingSyntax grouping) => grouping switch
    {
        GroupingPathSyntax path => to.WriteNames(path.Path),
        RollupSyntax rollup => to.Append(rollup.HasTotal ? "rollup($all," : "rollup(").WriteList(rollup.Levels, ',', WriteGrouping).Append(')'),
        RollupRecursiveSyntax recursive => to.Append("rolluprecursive(").WriteHierarchy(recursive.Hierarchy).WriteInner(recursive.Inner).Append(')'),
        _ => throw new ArgumentOutOfRangeException(nameof(grouping), grouping, null),
    };

    private static StringBuilder WriteHierarchy(this StringBuilder to, HierarchySyntax hierarchy) =>
        to.Write(hierarchy.Nodes).Append(',').Append(hierarchy.Qualifier.Text).Append(',').WriteNames(hierarchy.NodePath.Path);

    private static StringBuilder WriteExpand(this StringBuilder to, ExpandTransformation expand)
    {
        to.Append("expand(").WriteNames(expand.Path);
        foreach (var inner in expand.Inner)
        {
            to.WriteInner(inner);
        }

        return to.Append(')');
    }

    private static StringBuilder WriteNestItem(StringBuilder to, NestItemSyntax item) => to.WriteApply(item.Apply).WriteWord(" as ", item.Alias);

    private static StringBuilder WriteRelatives(this StringBuilder to, RelativesTransformation relatives)
    {
        to.Append(relatives.IsDescendants ? "descendants(" : "ancestors(").WriteHierarchy(relatives.Hierarchy).WriteInner(relatives.Start);
        _ = relatives.MaxDistance is { } distance ? to.Append(CultureInfo.InvariantCulture, $",{distance}") : to;
        return to.Append(relatives.KeepStart ? ",keep start)" : ")");
    }

    private static StringBuilder WriteTraverse(this StringBuilder to, TraverseTransformation traverse)
    {
        to.Append("traverse(").WriteHierarchy(traverse.Hierarchy).Append(traverse.IsPostorder ? ",postorder" : ",preorder").WriteInner(traverse.Inner);
        return (traverse.OrderBy.Count == 0 ? to : to.Append(',').WriteOrder(traverse.OrderBy)).Append(')');
    }

    private static StringBuilder WriteInner(this StringBuilder to, ApplySyntax? inner) => inner is null ? to : to.Append(',').WriteApply(inner);

    private static StringBuilder WriteWord(this StringBuilder to, string word, NameSyntax? name) => name is null ? to : to.Append(word).Append(name.Text);

    private static string NameOf(RankToken kind) => kind switch
    {
        RankToken.TopCount => "topcount",
        RankToken.TopSum => "topsum",
        RankToken.TopPercent => "toppercent",
        RankToken.BottomCount => "bottomcount",
        RankToken.BottomSum => "bottomsum",
        RankToken.BottomPercent => "bottompercent",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
