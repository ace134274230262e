using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>Binds `join` and `outerjoin`: each row once for each row that a collection leads to.</summary>
/// <remarks>
/// Source: Data Aggregation 4.0, transformations join and outerjoin. A joined entity is a single navigation over its key, which the wider row holds;
/// what transformations make instead is an object of the row. A row with rows inside is found again by its key wherever it is named.
/// </remarks>
internal sealed class JoinBinder(BindContext context, ApplyBinder apply)
{
    private readonly CollectionBinder collections = new(context);

    /// <summary>The pairs.</summary>
    public AppliedRows? Bind(JoinTransformation syntax, AppliedRows input)
    {
        if (collections.Bind(syntax.Path, input.Rows.Rows.Type) is not { } collection || !ApplyBinder.IsFree(syntax.Alias, input.Rows.Rows.Type, context)
            || collection.Rows(new VariableRow(input.Rows.Rows)) is not { } related)
        {
            return null;
        }

        var right = new AppliedRows(related, []) { Around = input.Around ?? input.Rows.Rows };
        if (syntax.Inner is not null)
        {
            right = apply.Bind(syntax.Inner, right);
        }

        if (right is null)
        {
            return null;
        }

        var type = right.Rows.Rows.Type;
        var isAlone = type.IsEntity ? type.Key.SequenceEqual(type.Declared.Key) && type.Navigations.Count == type.Declared.Navigations.Count : type.Navigations.Count == 0;
        return !isAlone ? WithRows(syntax, input, right.Rows, collection)
            : type.IsEntity ? Entity(syntax, input, right.Rows, collection)
            : Object(syntax, input, right.Rows);
    }

    private static AppliedRows Entity(JoinTransformation syntax, AppliedRows input, RowSource right, NamedCollection by)
    {
        var (left, type) = (input.Rows.Rows.Type, right.Rows.Type);
        var key = type.Key.Select(k => (Own: Copy(k, syntax.IsOuter), Referenced: k)).ToList();
        var beside = ResultType.Columns(type).Select(c => c.Property).Concat(ResultType.Hidden(type)).Except(type.Declared.Properties).Distinct().ToDictionary(p => p, p => Copy(p, syntax.IsOuter));
        var joined = new NavigationModel
        {
            Name = syntax.Alias.Text,
            Target = by.Set.Holding(type),
            IsCollection = false,
            IsNullable = syntax.IsOuter,
            Text = by.Text,
            Constraint = key,
            Beside = beside,
        };
        var row = new VariableRow(right.Rows);
        var columns = key.Select(k => new RowColumn(k.Own, new PropertyValue(row, k.Referenced))).Concat(beside.Select(b => new RowColumn(b.Value, new PropertyValue(row, b.Key))));
        var result = ResultType.With(left, [], [joined], [.. left.Key, .. key.Select(k => k.Own)]);
        return input with { Rows = new CrossedRows(input.Rows, right, KeptSide.Left, syntax.IsOuter, [.. columns], new RowVariable("joined", result)) };
    }

    private static AppliedRows Object(JoinTransformation syntax, AppliedRows input, RowSource right)
    {
        var (left, type) = (input.Rows.Rows.Type, right.Rows.Type);
        // Tells a row of nulls from no row.
        var exists = syntax.IsOuter ? ResultType.Column("exists", TypeRules.Boolean) : null;
        var source = exists is null ? right
            : new ComputedRows(right, [new RowColumn(exists, new Literal(true, TypeRules.Boolean))], new RowVariable("right", ResultType.With(type, [exists], [], type.Key)));
        var copies = ResultType.Columns(type).Select(c => c.Property).Concat(ResultType.Hidden(type)).Concat(exists is null ? [] : [exists]).Distinct().ToDictionary(p => p, p => Copy(p, syntax.IsOuter));
        var joined = ResultType.Object(
            syntax.Alias.Text, [.. ResultType.Columns(type).Select(c => c with { Property = copies[c.Property] })], exists is null ? null : copies[exists]);
        var presence = left.Presence.Concat(type.Presence.Select(p => KeyValuePair.Create(copies[p.Key], copies[p.Value]))).ToDictionary(p => p.Key, p => p.Value);
        var row = new VariableRow(source.Rows);
        var result = ResultType.With(left, [joined], [], [.. left.Key, .. type.Key.Select(k => copies[k])], presence);
        return input with
        {
            Rows = new CrossedRows(
                input.Rows, source, KeptSide.Left, syntax.IsOuter, [.. copies.Select(c => new RowColumn(c.Value, new PropertyValue(row, c.Key)))], new RowVariable("joined", result)),
        };
    }

    private AppliedRows WithRows(JoinTransformation syntax, AppliedRows input, RowSource right, NamedCollection by)
    {
        var (left, type, row) = (input.Rows.Rows, right.Rows.Type, new VariableRow(right.Rows));
        var key = type.Key.ToDictionary(k => k, k => Copy(k, syntax.IsOuter));
        var joined = new NavigationModel
        {
            Name = syntax.Alias.Text,
            Target = by.Set.Holding(type.IsEntity ? type.Declared : type),
            IsCollection = false,
            IsNullable = syntax.IsOuter,
            Text = by.Text,
        };
        context.Weigh(joined, 0);
        context.Nest(joined, NestedRows.Of(around => SameRow.Of(new ReboundRows(right, left, around), key, around)) with { IsWritten = !type.IsEntity });
        var columns = key.Select(k => new RowColumn(k.Value, new PropertyValue(row, k.Key)));
        var result = ResultType.With(left.Type, [], [joined], [.. left.Type.Key, .. key.Values]);
        return input with { Rows = new CrossedRows(input.Rows, right, KeptSide.Left, syntax.IsOuter, [.. columns], new RowVariable("joined", result)) };
    }

    private static PropertyModel Copy(PropertyModel property, bool isOuter) =>
        ResultType.Column(property.Name, isOuter ? property.Type with { IsNullable = true } : property.Type, property.Text);
}
