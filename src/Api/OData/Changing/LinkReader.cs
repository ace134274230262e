using Kawasaki.Api.OData.Bodies;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W1: makes the change of a link, `/$ref`: a value of the row that refers.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.4.6.</remarks>
internal sealed class LinkReader(RowReading rows, string root)
{
    /// <summary>The change.</summary>
    /// <param name="target">The link.</param>
    /// <param name="body">Reads the body; null for the removal of a link.</param>
    /// <param name="id">`$id` of the URL; null without one.</param>
    /// <param name="condition">Condition on the row that refers.</param>
    public Result<RowChange> Read(LinkTarget target, ChangeReader? body, string? id, Precondition condition)
    {
        var (key, referred) = (target.Key, target.Referred);
        if (body is not null)
        {
            var named = body.Reference();
            if (!named.IsOk)
            {
                return named.Problem;
            }

            if (named.Value.Set != (referred is null ? target.Other : target.Set))
            {
                return new Problem(ErrorCode.BadValue, $"This link leads to {(referred is null ? target.Other : target.Set).Name}, not to {named.Value.Set.Name}.", "@odata.id");
            }

            (key, referred) = referred is null ? (key, named.Value.Key[0]) : (named.Value.Key, referred);
        }
        else if (key is null)
        {
            var named = id is null ? new Problem(ErrorCode.UrlSyntax, "Which link is removed is said by $id or a key.", "$id") : rows.Resolve(id, root);
            if (!named.IsOk)
            {
                return named.Problem;
            }

            key = named.Value.Key;
        }

        var value = new Literal(body is null ? null : referred!.Value, target.Property.Type with { IsNullable = true });
        return key is null
            ? new Problem(ErrorCode.UrlSyntax, "A link is added to the collection: the body names the row.", "@odata.id")
            : new RowChange(ChangeKind.Update, target.Set, key, new Dictionary<PropertyModel, Literal> { [target.Property] = value }, [], condition);
    }

    /// <summary>The change of a link that is a row of its own.</summary>
    /// <param name="target">The links.</param>
    /// <param name="body">Reads the body; null for the removal of a link.</param>
    /// <param name="id">`$id` of the URL; null without one.</param>
    /// <param name="condition">Condition on the row.</param>
    public Result<RowChange> Read(ManyLinkTarget target, ChangeReader? body, string? id, Precondition condition)
    {
        var other = target.Other;
        if (body is not null || other is null)
        {
            var named = body is not null ? body.Reference() : id is null ? new Problem(ErrorCode.UrlSyntax, "Which link is removed is said by $id or a key.", "$id") : Referred(id);
            if (!named.IsOk)
            {
                return named.Problem;
            }

            if (named.Value.Set != target.Navigation.Target)
            {
                return new Problem(ErrorCode.BadValue, $"This link leads to {target.Navigation.Target.Name}, not to {named.Value.Set.Name}.", body is null ? "$id" : "@odata.id");
            }

            other = named.Value.Key;
        }

        return new RowChange(ChangeKind.Update, target.Set, target.Key, new Dictionary<PropertyModel, Literal>(), [new LinkChange(target.Navigation, other, IsAdded: body is not null)], condition);
    }

    private Result<RowReference> Referred(string id) => rows.Resolve(id, root) is { IsOk: true, Value: var row } ? new RowReference(row.Set, row.Key) : rows.Resolve(id, root).Problem!;
}
