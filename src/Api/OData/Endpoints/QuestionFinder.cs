using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What a request asks for: rows, or else a description of the service.</summary>
/// <param name="Rows">The question for rows, ready to be asked.</param>
/// <param name="Description">The description; null when rows are asked for.</param>
internal readonly record struct FoundQuestion(ReadyQuestion? Rows, BoundQuestion? Description);

/// <summary>R1 to R3: the question of a request, from what was compiled before where its shape is known.</summary>
internal sealed class QuestionFinder(QuestionCompiler compiler, PlanCache plans, PlanCheck check)
{
    /// <summary>Finds or compiles it.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="record">Told what was asked and how long each step took.</param>
    /// <param name="clock">Measures the steps.</param>
    public Result<FoundQuestion> Find(AskedUrl asked, RequestRecord record, Laps clock)
    {
        // What was asked before with other values goes on at R4.
        var shape = plans.ShapeOf(asked);
        if (plans.Find(asked, shape, record) is { } known)
        {
            var confirmed = check.Confirm(known, shape!);
            record.Parse = clock.Lap();
            return confirmed.IsOk ? new FoundQuestion(confirmed.Value, null) : confirmed.Problem;
        }

        // R1: text to syntax.
        var parsed = compiler.Parse(asked);
        record.Parse = clock.Lap();
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        // R2: names to the published model; the text ends here.
        var literals = shape is null ? null : new LiteralSlots(shape);
        var bound = compiler.Bind(parsed.Value, literals);
        record.Bind = clock.Lap();
        if (bound is not { IsOk: true, Value: var question })
        {
            return bound.Problem;
        }

        record.Question = QuestionText.Of(question.Request, parsed.Value.Syntax);
        if (question.Request is not ReadRequest { Plan: var plan })
        {
            return new FoundQuestion(null, question);
        }

        // R3: one statement.
        var compiled = compiler.Write(question, plan);
        if (!compiled.IsOk)
        {
            return compiled.Problem;
        }

        if (literals is not null)
        {
            plans.Keep(asked, shape!, literals, compiled.Value);
        }

        return new FoundQuestion(new ReadyQuestion(asked, compiled.Value, []), null);
    }
}
