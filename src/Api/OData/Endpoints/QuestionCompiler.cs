using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>R1's result.</summary>
/// <param name="Asked">The request.</param>
/// <param name="Sent">Its syntax as sent.</param>
/// <param name="Syntax">The same with `$entity` resolved.</param>
internal sealed record ParsedQuestion(AskedUrl Asked, ODataRequestSyntax Sent, ODataRequestSyntax Syntax);

/// <summary>R2's result.</summary>
/// <param name="Parsed">Where it comes from.</param>
/// <param name="Wanted">The form of the answer.</param>
/// <param name="Request">What is asked for.</param>
internal sealed record BoundQuestion(ParsedQuestion Parsed, Negotiated Wanted, BoundRequest Request);

/// <summary>R1 to R3: from the text of a request to the statement that answers it.</summary>
internal sealed class QuestionCompiler(PublishedModel model, IReadStore store, RequestBinder binder, NextLink links, DeltaLink deltas, ServerOptions options)
{
    /// <summary>R1 to R3 of a question for rows, in one go.</summary>
    /// <param name="asked">The request.</param>
    public Result<CompiledQuestion> Compile(AskedUrl asked)
    {
        var parsed = Parse(asked);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        var bound = Bind(parsed.Value, slots: null);
        return !bound.IsOk ? bound.Problem
            : bound.Value.Request is ReadRequest { Plan: var plan } ? Write(bound.Value, plan)
            : throw new InvalidOperationException("Only questions for rows are compiled in one go.");
    }

    /// <summary>R1: text to syntax.</summary>
    /// <param name="asked">The request.</param>
    public Result<ParsedQuestion> Parse(AskedUrl asked)
    {
        var parsed = UrlParser.Parse(asked.Target.Path, asked.Target.Query, asked.Limits);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        var resolved = EntityReference.Resolve(parsed.Value, asked.Root, model);
        return resolved.IsOk ? new ParsedQuestion(asked, parsed.Value, resolved.Value) : resolved.Problem;
    }

    /// <summary>R2: names to the published model, headers to the form of the answer; the text ends here.</summary>
    /// <param name="parsed">The syntax.</param>
    /// <param name="slots">Learns which literals are exchangeable; null when nobody asks.</param>
    public Result<BoundQuestion> Bind(ParsedQuestion parsed, LiteralSlots? slots)
    {
        var wanted = Negotiator.Negotiate(parsed.Asked.Headers, parsed.Syntax.Options.Format?.Value, AnswerKinds.Of(parsed.Syntax.Path));
        if (!wanted.IsOk)
        {
            return wanted.Problem;
        }

        var bound = binder.Bind(DeltaLink.WithoutCount(parsed.Syntax), wanted.Value.MaxPageSize, slots);
        return !bound.IsOk ? bound.Problem
            : EntityReference.Check(parsed.Sent, bound.Value, model) is { } noRow ? noRow
            : new BoundQuestion(parsed, wanted.Value, bound.Value);
    }

    /// <summary>A failure to compute what was asked for, with the place where it happened as far as that is known.</summary>
    /// <param name="problem">What happened.</param>
    /// <param name="parsed">The question.</param>
    public Problem Locate(Problem problem, ParsedQuestion parsed)
    {
        var faults = new FaultPlaces();
        return binder.Bind(DeltaLink.WithoutCount(parsed.Syntax), null, faults: faults).IsOk ? faults.Locate(problem) : problem;
    }

    /// <summary>R3: one statement, and what is the same in all its answers.</summary>
    /// <param name="bound">The question.</param>
    /// <param name="first">Its plan, as if it were the first page.</param>
    public Result<CompiledQuestion> Write(BoundQuestion bound, ReadPlan first)
    {
        var (asked, syntax) = (bound.Parsed.Asked, bound.Parsed.Syntax);
        var continued = syntax.Options.DeltaToken is null ? links.Continue(syntax, first) : deltas.Continue(syntax, first);
        var tracked = continued.IsOk ? TrackedQuestion.Begin(continued.Value, bound.Wanted, model) : continued;
        if (!tracked.IsOk)
        {
            return tracked.Problem;
        }

        var form = new AnswerForm(model, bound.Wanted, asked.Root);
        var fitted = form.Fit(tracked.Value);
        if (fitted is not { IsOk: true, Value: var plan })
        {
            return fitted.Problem;
        }

        var isStream = AnswerForm.IsStream(plan);
        var format = new RowFormat(bound.Wanted.Format.Ieee754Compatible, bound.Wanted.Format.Metadata, asked.Root, model.Namespace) { WritesNullIds = bound.Wanted.Format.Version == "4.0" };
        var statement = store.Prepare(plan, new ReadOptions(format, isStream ? options.StreamDeadline : options.RequestDeadline, isStream));
        return new CompiledQuestion(bound.Wanted, plan, statement, form.Template(plan, statement.Layout), QuestionText.Of(bound.Request, syntax));
    }
}
