using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Rest;

/// <summary>`GET /api/v1/search?q=`: the rows of every searched set in one list, the best first, with the number found in each set.</summary>
internal sealed class SearchResource(PublishedModel model, QueryLimits limits, ParseLimits parsing, ContinuationToken tokens)
{
    /// <summary>Its parameters; `set` may be given more than once.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["q", "limit", "cursor", "at"];

    private const string Set = "set";

    // Hits are read by people.
    private const int DefaultRows = 50;

    private readonly RowParameters rows = new(limits);
    private readonly SearchedSets sets = new(model);

    /// <summary>The question.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="root">Address of the REST root.</param>
    public Result<RestQuestion> Bind(IQueryCollection query, string root)
    {
        var read = RestParameters.Read(query, Parameters, [Set]);
        if (read is not { IsOk: true, Value: var parameters })
        {
            return read.Problem;
        }

        var (term, limit) = (Term(parameters.Find("q")), rows.Limit(parameters.Find("limit")));
        var wanted = parameters.All(Set);
        if ((term.Problem ?? limit.Problem ?? Unknown(wanted)) is { } problem)
        {
            return problem;
        }

        var most = parameters.Find("limit") is null ? Math.Min(DefaultRows, limits.MaxPageRows) : limit.Value;
        var question = parameters.Question("search");
        var plan = new SearchPlan(sets, term.Value!);
        var after = After(parameters.Find("cursor"), question, plan.Order);
        if (!after.IsOk)
        {
            return after.Problem;
        }

        var listed = sets.All.Where(s => wanted.Contains(s.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var built = RowParameters.At(plan.Build(listed, after.Value, most), parameters.Find("at"));
        var writer = new SearchWriter(sets, listed, term.Value!, most, root, end => parameters.Next($"{root}/search", tokens.Write(new Continuation(end, most), question)));
        return built.IsOk ? new RestQuestion("search", built.Value, writer.WriteAsync) : built.Problem;
    }

    private Result<SearchTerm> Term(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Problem(ErrorCode.BadLiteral, "q is the text to look for.", "q", "Write it as q=マイナンバー, or q=\"子ども 支援\" OR 保育.");
        }

        if (text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)))
        {
            return new Problem(ErrorCode.BadLiteral, "The text to look for holds a control character.", "q");
        }

        var cursor = new TextCursor(text.TrimEnd(), "q", new ParseBudget(parsing));
        if (SearchParser.Parse(cursor) is not { } syntax || (!cursor.IsAtEnd && !cursor.Unexpected("the end")))
        {
            return cursor.Problem!;
        }

        var context = new BindContext(model, limits, []);
        return new SearchBinder(context).Term(syntax) is { } term ? term : context.Problem!;
    }

    private Problem? Unknown(IReadOnlyList<string> wanted) =>
        wanted.FirstOrDefault(w => sets.All.All(s => !string.Equals(s.Name, w, StringComparison.OrdinalIgnoreCase))) is not { } unknown ? null
        : new Problem(
            ErrorCode.BadLiteral, $"'{LiteralBinder.Shorten(unknown)}' is no set with text.", Set,
            BindContext.DidYouMean(unknown, sets.All.Select(s => s.Name)) ?? $"Sets with text are {string.Join(", ", sets.All.Select(s => s.Name))}.");

    private Result<Literal[]> After(string? cursor, string question, IReadOnlyList<OrderTerm> order)
    {
        if (cursor is null)
        {
            return Array.Empty<Literal>();
        }

        var read = tokens.Read(cursor, question, order);
        return read is { IsOk: true, Value.After: { Count: > 0 } after } ? after.ToArray() : ListResource.Bad;
    }
}
