using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Compares some of the questions that <see cref="PlanCache"/> finds with what the long way makes of the same request.</summary>
/// <remarks>
/// The scan of the text and the promises of the binders have to agree with the parser (docs/decisions/0019); here it is seen in service whether they do.
/// </remarks>
/// <param name="plans">Where they are found.</param>
/// <param name="compiler">The long way.</param>
/// <param name="every">One in so many is compared; 0 compares none.</param>
/// <param name="logger">Told of differences.</param>
internal sealed class PlanCheck(PlanCache plans, QuestionCompiler compiler, int every, ILogger logger)
{
    private long found;

    /// <summary>The question to answer: the one that was found, or the fresh one where they differ. That shape is then given up.</summary>
    /// <param name="known">The question that was found.</param>
    /// <param name="shape">Its shape.</param>
    public Result<ReadyQuestion> Confirm(ReadyQuestion known, UrlShape shape)
    {
        if (every == 0 || Interlocked.Increment(ref found) % every != 0)
        {
            return known;
        }

        var fresh = compiler.Compile(known.Asked);
        if (fresh.IsOk && fresh.Value.Statement.Describe([]) == known.Question.Statement.Describe(known.Literals))
        {
            return known;
        }

        Log.PlanDiffers(logger, known.Question.Text);
        plans.Pin(known.Asked, shape);
        return fresh.IsOk ? new ReadyQuestion(known.Asked, fresh.Value, []) : fresh.Problem;
    }
}
