using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>A column that is grouped by.</summary>
/// <param name="Column">The column and its place.</param>
/// <param name="Value">Its value on the rows before.</param>
/// <param name="Navigation">For a column of the key of a row that is grouped by: the navigation that leads to that row; the column itself is then not shown.</param>
/// <param name="Inner">For a column of the key of a row behind another: the navigation that leads from the object around to it.</param>
/// <param name="Marked">For a column that says whether a row has another one, since missing is not null: that other column; it is not shown either.</param>
internal sealed record GroupKey(ResultColumn Column, Expression Value, NavigationModel? Navigation = null, NavigationModel? Inner = null, PropertyModel? Marked = null);

/// <summary>Binds `groupby` and `aggregate`.</summary>
internal sealed class GroupBinder(BindContext context, ExpressionBinder expressions, AggregateBinder aggregates, ConcatBinder concats, NestBinder nests, ApplyBinder apply)
{
    private readonly GroupObjects objects = new(context);

    /// <summary>One row over all.</summary>
    public AppliedRows? Bind(AggregateSyntax syntax, AppliedRows input) => Aggregate([], syntax, input);

    /// <summary>One row, or what the inner transformations make, for each group.</summary>
    public AppliedRows? Bind(GroupBySyntax syntax, AppliedRows input)
    {
        if (syntax.Elements.FirstOrDefault(e => e is RollupRecursiveSyntax) is { } recursive)
        {
            return context.NotSupported<AppliedRows>(recursive, "rolluprecursive");
        }

        return syntax.Elements.Any(e => e is RollupSyntax) ? Rollup(syntax, input)
            : Group([.. syntax.Elements.Cast<GroupingPathSyntax>()], syntax.Inner, input);
    }

    // rollup(a,b),c groups by a,b,c and by a,c, one behind the other; rollup($all,a),c by a,c and by c; several rollups in all combinations.
    private AppliedRows? Rollup(GroupBySyntax syntax, AppliedRows input)
    {
        List<GroupingPathSyntax[]> sets = [[]];
        foreach (var element in syntax.Elements)
        {
            if (element is RollupSyntax { Levels.Count: 1, HasTotal: false } hierarchy)
            {
                var name = string.Join('/', hierarchy.Levels[0].Path.Select(n => n.Text));
                return context.Fail<AppliedRows>(
                    hierarchy, ErrorCode.UnknownProperty, $"There is no leveled hierarchy '{LiteralBinder.Shorten(name)}': none is declared.", $"Write the levels: rollup($all,{LiteralBinder.Shorten(name)}).");
            }

            IReadOnlyList<GroupingPathSyntax[]> choices = element is RollupSyntax rollup
                ? [.. Enumerable.Range(0, rollup.Levels.Count + 1).Skip(rollup.HasTotal ? 0 : 1).Reverse().Select(n => rollup.Levels.Take(n).ToArray())]
                : [[(GroupingPathSyntax)element]];
            sets = [.. sets.SelectMany(s => choices.Select(c => (GroupingPathSyntax[])[.. s, .. c]))];
            if (sets.Count > context.Limits.MaxApplyParts)
            {
                return context.Fail<AppliedRows>(element, ErrorCode.TooComplex, $"The rollups make more than {context.Limits.MaxApplyParts} combinations.");
            }
        }

        return concats.Bind(syntax, input, [.. sets.Select(s => (Func<AppliedRows, AppliedRows?>)(rows => Group(s, syntax.Inner, rows)))]);
    }

    /// <summary>One value of the rows: `aggregate` in an expression.</summary>
    public Expression? Value(AggregationSyntax syntax, AppliedRows input) => aggregates.Value(syntax, "value", input, this, syntax.From.Count) is not { } bound ? null
        : bound.OverPath is { } over ? over(input.Rows)
        : new AggregateOf(bound.Column.Method, input.Rows, bound.Column.Value, bound.Column.Property.Type);

