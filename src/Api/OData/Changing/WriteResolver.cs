using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>W1: what the URL of a changing request means, by the parser and binder of every read.</summary>
/// <param name="model">The published model.</param>
/// <param name="binder">Binds paths.</param>
/// <param name="rows">Looks up rows.</param>
/// <param name="limits">Limits of a URL.</param>
/// <param name="roots">The service root.</param>
internal sealed class WriteResolver(PublishedModel model, RequestBinder binder, RowReading rows, ParseLimits limits, ServiceRoot roots)
{
    private readonly WriteTargetFinder targets = new(rows);

    /// <summary>The URL's target and the form of the answer, or why nothing can be changed there.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">Ends the looking up.</param>
    public async Task<Result<WriteUrl>> ResolveAsync(HttpContext http, CancellationToken token)
    {
        var root = roots.Of(http.Request);
        var parsed = Parse(http, root);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        var syntax = parsed.Value;
        var wanted = Negotiator.Negotiate(http.Request.Headers, syntax.Options.Format?.Value, AnswerKind.Data);
        if (!wanted.IsOk)
        {
            return wanted.Problem;
        }

        if (OnlyShape(syntax.Options) is { } misplaced)
        {
            return misplaced;
        }

        var (path, isEach) = EachMember.Of(syntax);
        var bound = binder.Bind(path with { Options = syntax.Options with { Id = null, Format = null } }, null);
        if (!bound.IsOk)
        {
            return bound.Problem;
        }

        var question = bound.Value as ReadRequest;
        RequestRecord.Of(http).Question = $"{http.Request.Method} {question?.Plan.Set.Name}";
        if (wanted.Value.Table is not null)
        {
            return new Problem(ErrorCode.NotAcceptable, "A change is answered as JSON.", "Accept");
        }

        var target = await TargetAsync(http, question?.Plan, isEach, token);
        return target.IsOk ? new WriteUrl(syntax, target.Value, wanted.Value, root) : target.Problem;
    }

    private Result<ODataRequestSyntax> Parse(HttpContext http, string root)
    {
        if (RequestTarget.Of(http) is not { } asked)
        {
            return new Problem(ErrorCode.UnknownResource, $"The service root is {RequestTarget.Root}/.");
        }

        var parsed = UrlParser.Parse(asked.Path, asked.Query, limits);
        return parsed.IsOk ? EntityReference.Resolve(parsed.Value, root, model) : parsed;
    }

    private async Task<Result<WriteTarget>> TargetAsync(HttpContext http, ReadPlan? plan, bool isEach, CancellationToken token)
    {
        if (plan is null || plan is { Set.Writing: null, Query.Rows: SetRows })
        {
            return ReadOnly(http, plan?.Set);
        }

        var found = isEach ? WriteTargetFinder.Each(plan) : await targets.FindAsync(plan, token);
        return found.IsOk && found.Value.Set.Writing is null ? ReadOnly(http, found.Value.Set) : found;
    }

    // What a change is answered with may be shaped; which row is changed is the path's to say.
    private static Problem? OnlyShape(QueryOptionsSyntax options) =>
        options with { Select = null, Expand = null, Format = null, Id = null, Aliases = [] } == QueryOptionsSyntax.None
            ? null
            : new Problem(ErrorCode.UrlSyntax, "A change takes no other query options than $select, $expand, $format and, for a link, $id.");

    private static Problem ReadOnly(HttpContext http, EntitySetModel? set)
    {
        http.Response.Headers.Allow = ProblemResponse.AllowedMethods;
        return new Problem(
            ErrorCode.MethodNotAllowed,
            set is null || set.IsComputed ? "Nothing can be changed here."
            : set.ReadScope is not null ? $"{set.Name} are written by the service itself and never changed." : $"{set.Name} are read-only: they state what the city's documents print and change by a load of the data package only.");
    }
}

/// <summary>What the URL of a changing request means.</summary>
/// <param name="Syntax">The URL.</param>
/// <param name="Target">What it leads to.</param>
/// <param name="Wanted">The form of the answer.</param>
/// <param name="Root">Service root, ending in a slash.</param>
internal sealed record WriteUrl(ODataRequestSyntax Syntax, WriteTarget Target, Negotiated Wanted, string Root);
