using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Follows a result: reads the token of a delta link, writes the link to the next page of a delta and the one to ask with later.</summary>
/// <remarks>
/// The link is the question itself with `$deltatoken`, signed together: nothing can be added to it but the segment `/$count`. It has no order, since
/// a delta has that of the key.
/// </remarks>
/// <param name="tokens">Writes and reads tokens.</param>
/// <param name="model">The published model.</param>
/// <param name="age">How long states are known.</param>
/// <param name="maxPageRows">Most rows of a page.</param>
internal sealed class DeltaLink(ContinuationToken tokens, PublishedModel model, StateAge age, int maxPageRows)
{
    /// <summary>The request without the segment that asks for the number of changes only.</summary>
    /// <param name="request">The request.</param>
    public static ODataRequestSyntax WithoutCount(ODataRequestSyntax request) =>
        IsCount(request) ? request with { Path = request.Path with { Segments = [.. request.Path.Segments.Take(request.Path.Segments.Count - 1)] } } : request;

    /// <summary>The plan of the delta that the request's token asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan without token and number segment.</param>
    public Result<ReadPlan> Continue(ODataRequestSyntax request, ReadPlan plan)
    {
        if (plan.At is not null || request.Options.SkipToken is not null || !TrackedQuestion.IsPossible(plan, model))
        {
            return Bad;
        }

        var order = TrackedQuestion.KeyOrder(plan);
        var read = tokens.Read(request.Options.DeltaToken!.Value, Question(WithoutCount(request)), order);
        if (read is not { IsOk: true, Value: { Since: { } since } continuation })
        {
            return Bad;
        }

        return plan with
        {
            Result = IsCount(request) ? ResultKind.Count : plan.Result,
            Query = plan.Query with { Order = order },
            After = continuation.After.Count == 0 ? null : continuation.After,
            PageRows = Math.Clamp(continuation.PageRows, 1, maxPageRows),
            RequiredParent = null,
            At = NextLink.At(continuation.At),
            Tracking = new Tracking(continuation.At, since, age.Oldest),
        };
    }

    /// <summary>The link to ask with later what has changed since.</summary>
    /// <param name="request">A request for the result, or for what had changed of it.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="state">The state that has been told.</param>
    public string Write(ODataRequestSyntax request, ReadPlan plan, string root, DataState state) =>
        Write(request, root, new Continuation([], plan.PageRows!.Value, null, state));

    /// <summary>The link to the next page of a delta.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="after">Key of the last row of this page.</param>
    /// <param name="state">The state that the rows are of.</param>
    public string WriteNext(ODataRequestSyntax request, ReadPlan plan, string root, IReadOnlyList<Literal> after, DataState state) =>
        Write(request, root, new Continuation(after, plan.PageRows!.Value, state, plan.Tracking!.Since));

    /// <summary>Where a caller begins again whose link stands on a state that is gone.</summary>
    /// <param name="request">The request.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public static string Restart(ODataRequestSyntax request, string root) =>
        root + UrlPrinter.Print(WithoutCount(request) with { Options = request.Options with { SkipToken = null, DeltaToken = null } });

    private static Problem Bad { get; } = new(
        ErrorCode.BadContinuation, "The token is damaged or belongs to another query.", "$deltatoken",
        "Follow @odata.deltaLink as it is: no option may be added to it. Or start again without $deltatoken and with Prefer: odata.track-changes.");

    private static bool IsCount(ODataRequestSyntax request) =>
        request.Options.DeltaToken is not null && request.Path.Segments is [.., SystemSegment { Kind: SystemSegmentKind.Count }];

    private string Write(ODataRequestSyntax request, string root, Continuation continuation)
    {
        var followed = request with { Options = request.Options with { SkipToken = null, DeltaToken = null, OrderBy = null } };
        var token = tokens.Write(continuation, Question(followed));
        return root + UrlPrinter.Print(followed with { Options = followed.Options with { DeltaToken = new TextOptionSyntax(request.Path.Position, token) } });
    }

    // The word keeps the tokens of next links out.
    private static string Question(ODataRequestSyntax request) => "delta " + UrlPrinter.Print(request with { Options = request.Options with { DeltaToken = null } });
}

/// <summary>How long a state of the data is known after another replaced it.</summary>
/// <param name="longest">So long.</param>
/// <param name="time">Clock.</param>
internal sealed class StateAge(TimeSpan longest, TimeProvider time)
{
    /// <summary>States replaced before this moment are gone.</summary>
    public DateTimeOffset Oldest => time.GetUtcNow() - longest;
}