    /// <summary>What is grouped by.</summary>
    public IReadOnlyList<GroupKey>? Keys(IReadOnlyList<GroupingPathSyntax> paths, AppliedRows input)
    {
        var keys = new List<GroupKey>();
        foreach (var path in paths)
        {
            if (Bind(path, input) is not { } found)
            {
                return null;
            }

            if (keys.TrueForAll(k => k.Column.Place != found[0].Column.Place))
            {
                keys.AddRange(found);
            }
        }

        // Who groups by a row groups by all its properties.
        keys.RemoveAll(k => keys.Exists(o => IsRow(o) && o.Column.Path.Count < k.Column.Path.Count && o.Column.Path.SequenceEqual(k.Column.Path.Take(o.Column.Path.Count))));
        return objects.Of(keys);
    }

    private static bool IsRow(GroupKey key) => key.Navigation is not null || key.Inner is not null;

    private AppliedRows? Group(IReadOnlyList<GroupingPathSyntax> paths, ApplySyntax? inner, AppliedRows input)
    {
        if (Keys(paths, input) is not { } keys)
        {
            return null;
        }

        return inner switch
        {
            null => Aggregated(keys, [], input),
            { Transformations: [AggregateSyntax aggregate] } => Aggregate(keys, aggregate, input),
            _ => Each(keys, inner, input),
        };
    }

    private IReadOnlyList<GroupKey>? Bind(GroupingPathSyntax path, AppliedRows input)
    {
        var syntax = new PathSyntax(path.Position, [.. path.Path.Select(n => (MemberSegment)new NameSegment(n.Position, n.Text))]);
        var text = LiteralBinder.Shorten(ExpressionBinder.Text(syntax));
        switch (expressions.BindPath(syntax, input.Scope))
        {
            case null:
                return null;
            case ValuePath { Value: { Type: { IsCollection: false, Structured: null } type } value }:
                var names = Names(path, input.Rows.Rows.Type);
                var property = value is PropertyValue { Row: VariableRow, Property: var own } ? own
                    : ResultType.Column(names[^1], type with { IsNullable = true }, (value as PropertyValue)?.Property.Text);
                var key = new GroupKey(new ResultColumn(names, property), value);
                return value is PropertyValue { Row: VariableRow around } && around.Type.Presence.TryGetValue(property, out var mark)
                    ? [key, new GroupKey(new ResultColumn([.. names, "@"], mark), new PropertyValue(around, mark), Marked: property)] : [key];
            case RowPath { Row: RelatedRow row, From: var from }:
                return Row(row, from, Names(path, input.Rows.Rows.Type));
            case RowPath row:
                return context.Fail<IReadOnlyList<GroupKey>>(
                    path, ErrorCode.TypeMismatch, $"'{text}' leads to a row of {row.Row.Type.Name}, a property is expected.", BindContext.Example(row.Row.Type) is { } name ? $"Add a property: '{text}/{name}'." : null);
            case RowsPath or EachPath:
                return context.Fail<IReadOnlyList<GroupKey>>(path, ErrorCode.TypeMismatch, $"'{text}' leads to many rows and cannot be grouped by.");
            case ValuePath { Value.Type.IsCollection: true }:
                return context.Fail<IReadOnlyList<GroupKey>>(path, ErrorCode.TypeMismatch, $"'{text}' is a collection and cannot be grouped by.");
            default:
                return context.Fail<IReadOnlyList<GroupKey>>(path, ErrorCode.TypeMismatch, $"'{text}' is an object and cannot be grouped by.", "Add one of its properties.");
        }
    }

    // A row is told by its key; the navigation leads from the group, or from the object that holds it, to it.
    private List<GroupKey> Row(RelatedRow row, RowSource? from, List<string> path)
    {
        var columns = row.Navigation.Target.Type.Key.Select(k => (Own: ResultType.Column(k.Name, k.Type with { IsNullable = true }), Referenced: k)).ToList();
        var navigation = new NavigationModel
        {
            Name = row.Navigation.Name,
            Target = row.Navigation.Target,
            IsCollection = false,
            IsNullable = true,
            Text = row.Navigation.Text,
            Constraint = columns,
        };
        context.Nest(navigation, new NestedRows(start => new RelatedRows(start, navigation, new RowVariable(navigation.Name, navigation.Target.Type)), null, _ => null));
        var isBehind = path.Count > 1;
        return columns.ConvertAll(c => new GroupKey(new ResultColumn(path, c.Own), Value(new PropertyValue(row, c.Referenced)), isBehind ? null : navigation, isBehind ? navigation : null));

        Expression Value(PropertyValue value) => from is null ? value : new ValueOf(from, value);
    }

