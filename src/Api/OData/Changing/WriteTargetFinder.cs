using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W1: finds what a bound path leads to; a row that is not named by its own key is looked up.</summary>
/// <param name="rows">Reads rows.</param>
internal sealed class WriteTargetFinder(RowReading rows)
{
    /// <summary>The target, or why nothing can be changed there.</summary>
    /// <param name="plan">The path, bound as if it were read.</param>
    /// <param name="token">Ends the looking up.</param>
    public async Task<Result<WriteTarget>> FindAsync(ReadPlan plan, CancellationToken token)
    {
        if (plan.Set.Type.IsCombination)
        {
            return Nothing("$crossjoin");
        }

        switch (plan.Result)
        {
            case ResultKind.Rows:
                return await CollectionAsync(plan, token);
            case ResultKind.References:
                return await LinkAsync(plan, token);
            case ResultKind.Count:
                return Nothing("$count");
        }

        var (set, type) = (SetOf(plan.Query.Rows), plan.Query.Rows.Rows.Type);
        var key = await KeyAsync(plan.Query.Rows, set, token);
        if (!key.IsOk)
        {
            return key.Problem;
        }

        return plan.Result switch
        {
            ResultKind.Row or ResultKind.OptionalRow => new RowTarget(set, key.Value) { Type = type },
            ResultKind.Property when !plan.Query.Shape.Parts.Any(p => p.Elements?.Rows is FilteredRows) =>
                new PropertyTarget(set, key.Value, plan.Property!, IsRaw: false) { Type = type, Path = PathOf(plan, type) },
            ResultKind.RawValue when !plan.Property!.Type.IsCollection => new PropertyTarget(set, key.Value, plan.Property!, IsRaw: true) { Type = type, Path = PathOf(plan, type) },
            _ => Nothing("$count"),
        };
    }

    // `address/position/latitude`: the complex properties before the last one; a cast before them is known from the rows.
    private static List<PropertyModel> PathOf(ReadPlan plan, StructuredTypeModel type)
    {
        var (path, holder) = (new List<PropertyModel>(), type);
        foreach (var name in plan.PropertyPath!.Split('/').SkipLast(1).Where(n => !n.Contains('.', StringComparison.Ordinal)))
        {
            path.Add(holder.FindProperty(name)!);
            holder = path[^1].Type.Structured!;
        }

        return path;
    }

    /// <summary>Each member of the collection that a path leads to.</summary>
    /// <param name="plan">The path, bound as if it were read.</param>
    public static Result<WriteTarget> Each(ReadPlan plan) =>
        plan is { Result: ResultKind.Rows, Set.Type.IsCombination: false } && plan.Query.Rows is SetRows or FilteredRows or PathRows or TypedRows
            ? new EachTarget(SetOf(plan.Query.Rows), plan.Query.Rows) { Type = plan.Query.Rows.Rows.Type }
            : new Problem(ErrorCode.UrlSyntax, "$each stands behind a collection of rows.", "$each");

    private async Task<Result<WriteTarget>> CollectionAsync(ReadPlan plan, CancellationToken token)
    {
        var (rows, type) = (RowKeys.Untyped(plan.Query.Rows), plan.Query.Rows.Rows.Type);
        if (rows is SetRows whole)
        {
            return new SetTarget(whole.Set, null) { Type = type };
        }

        if (rows is not PathRows { Navigation: { IsCollection: true } navigation } path || Referring(navigation) is not { } property)
        {
            return Nothing("this path");
        }

        var parent = await KeyAsync(path.Input, SetOf(path.Input), token);
        return parent.IsOk ? new SetTarget(navigation.Target, (property, parent.Value[0])) { Type = type } : parent.Problem;
    }

    // Of a single navigation the row itself refers; of a collection each of the related rows does.
    private async Task<Result<WriteTarget>> LinkAsync(ReadPlan plan, CancellationToken token)
    {
        var (rows, related) = plan.Query.Rows is FilteredRows { Input: PathRows inner } ? (inner, RelatedKey(plan.Query.Rows)) : (plan.Query.Rows as PathRows, null);
        if (rows is null)
        {
            var row = RowKeys.Of(plan.Query.Rows);
            return row is { } named ? new RowTarget(named.Set, named.Key) : Nothing("this path");
        }

        var owner = SetOf(rows.Input);
        var key = await KeyAsync(rows.Input, owner, token);
        if (!key.IsOk)
        {
            return key.Problem;
        }

        if (!rows.Navigation.IsCollection)
        {
            return rows.Navigation.Constraint is [var (own, _)] ? new LinkTarget(owner, own, key.Value, null, rows.Navigation.Target) : Nothing(rows.Navigation.Name);
        }

        if (rows.Navigation.IsManyToMany)
        {
            return NestedRows.IsLinkable(rows.Navigation) && owner.Type.Key.Count == 1 ? new ManyLinkTarget(owner, key.Value, rows.Navigation, related) : Nothing(rows.Navigation.Name);
        }

        return Referring(rows.Navigation) is { } property
            ? new LinkTarget(rows.Navigation.Target, property, related, key.Value[0], owner)
            : Nothing(rows.Navigation.Name);
    }

    private async Task<Result<IReadOnlyList<Literal>>> KeyAsync(RowSource source, EntitySetModel set, CancellationToken token) =>
        RowKeys.Of(source) is { } named ? new List<Literal>(named.Key) : await rows.KeyAsync(source, set, token);

    private static IReadOnlyList<Literal>? RelatedKey(RowSource source) =>
        source is FilteredRows { Input: PathRows path } filtered ? RowKeys.Of(new FilteredRows(new SetRows(path.Navigation.Target, path.Rows), filtered.Predicate))?.Key : null;

    private static EntitySetModel SetOf(RowSource source) => source switch
    {
        SetRows set => set.Set,
        FilteredRows filtered => SetOf(filtered.Input),
        TypedRows typed => SetOf(typed.Input),
        PathRows path => path.Navigation.Target,
        _ => throw new InvalidOperationException($"{source.GetType().Name} is no path to one row."),
    };

    // The property of the related rows that refers back.
    private static PropertyModel? Referring(NavigationModel navigation) =>
        navigation.Partner is { } partner && navigation.Target.Type.FindNavigation(partner)?.Constraint is [var (own, _)] ? own : null;

    private static Problem Nothing(string what) => new(ErrorCode.MethodNotAllowed, $"Nothing can be changed at {what}.");
}
