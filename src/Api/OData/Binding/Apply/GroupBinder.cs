using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `groupby` and `aggregate`.</summary>
internal sealed class GroupBinder(BindContext context, ExpressionBinder expressions, AggregateBinder aggregates, ConcatBinder concats, ApplyBinder apply)
{
    private sealed record Key(ResultColumn Column, Expression Value);

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
                return context.NotSupported<AppliedRows>(hierarchy, "rollup of a named hierarchy");
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

    private AppliedRows? Group(IReadOnlyList<GroupingPathSyntax> paths, ApplySyntax? inner, AppliedRows input)
    {
        var keys = new List<Key>();
        foreach (var path in paths)
        {
            if (Bind(path, input) is not { } key)
            {
                return null;
            }

            if (keys.TrueForAll(k => k.Column.Place != key.Column.Place))
            {
                keys.Add(key);
            }
        }

        return inner switch
        {
            null => Aggregated(keys, [], input),
            { Transformations: [AggregateSyntax aggregate] } => Aggregate(keys, aggregate, input),
            _ => Each(keys, inner, input),
        };
    }

    private Key? Bind(GroupingPathSyntax path, AppliedRows input)
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
                return new Key(new ResultColumn(names, property), value);
            case RowPath row:
                return context.Fail<Key>(
                    path, ErrorCode.TypeMismatch, $"'{text}' leads to a row of {row.Row.Type.Name}, a property is expected.", $"Add a property: '{text}/{(row.Row.Type.Key.Count > 0 ? row.Row.Type.Key : row.Row.Type.Properties)[0].Name}'.");
            case RowsPath or EachPath:
                return context.Fail<Key>(path, ErrorCode.TypeMismatch, $"'{text}' leads to many rows and cannot be grouped by.");
            case ValuePath { Value.Type.IsCollection: true }:
                return context.Fail<Key>(path, ErrorCode.TypeMismatch, $"'{text}' is a collection and cannot be grouped by.");
            default:
                return context.Fail<Key>(path, ErrorCode.TypeMismatch, $"'{text}' is an object and cannot be grouped by.", "Add one of its properties.");
        }
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

    private AppliedRows? Aggregate(IReadOnlyList<Key> keys, AggregateSyntax syntax, AppliedRows input) =>
        aggregates.Bind(syntax, input, keys.Select(k => k.Column.Path[0])) is { } items ? Aggregated(keys, items, input) : null;

    private static AppliedRows Aggregated(IReadOnlyList<Key> keys, IReadOnlyList<BoundAggregation> items, AppliedRows input)
    {
        ResultColumn[] columns = [.. keys.Select(k => k.Column), .. items.Select(i => new ResultColumn([i.Column.Property.Name], i.Column.Property))];
        var result = new RowVariable("groups", ResultType.Of(columns, KeyOf(keys)));
        var plain = items.Where(i => i.OverPath is null).Select(i => i.Column).ToList();
        var overPaths = items.Where(i => i.OverPath is not null).ToList();
        if (overPaths.Count == 0)
        {
            return input with { Rows = new GroupedRows(input.Rows, Columns(keys), plain, result), Order = [] };
        }

        var groups = new RowVariable("groups", result.Type);
        var given = new GivenRows(input.Rows, input.Rows.Rows);
        var grouped = new GroupedRows(given, Columns(keys), plain, groups);
        var member = Of(given, keys, groups);
        var computed = new ComputedRows(grouped, [.. overPaths.Select(i => new RowColumn(i.Column.Property, i.OverPath!(member)))], result);
        return input with { Rows = new SharedRows(input.Rows, computed), Order = [] };
    }

    // Any transformations of each group: the rows they keep stay what they are, all others get the columns grouped by.
    private AppliedRows? Each(IReadOnlyList<Key> keys, ApplySyntax inner, AppliedRows input)
    {
        var groups = new RowVariable("groups", ResultType.Of([.. keys.Select(k => k.Column)], KeyOf(keys)));
        var given = new GivenRows(input.Rows, input.Rows.Rows);
        if (apply.Bind(inner, input with { Rows = Of(given, keys, groups) }) is not { } each)
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

        var own = keys.Select(k => k.Column).ToList();
        ResultColumn[] shown = [.. own, .. ResultType.Columns(type).Where(c => own.TrueForAll(o => o.Place != c.Place))];
        // A plain property grouped by is itself again in the inner result; anything else of its name is another.
        var taken = ResultType.Columns(type).FirstOrDefault(c => c.Path.Count == 1 && own.Exists(o => o.Place == c.Place && !ReferenceEquals(o.Property, c.Property)));
        if ((taken?.Place ?? Clash(shown)) is { } clash)
        {
            return context.Fail<AppliedRows>(inner, ErrorCode.UrlSyntax, $"The name '{LiteralBinder.Shorten(clash)}' is taken.");
        }

        var result = ResultType.Of(shown, [.. own.Select(c => c.Property).Union(type.Key)], type.Presence);
        var columns = keys.Select(k => new RowColumn(k.Column.Property, new PropertyValue(new VariableRow(groups), k.Column.Property)))
            .Concat(shown.Skip(own.Count).Select(c => c.Property).Concat(ResultType.Hidden(type)).Except(own.Select(c => c.Property))
                .Select(p => new RowColumn(p, new PropertyValue(right, p))));
        var crossed = new CrossedRows(grouped, each.Rows, KeptSide.Neither, isOuter: false, [.. columns], new RowVariable("rows", result));
        return input with { Rows = new SharedRows(input.Rows, crossed), Order = [] };
    }

    /// <summary>A name that would be both a value and an object, or twice a value; null if there is none.</summary>
    public static string? Clash(IReadOnlyList<ResultColumn> columns) => columns
        .GroupBy(c => c.Path[0], StringComparer.OrdinalIgnoreCase)
        .FirstOrDefault(g => g.Count() > 1 && g.Any(c => c.Path.Count == 1))?.Key;

    private static FilteredRows Of(GivenRows given, IReadOnlyList<Key> keys, RowVariable groups)
    {
        var all = keys.Select(k => (Expression)new Binary(
            BinaryOperator.Equal, k.Value, new PropertyValue(new VariableRow(groups), k.Column.Property), TypeRules.Boolean))
            .DefaultIfEmpty(new Literal(true, TypeRules.Boolean))
            .Aggregate((left, right) => new Binary(BinaryOperator.And, left, right, TypeRules.Boolean));
        return new FilteredRows(given, all);
    }

    private static RowColumn[] Columns(IReadOnlyList<Key> keys) => [.. keys.Select(k => new RowColumn(k.Column.Property, k.Value))];

    private static PropertyModel[] KeyOf(IReadOnlyList<Key> keys) => [.. keys.Select(k => k.Column.Property)];
}
