using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Continues a question over several pages: reads the token of a request and writes the link to the next page.</summary>
/// <remarks>The link keeps every option; `$top` says what is still wanted, `$skip` is done.</remarks>
/// <param name="tokens">Writes and reads tokens.</param>
/// <param name="age">How long states are known.</param>
/// <param name="maxPageRows">Most rows of a page. A token is no way around it: whoever knows the key can write one, and the limit may have been lowered since.</param>
internal sealed class NextLink(ContinuationToken tokens, StateAge age, int maxPageRows)
{
    /// <summary>The plan of the page that the request's token asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan, as if it had no token.</param>
    public Result<ReadPlan> Continue(ODataRequestSyntax request, ReadPlan plan)
    {
        if (request.Options.SkipToken is not { } token)
        {
            return plan;
        }

        var continuation = tokens.Read(token.Value, Question(request), plan.Query.Order);
        if (!continuation.IsOk)
        {
            return continuation.Problem;
        }

        var (after, pageRows, state, _) = continuation.Value;

        var continued = plan with { After = after, PageRows = Math.Clamp(pageRows, 1, maxPageRows), Query = plan.Query with { Skip = null } };
        return state is null ? continued : continued with { At = At(state), Tracking = new Tracking(state, Oldest: age.Oldest) };
    }

    /// <summary>A state as the plan names it; null for that of now.</summary>
    /// <param name="state">The state.</param>
    public static Literal? At(DataState? state) => state is null ? null : new Literal(state.Version, TypeReference.Of(PrimitiveKind.Int64, isNullable: false));

    /// <summary>The link.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="after">Order values of the last row of this page.</param>
    /// <param name="rows">Rows of this page.</param>
    /// <param name="state">The state that all pages are to be of; null for whatever is there.</param>
    public string Write(ODataRequestSyntax request, ReadPlan plan, string root, IReadOnlyList<Literal> after, int rows, DataState? state)
    {
        var token = tokens.Write(new Continuation(after, plan.PageRows!.Value, state), Question(request));
        var options = request.Options with
        {
            SkipToken = new TextOptionSyntax(request.Path.Position, token),
            Skip = null,
            Top = request.Options.Top is { } top ? top with { Value = top.Value - rows } : null,
        };
        return root + UrlPrinter.Print(request with { Options = options });
    }

    /// <summary>The problem with a link that could not be asked: a question in a body may be longer than any URL, and its link is a URL all the same.</summary>
    /// <param name="link">The link; null for none.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    public static Problem? TooLong(string? link, string root) => link is null || link.Length - root.Length <= ParseLimits.Default.MaxLength ? null
        : new Problem(
            ErrorCode.TooComplex, $"The answer has more than one page, and the link to the next would have more than {ParseLimits.Default.MaxLength} characters.",
            Hint: "Ask for larger pages by Prefer: maxpagesize, or for fewer rows.");

    private static string Question(ODataRequestSyntax request) =>
        UrlPrinter.Print(request with { Options = request.Options with { SkipToken = null, Skip = null, Top = null, Count = null, Format = null } });
}