    // As the model spells them, whatever the case of the URL; types between are no part of the answer.
    private static List<string> Names(GroupingPathSyntax path, StructuredTypeModel type)
    {
        var names = new List<string>();
        foreach (var name in path.Path.Where(n => !n.IsQualified))
        {
            if (type.FindNavigation(name.Text) is { } navigation)
            {
                names.Add(navigation.Name);
                type = navigation.Target.Type;
            }
            else
            {
                var property = type.FindProperty(name.Text);
                names.Add(property?.Name ?? name.Text);
                type = property?.Type.Structured ?? type;
            }
        }

        return names;
    }

    private AppliedRows? Aggregate(IReadOnlyList<GroupKey> keys, AggregateSyntax syntax, AppliedRows input) =>
        aggregates.Bind(syntax, input, keys.Select(k => k.Column.Path[0]), this) is { } items ? Aggregated(keys, items, input) : null;

    /// <summary>A row for each group, or without keys one over all.</summary>
    public static AppliedRows Aggregated(IReadOnlyList<GroupKey> keys, IReadOnlyList<BoundAggregation> items, AppliedRows input)
    {
        ResultColumn[] columns = [.. Shown(keys), .. items.Select(i => new ResultColumn([i.Column.Property.Name], i.Column.Property))];
        var result = new RowVariable("groups", ResultType.Of(columns, KeyOf(keys), Presence(keys), Navigations(keys)));
        var plain = items.Where(i => i.OverPath is null).Select(i => i.Column).ToList();
        var overPaths = items.Where(i => i.OverPath is not null).ToList();
        if (overPaths.Count == 0)
        {
            return input with { Rows = new GroupedRows(input.Rows, Columns(keys), plain, result), Order = [] };
        }

        var groups = new RowVariable("groups", result.Type);
        var given = new GivenRows(input.Rows, input.Rows.Rows);
        var grouped = new GroupedRows(given, Columns(keys), plain, groups);
        var member = Members(given, keys, new VariableRow(groups));
        var computed = new ComputedRows(grouped, [.. overPaths.Select(i => new RowColumn(i.Column.Property, i.OverPath!(member)))], result);
        return input with { Rows = new SharedRows(input.Rows, computed), Order = [] };
    }

