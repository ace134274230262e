using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>What R1 to R3 make of a question; any number of requests may answer from it at once.</summary>
/// <param name="Wanted">The form of the answer.</param>
/// <param name="Plan">The question, as this form answers it.</param>
/// <param name="Statement">The statement that answers it.</param>
/// <param name="Template">What is the same in every answer; null for tables, which are written anew.</param>
/// <param name="Text">What was asked, for the log.</param>
internal sealed record CompiledQuestion(Negotiated Wanted, ReadPlan Plan, ReadStatement Statement, JsonTemplate? Template, string Text)
{
    // The plan with its syntax of names, the writer of rows with the names of its members; measured roughly.
    private const int OverheadBytes = 8_000;

    /// <summary>True when its rows have no end in sight.</summary>
    public bool IsStream => AnswerForm.IsStream(Plan);

    /// <summary>Memory it holds, roughly. Unit: bytes.</summary>
    public int Size => OverheadBytes + Statement.Size;
}

/// <summary>A question with the values of one request.</summary>
/// <param name="Asked">The request.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Literals">Values in place of those the question was compiled with, by number of the literal; empty for those.</param>
internal sealed record ReadyQuestion(AskedUrl Asked, CompiledQuestion Question, IReadOnlyList<Literal?> Literals);

/// <summary>A compiled question and how the literals of another URL of its shape become its values.</summary>
/// <param name="Question">The question.</param>
/// <param name="Literals">By number of the literal; null for those that are part of the question.</param>
internal sealed record KeptQuestion(CompiledQuestion Question, IReadOnlyList<ExchangeableLiteral?> Literals);
