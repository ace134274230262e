using Kawasaki.Api.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kawasaki.Api.OData.Batches;

/// <summary>A batch as its caller wrote it, in either format.</summary>
/// <param name="Steps">What is done, in order.</param>
/// <param name="IsJson">Whether it came as JSON, which also decides what happens after an error.</param>
internal sealed record BatchRequest(IReadOnlyList<BatchStep> Steps, bool IsJson);

/// <summary>One request alone, or several that succeed or fail together.</summary>
/// <param name="Group">Name of the change set or atomicity group; null for one request alone.</param>
/// <param name="Parts">The requests.</param>
internal sealed record BatchStep(string? Group, IReadOnlyList<BatchPart> Parts);

/// <summary>One request of a batch.</summary>
/// <param name="Number">Its place among all requests of the batch, from 1.</param>
/// <param name="Id">`Content-ID` or `id`; null without one.</param>
/// <param name="Method">In capital letters.</param>
/// <param name="Url">As written, in printable ASCII.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body; empty without one.</param>
internal sealed record BatchPart(int Number, string? Id, string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Requests and groups that must have succeeded before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Condition that stands in place of the success of <see cref="DependsOn"/>, `if`; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>How problems call it: `request 3`, or `request 3 (id 'a')`.</summary>
    public string Name => Id is null ? BatchProblem.Request(Number) : $"{BatchProblem.Request(Number)} (id '{Id}')";

    /// <summary>The language in which it is told that it was not run: its own, else that of the batch.</summary>
    /// <param name="batch">The batch.</param>
    public ProblemWords Words(HttpRequest batch) =>
        Headers.FirstOrDefault(h => h.Key.Equals(HeaderNames.AcceptLanguage, StringComparison.OrdinalIgnoreCase)).Value is { } own ? ProblemWords.Of(own) : ProblemWords.Of(batch.Headers.AcceptLanguage);
}
