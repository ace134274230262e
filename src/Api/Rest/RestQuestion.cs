using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>What a REST request asks, and how its rows become the answer.</summary>
/// <param name="Text">What was asked, without any value, for the log.</param>
/// <param name="Plan">The question.</param>
/// <param name="WriteAsync">Writes the answer.</param>
internal sealed record RestQuestion(string Text, ReadPlan Plan, RestWriter WriteAsync)
{
    /// <summary>What is said of a row that is not there; null for what the store says.</summary>
    public string? Missing { get; init; }
}

/// <summary>Writes an answer from an open cursor.</summary>
/// <param name="cursor">The rows.</param>
/// <param name="output">Where.</param>
/// <param name="token">Ends the reading.</param>
/// <returns>The number of rows; the problem when the database failed on the way.</returns>
internal delegate Task<Result<int>> RestWriter(ReadCursor cursor, PageBuffer output, CancellationToken token);
