using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Kawasaki.Domain.Webhooks;

namespace Kawasaki.Api.Webhooks;

/// <summary>Tells subscribers what has changed: the delta of their filter from one committed version to the next, by the plans and the statement of every other delta.</summary>
/// <param name="model">The open part of the published model: what a subscriber is told everybody may read.</param>
/// <param name="store">Answers questions.</param>
/// <param name="limits">What a filter may cost.</param>
/// <param name="parsing">How long it may be.</param>
/// <param name="root">Address of the service root, ending in a slash; without a host where none is configured.</param>
internal sealed class EventReader(PublishedModel model, IReadStore store, QueryLimits limits, ParseLimits parsing, string root) : IEventReader
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly JsonFormat Format = new(MetadataLevel.Minimal, Ieee754Compatible: false, "4.01");

    private readonly RequestBinder binder = new(model, limits);

    /// <summary>The set of a subscription, and whether changes of other sets can change what is told; or why nobody can subscribe to it.</summary>
    /// <param name="entitySet">Name of the set.</param>
    /// <param name="filter">The filter; null for all rows.</param>
    public Result<(EntitySetModel Set, bool FollowsAll)> Check(string entitySet, string? filter)
    {
        if (model.FindSet(entitySet) is not { IsTracked: true } set)
        {
            return new Problem(
                ErrorCode.ValueRefused, $"There is no set '{LiteralBinder.Shorten(entitySet)}' whose changes can be told.", "entitySet",
                BindContext.DidYouMean(entitySet, model.Sets.Where(s => s.IsTracked).Select(s => s.Name)));
        }

        var plan = Plan(set.Name, filter);
        return !plan.IsOk ? plan.Problem with { Code = ErrorCode.ValueRefused, Target = "filter" }
            : TrackedQuestion.IsPossible(plan.Value, model) ? (set, filter is not null || set.IsDerived)
            : new Problem(ErrorCode.ValueRefused, "What the filter lets through changes by itself: it asks for the time of day.", "filter");
    }

    /// <inheritdoc/>
    public async Task<Result<EventPage>> ReadAsync(Subscription subscription, DataState since, DataState at, CancellationToken cancellationToken)
    {
        var bound = Plan(subscription.EntitySet, subscription.Filter);
        if (!bound.IsOk)
        {
            return bound.Problem;
        }

        var key = bound.Value.Set.Type.Key.Single();
        var plan = bound.Value with
        {
            Query = bound.Value.Query with { Order = TrackedQuestion.KeyOrder(bound.Value) },
            After = subscription.AfterKey is { } after ? [new Literal(after, key.Type)] : null,
            PageRows = subscription.MaxEvents,
            At = NextLink.At(at),
            Tracking = new Tracking(at, since),
        };
        var statement = store.Prepare(plan, new ReadOptions(new RowFormat(Ieee754Compatible: false, MetadataLevel.Minimal, root, model.Namespace), Deadline));
        var opened = await statement.OpenAsync([], cancellationToken);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            using var output = new PageBuffer();
            var events = new EventWriter(output, plan, new JsonTemplate(plan, statement.Layout, Format, model, root), root, model.Namespace, at, isArray: subscription.MaxEvents > 1);
            string? last = null;
            while (true)
            {
                var read = await cursor.ReadAsync(cancellationToken);
                if (!read.IsOk)
                {
                    return read.Problem;
                }

                if (!read.Value)
                {
                    return new EventPage(events.Count, events.ContentType, events.End(), cursor.Continuation is null ? null : last);
                }

                last = cursor.Row.GetString(cursor.Layout.Key[0].Ordinal);
                events.Write(cursor, last);
            }
        }
    }

    private Result<ReadPlan> Plan(string set, string? filter)
    {
        var parsed = UrlParser.Parse("/" + set, filter is null ? "" : "$filter=" + Uri.EscapeDataString(filter), parsing);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        var bound = binder.Bind(parsed.Value, null);
        return !bound.IsOk ? bound.Problem
            : bound.Value is ReadRequest { Plan: var plan } ? plan
            : throw new InvalidOperationException("A set is asked for its rows.");
    }
}
