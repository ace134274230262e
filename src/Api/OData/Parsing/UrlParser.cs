using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>R1: URL text becomes a syntax tree. Knows text only: no model, no names of sets. Never throws for any text.</summary>
internal static class UrlParser
{
    /// <summary>Parses a request.</summary>
    /// <param name="path">Path below the service's root, percent-encoded as sent, with or without a slash before it.</param>
    /// <param name="query">Query, percent-encoded as sent, without `?`; for a `$query` request the body, or both with `&amp;` between.</param>
    /// <param name="limits">Limits.</param>
    /// <returns>The request, or the first problem: codes 101 to 105 and 107, with column and option name.</returns>
    public static Result<ODataRequestSyntax> Parse(ReadOnlySpan<char> path, ReadOnlySpan<char> query, ParseLimits limits)
    {
        if (path.Length + query.Length > limits.MaxLength)
        {
            const string Hint = "send the query in the body of POST .../$query";
            return new Problem(ErrorCode.TooComplex, $"the URL has more than {limits.MaxLength} characters", Hint: Hint);
        }

        var budget = new ParseBudget(limits);
        var segments = PathParser.Parse(path, budget);
        if (!segments.IsOk)
        {
            return segments.Problem;
        }

        var options = OptionSplitter.Parse(query, budget);
        return options.IsOk ? new ODataRequestSyntax(segments.Value, options.Value) : options.Problem;
    }

    /// <summary>Parses a URL relative to the service's root, as in `$batch` and `@odata.id`: `policies('5')?$select=name`.</summary>
    public static Result<ODataRequestSyntax> ParseRelative(ReadOnlySpan<char> url, ParseLimits limits)
    {
        var mark = url.IndexOf('?');
        return mark < 0 ? Parse(url, [], limits) : Parse(url[..mark], url[(mark + 1)..], limits);
    }
}
