using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The links at the end of an answer. The request is parsed (again, where its statement was known) only when there is one.</summary>
/// <param name="compiler">Parses the request.</param>
/// <param name="links">Writes those to further pages.</param>
/// <param name="deltas">Writes those to later changes.</param>
/// <param name="ready">The question answered.</param>
internal sealed class NextPage(QuestionCompiler compiler, NextLink links, DeltaLink deltas, ReadyQuestion ready)
{
    /// <summary>The link written; null as long as none is.</summary>
    public string? Written { get; private set; }

    /// <summary>Writes the links.</summary>
    /// <param name="cursor">The answer, read to its end.</param>
    /// <param name="rows">Rows of this page.</param>
    public PageLinks End(ReadCursor cursor, int rows)
    {
        var (plan, root) = (ready.Question.Plan, ready.Asked.Root);
        if (cursor.Continuation is { } after)
        {
            Written = plan.Tracking?.Since is null
                ? links.Write(Syntax(), plan, root, after, rows, cursor.State)
                : deltas.WriteNext(Syntax(), plan, root, after, cursor.State!);
            return new PageLinks(Written, null);
        }

        return cursor.State is { } state ? new PageLinks(null, Written = deltas.Write(Syntax(), plan, root, state)) : PageLinks.None;
    }

    private ODataRequestSyntax Syntax()
    {
        var parsed = compiler.Parse(ready.Asked);
        return parsed.IsOk ? parsed.Value.Syntax : throw new InvalidOperationException($"A question that is being answered cannot be parsed: {parsed.Problem.Message}");
    }
}
