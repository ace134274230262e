using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Which questions can be followed by delta links, and what being followed makes of them.</summary>
/// <remarks>
/// Source: OData Protocol 4.01, sections 8.2.8.6 and 11.3. A preference may be left without effect: `Preference-Applied` says whether it had one.
/// Left out are answers that are no rows of a set, a part of the rows (`$top`, `$skip`), the past, what depends on the clock, tables and streams;
/// and expansions in 4.0, whose deltas cannot hold them.
/// </remarks>
internal static class TrackedQuestion
{
    // Expansions nest as deep as the binder lets them; the counter is the second belt.
    private const int MaxDepth = 50;

    /// <summary>Begins to track where the caller prefers it and it is possible; refuses a delta in a form that has none.</summary>
    /// <param name="plan">The question, continued where it has a token.</param>
    /// <param name="wanted">The form of the answer.</param>
    /// <param name="model">The published model.</param>
    public static Result<ReadPlan> Begin(ReadPlan plan, Negotiated wanted, PublishedModel model)
    {
        if (plan.Tracking is not { } tracking)
        {
            return wanted is { TracksChanges: true, Table: null, Format.IsStreaming: false } && plan.After is null && plan.At is null && IsPossible(plan, model)
                && (wanted.Format.Version != "4.0" || plan.Query.Shape.Expansions.Count == 0) ? Whole(plan) with { Tracking = new Tracking() } : plan;
        }

        if (tracking.Since is not null && wanted.Table is not null)
        {
            return new Problem(ErrorCode.NotAcceptable, "What has changed can be told as application/json only.", "Accept");
        }

        return tracking.Since is not null && wanted.Format.Version == "4.0" && plan.Query.Shape.Expansions.Count > 0
            ? new Problem(ErrorCode.VersionNotSupported, "This link was given in OData 4.01: a delta of 4.0 has no place for expanded rows.", "OData-MaxVersion", "Send OData-MaxVersion: 4.01.")
            : Whole(plan);
    }

    /// <summary>Whether a question, whatever its form, can be followed.</summary>
    /// <param name="plan">The question without its token.</param>
    /// <param name="model">The published model.</param>
    public static bool IsPossible(ReadPlan plan, PublishedModel model) =>
        model.KeepsHistory && plan is { Result: ResultKind.Rows, Query: { Skip: null, Top: null }, DependsOnClock: false, PageRows: not null }
        && plan.Set.Type.IsEntity && plan.Set.IsTracked && IsOfSet(plan.Query.Rows) && IsOfOneMoment(plan.Query.Shape, MaxDepth);

    /// <summary>The order of the key, which deltas are in.</summary>
    /// <param name="plan">The question.</param>
    public static IReadOnlyList<OrderTerm> KeyOrder(ReadPlan plan) =>
        [.. plan.Set.Type.Key.Select(k => new OrderTerm(new PropertyValue(new VariableRow(plan.Query.Rows.Rows), k), Descending: false))];

    private static bool IsOfSet(RowSource rows) => rows switch
    {
        SetRows or PathRows => true,
        FilteredRows filtered => IsOfSet(filtered.Input),
        TypedRows typed => IsOfSet(typed.Input),
        _ => false,
    };

    private static bool IsOfOneMoment(Shape shape, int depth) => depth > 0 && shape.Expansions.All(e => e.At is null && IsOfOneMoment(e.Query.Shape, depth - 1));

    // An expansion that is cut would hide changes behind the cut.
    private static ReadPlan Whole(ReadPlan plan) => plan with { Query = plan.Query with { Shape = Whole(plan.Query.Shape, MaxDepth) } };

    private static Shape Whole(Shape shape, int depth) => depth == 0
        ? throw new InvalidOperationException("Expansions nest deeper than the binder allows.")
        : shape with { Expansions = [.. shape.Expansions.Select(e => e with { PageRows = null, NextOptions = null, Query = e.Query with { Shape = Whole(e.Query.Shape, depth - 1) } })] };
}