    // Any transformations of each group: the rows they keep stay what they are, all others get the columns grouped by.
    private AppliedRows? Each(IReadOnlyList<GroupKey> keys, ApplySyntax inner, AppliedRows input)
    {
        if (inner.Transformations is [.., NestTransformation { Path: null }])
        {
            return nests.Bind(inner, Aggregated(keys, [], input), input, row => Members(input.Rows, keys, row));
        }

        var groups = new RowVariable("groups", ResultType.Of(Shown(keys), KeyOf(keys), Presence(keys), Navigations(keys)));
        var given = new GivenRows(input.Rows, input.Rows.Rows);
        if (apply.Bind(inner, input with { Rows = Members(given, keys, new VariableRow(groups)) }) is not { } each)
        {
            return null;
        }

        var grouped = new GroupedRows(given, Columns(keys), [], groups);
        var (type, right) = (each.Rows.Rows.Type, new VariableRow(each.Rows.Rows));
        if (type.IsEntity || type.IsCombination)
        {
            var rows = new CrossedRows(grouped, each.Rows, KeptSide.Right, isOuter: false, [], new RowVariable("rows", type));
            return input with { Rows = new SharedRows(input.Rows, rows), Order = [] };
        }

        var own = Shown(keys);
        ResultColumn[] shown = [.. own, .. ResultType.Columns(type).Where(c => Array.TrueForAll(own, o => o.Place != c.Place))];
        // A plain property grouped by is itself again in the inner result, or made of it by concat; anything else of its name is another.
        var taken = ResultType.Columns(type).FirstOrDefault(c => c.Path.Count == 1 && Array.Exists(own, o => o.Place == c.Place && !ReferenceEquals(o.Property.Text, c.Property.Text)));
        var row = Navigations(keys).FirstOrDefault(n => type.FindProperty(n.Name) is not null || (type.FindNavigation(n.Name) is { } other && !ReferenceEquals(other, n)));
        if ((taken?.Place ?? row?.Name ?? Clash(shown)) is { } clash)
        {
            return context.Fail<AppliedRows>(inner, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(clash)}' is taken.");
        }

        var presence = type.Presence.Where(p => !Array.Exists(own, o => ReferenceEquals(o.Property, p.Key))).Concat(Presence(keys)).ToDictionary(p => p.Key, p => p.Value);
        // Where both have a column the group's stands for it, in the key too.
        var covered = ResultType.Columns(type).Where(c => Array.Exists(own, o => o.Place == c.Place)).Select(c => c.Property);
        var result = ResultType.Of(shown, [.. KeyOf(keys).Union(type.Key.Except(covered))], presence, [.. Navigations(keys), .. type.Navigations], ResultType.Existences(type));
        var columns = keys.Select(k => new RowColumn(k.Column.Property, new PropertyValue(new VariableRow(groups), k.Column.Property)))
            .Concat(ResultType.Columns(type).Select(c => c.Property).Concat(ResultType.Hidden(type)).Except(KeyOf(keys))
                .Select(p => new RowColumn(p, new PropertyValue(right, p))));
        foreach (var navigation in type.Navigations)
        {
            if (context.FindNested(navigation) is { } nested)
            {
                context.Nest(navigation, nested.Behind(groups));
            }
        }

        var crossed = new CrossedRows(grouped, each.Rows, KeptSide.Neither, isOuter: false, [.. columns], new RowVariable("rows", result));
        return input with { Rows = new SharedRows(input.Rows, crossed), Order = [] };
    }

    /// <summary>A name that would be both a value and an object, or twice a value; null if there is none.</summary>
    public static string? Clash(IReadOnlyList<ResultColumn> columns) => columns
        .GroupBy(c => c.Path[0], StringComparer.OrdinalIgnoreCase)
        .FirstOrDefault(g => g.Count() > 1 && g.Any(c => c.Path.Count == 1))?.Key;

    private static FilteredRows Members(RowSource rows, IReadOnlyList<GroupKey> keys, RowExpression group)
    {
        var all = keys.Select(k => (Expression)new Binary(BinaryOperator.Equal, k.Value, new PropertyValue(group, k.Column.Property), TypeRules.Boolean))
            .DefaultIfEmpty(new Literal(true, TypeRules.Boolean))
            .Aggregate((left, right) => new Binary(BinaryOperator.And, left, right, TypeRules.Boolean));
        return new FilteredRows(rows, all);
    }

    private static RowColumn[] Columns(IReadOnlyList<GroupKey> keys) => [.. keys.Select(k => new RowColumn(k.Column.Property, k.Value))];

    private static ResultColumn[] Shown(IReadOnlyList<GroupKey> keys) => [.. keys.Where(k => k.Navigation is null && k.Marked is null).Select(k => k.Column)];

    /// <summary>For columns that not every row has: the mark of those that do.</summary>
    public static Dictionary<PropertyModel, PropertyModel> Presence(IReadOnlyList<GroupKey> keys) =>
        keys.Where(k => k.Marked is not null).ToDictionary(k => k.Marked!, k => k.Column.Property);

    private static NavigationModel[] Navigations(IReadOnlyList<GroupKey> keys) => [.. keys.Select(k => k.Navigation).OfType<NavigationModel>().Distinct()];

    private static PropertyModel[] KeyOf(IReadOnlyList<GroupKey> keys) => [.. keys.Select(k => k.Column.Property)];
}
