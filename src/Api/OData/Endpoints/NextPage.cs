using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>The link from one answer to its next page. The request is parsed (again, where its statement was known) only when there is one.</summary>
/// <param name="links">Writes it.</param>
/// <param name="ready">The question answered.</param>
internal sealed class NextPage(NextLink links, ReadyQuestion ready)
{
    /// <summary>The link written; null as long as none is.</summary>
    public string? Written { get; private set; }

    /// <summary>Writes the link.</summary>
    /// <param name="after">Order values of the last row of this page.</param>
    /// <param name="rows">Rows of this page.</param>
    public string Link(IReadOnlyList<Literal> after, int rows) =>
        Written = links.Write(Syntax(), ready.Question.Plan, ready.Asked.Root, after, rows);

    private ODataRequestSyntax Syntax()
    {
        var parsed = QuestionCompiler.Parse(ready.Asked);
        return parsed.IsOk ? parsed.Value.Syntax : throw new InvalidOperationException($"A question that is being answered cannot be parsed: {parsed.Problem.Message}");
    }
}
