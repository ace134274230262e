using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>The methods that a target takes: what is done and what `Allow` tells are the same list.</summary>
internal static class WriteActions
{
    private static readonly Dictionary<PropertyModel, Literal> NoValues = [];

    /// <summary>What can be done at a target, one for each method.</summary>
    /// <param name="target">The target.</param>
    public static IReadOnlyList<WriteAction> At(WriteTarget target) => target switch
    {
        SetTarget set => [Create(set), Bulk(set)],
        EachTarget members => [ChangeEach(members), RemoveEach(members)],
        RowTarget row => [Row("PATCH", row, ChangeKind.Upsert), Row("PUT", row, ChangeKind.ReplaceOrCreate), Delete(row)],
        PropertyTarget { Property.Type.IsCollection: true } property => [Property("PUT", property with { IsReplaced = true }), Clear(property)],
        PropertyTarget property => [Property("PATCH", property), Property("PUT", property with { IsReplaced = true }), Clear(property)],
        LinkTarget link => [Link("POST", link), Link("PUT", link), Unlink(link)],
        ManyLinkTarget { Other: null } links => [Link(links), Unlink(links)],
        ManyLinkTarget links => [Unlink(links)],
        _ => throw new InvalidOperationException($"{target.GetType().Name} is no known target."),
    };

    /// <summary>The methods of a target as the header has them; the members of a collection are read without `$each`.</summary>
    /// <param name="target">The target.</param>
    public static string Allow(WriteTarget target) =>
        (target is EachTarget ? "" : "GET, HEAD, ") + string.Join(", ", At(target).Select(a => a.Method));

    private static WriteAction Create(SetTarget target) => new("POST", Precondition.None, i => i.Body.Create(target, i.Condition)) { IsMinimalByDefault = false };

    private static WriteAction Bulk(SetTarget target) => new("PATCH", null, i => Together(i.Body.Rows(target))) { Extent = WriteExtent.Rows };

    private static WriteAction Row(string method, RowTarget target, ChangeKind kind) => new(method, Precondition.MustBeSaid, i => i.Body.Row(target, kind, i.Condition));

    private static WriteAction Delete(RowTarget target) =>
        new("DELETE", Precondition.MustBeSaid, i => Alone(new RowChange(ChangeKind.Delete, target.Set, target.Key, NoValues, [], i.Condition))) { Body = BodyForm.None };

    private static WriteAction Property(string method, PropertyTarget target) =>
        new(method, Precondition.MustBeSaid, i => Alone(i.Body.Property(target, i.Condition))) { Body = target.IsRaw ? BodyForm.Text : BodyForm.Json };

    private static WriteAction Clear(PropertyTarget target) => new("DELETE", Precondition.MustBeSaid, i => Alone(ChangeReader.Clear(target, i.Condition))) { Body = BodyForm.None };

    private static WriteAction Link(string method, LinkTarget target) => new(method, Precondition.None, i => Alone(i.Links.Read(target, i.Body, i.Id, i.Condition)));

    private static WriteAction Link(ManyLinkTarget target) => new("POST", Precondition.None, i => Alone(i.Links.Read(target, i.Body, i.Id, i.Condition)));

    private static WriteAction Unlink(LinkTarget target) => new("DELETE", Precondition.None, i => Alone(i.Links.Read(target, null, i.Id, i.Condition))) { Body = BodyForm.None };

    private static WriteAction Unlink(ManyLinkTarget target) => new("DELETE", Precondition.None, i => Alone(i.Links.Read(target, null, i.Id, i.Condition))) { Body = BodyForm.None };

    private static WriteAction ChangeEach(EachTarget target) => new("PATCH", Precondition.None, i => Misplaced(i) is { } misplaced ? misplaced : Alone(i.Body.Each(target))) { Extent = WriteExtent.Members };

    private static WriteAction RemoveEach(EachTarget target) =>
        new("DELETE", Precondition.None, i => Misplaced(i) is { } misplaced ? misplaced : Alone(new RowChange(ChangeKind.Delete, target.Set, [], NoValues, [], Precondition.MustExist)))
        {
            Extent = WriteExtent.Members,
            Body = BodyForm.None,
        };

    // What a request says that cannot hold of each member of a collection.
    private static Problem? Misplaced(WriteInput input) =>
        input.Condition is { IsAbsent: true } or { Revisions: not null }
            ? new Problem(ErrorCode.BadHeader, "Each member has an ETag of its own: with $each there is no condition but If-Match: *.", "If-Match")
        : ChangeTies.Of(input.Http)?.Store is not null && RepeatHeaders.Read(input.Http, []) is not null
            ? new Problem(ErrorCode.BadHeader, "A group that has a name, so that it may come again, holds no $each: its members may be others then.", RepeatHeaders.Key)
        : null;

    private static Result<RowTree> Alone(Result<RowChange> change) => change.IsOk ? new RowTree([change.Value], null) : change.Problem;

    private static Result<RowTree> Together(Result<IReadOnlyList<RowChange>> changes) => changes.IsOk ? new RowTree(changes.Value, null) : changes.Problem;
}
