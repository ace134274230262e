using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W2 and W3: has changes made and answers what became of them.</summary>
/// <param name="parts">Store and limits.</param>
/// <param name="authority">Who may write what.</param>
/// <param name="rows">Reads rows back.</param>
/// <param name="limits">Limits of a URL.</param>
/// <param name="versions">The version that this instance answers from; null where it does not matter.</param>
internal sealed class ChangeApplier(WriteParts parts, WriteAuthority authority, RowReading rows, ParseLimits limits, IDataVersions? versions)
{
    // Others may change members of a collection between its reading and its change; more often only a livelock could be.
    private const int MostAttempts = 5;

    private readonly EachMember each = new(rows);

    /// <summary>Makes the changes of a request and answers it.</summary>
    /// <param name="work">The request, understood.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else the problem to answer with.</returns>
    public Task<Problem?> RunAsync(WriteWork work, CancellationToken token) => work.Action.Extent switch
    {
        WriteExtent.Row => RowAsync(work, token),
        WriteExtent.Rows => RowsAsync(work, token),
        WriteExtent.Members => MembersAsync(work, (EachTarget)work.Request.Url.Target, token),
        var extent => throw new InvalidOperationException($"{extent} is no known extent."),
    };

    private async Task<Problem?> RowAsync(WriteWork work, CancellationToken token)
    {
        var applied = await ApplyAsync(work, work.Tree.Changes, isAtomic: true, token);
        if (!applied.IsOk)
        {
            return applied.Problem;
        }

        var (outcome, set) = (applied.Value.Rows[0], work.Tree.Changes[0].Set);
        if (work.Request.Url.Target is not (RowTarget or SetTarget) || outcome.Kind == RowOutcomeKind.Deleted)
        {
            Answer(work).Nothing(outcome.Revision, work.Preferences.Return);
            return null;
        }

        return await Answer(work).RowAsync(set, outcome, applied.Value, ShapeOf(work), work.Preferences.Return, work.Action.IsMinimalByDefault, token);
    }

    private async Task<Problem?> RowsAsync(WriteWork work, CancellationToken token)
    {
        var changes = work.Tree.Changes;
        var applied = await ApplyAsync(work, changes, isAtomic: !work.Preferences.ContinuesOnError, token);
        if (!applied.IsOk)
        {
            return applied.Problem;
        }

        await Answer(work).BulkAsync(work.Request.Url.Target.Set, i => changes[i].Kind, applied.Value, work.Preferences.Return, token);
        return null;
    }

    // The members are read first and changed on condition that they are still as they were read: what is changed is the collection as it stands then.
    private async Task<Problem?> MembersAsync(WriteWork work, EachTarget target, CancellationToken token)
    {
        var change = work.Tree.Changes[0];
        for (var left = ChangeTies.Of(work.Request.Http)?.Store is null ? MostAttempts : 1; ; left--)
        {
            var changes = await each.ChangesAsync(target, change, parts.Limits.MaxRows, token);
            if (!changes.IsOk)
            {
                return changes.Problem;
            }

            var applied = await ApplyAsync(work, changes.Value, isAtomic: !work.Preferences.ContinuesOnError, token);
            if (applied.IsOk)
            {
                await Answer(work).BulkAsync(target.Set, _ => change.Kind, applied.Value, work.Preferences.Return, token);
                return null;
            }

            if (!EachMember.IsOvertaken(applied))
            {
                return applied.Problem;
            }

            if (left <= 1)
            {
                return new Problem(ErrorCode.DatabaseUnavailable, "Others change members of the collection at the same moment.", RetryAfter: TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task<Result<ChangeOutcome>> ApplyAsync(WriteWork work, IReadOnlyList<RowChange> changes, bool isAtomic, CancellationToken token)
    {
        var (http, target, caller) = (work.Request.Http, work.Request.Url.Target, work.Request.Caller);

        // Rows inside of a row may be of sets with scopes of their own.
        foreach (var set in changes.Select(c => c.Set).Where(s => s != target.Set).Distinct())
        {
            if (await authority.CheckAsync(caller, set, null, token) is { } refused)
            {
                return refused;
            }
        }

        var repeat = RepeatHeaders.Read(http, work.Body.Bytes.Span);
        if (repeat is { Problem: { } bad })
        {
            return bad;
        }

        var applied = await (ChangeTies.Of(http)?.Store ?? parts.Store).ApplyAsync(new ChangeGroup(changes, caller, isAtomic, repeat?.Value) { Set = target.Set }, token);
        RepeatHeaders.Answer(http, applied.Problem?.Code != ErrorCode.RepeatMismatch, applied.Value?.IsRepeated == true);
        if (applied.IsOk)
        {
            // Nobody who asks this instance from now on is answered from before the change.
            versions?.AtLeast(applied.Value.DataVersion);
        }

        return applied;
    }

    // As deep as it was given, unless the caller asks for another depth.
    private QueryOptionsSyntax ShapeOf(WriteWork work)
    {
        var asked = work.Request.Url.Syntax.Options;
        return asked.Expand is null && work.Tree.Expand is { } expand
            && UrlParser.Parse($"/{work.Tree.Changes[0].Set.Name}", $"$expand={expand}", limits) is { IsOk: true, Value: var deep }
            ? asked with { Expand = deep.Options.Expand } : asked;
    }

    private WriteAnswer Answer(WriteWork work) => new(work.Request.Http, rows, work.Request.Url.Wanted, work.Request.Url.Root);
}
