using Kawasaki.Api.OData.Changing;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What later requests of a batch can refer to: `$1` is the row that request 1 made or returned, `$1/name` a value of its answer.</summary>
/// <remarks>Source: OData Protocol 4.01, sections 11.7.4 and 11.7.5. The name of a system resource, such as `$metadata`, always means that.</remarks>
/// <param name="batch">The batch: only answers that it refers to are kept.</param>
internal sealed class References(BatchRequest batch)
{
    // As long as an answer that is kept may be; a value is looked for in few of them.
    private const int MaxKept = 4 * 1024 * 1024;

    private static readonly HashSet<string> SystemResources = new(StringComparer.OrdinalIgnoreCase) { "batch", "crossjoin", "all", "entity", "root", "id", "metadata", "query" };

    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> kept = [.. batch.Steps.SelectMany(s => s.Parts).SelectMany(p => ValueReferences.Names(p.Condition ?? "").Concat(ValueReferences.Names(QueryOf(p.Url))))];

    /// <summary>Notes what became of a request.</summary>
    /// <param name="answer">Its answer.</param>
    /// <param name="path">The path it led to, without query.</param>
    public void Note(PartAnswer answer, string path)
    {
        if (answer.Part.Id is { } id)
        {
            known[id] = new Known(answer.IsSuccess, answer.Headers.Location.ToString() is { Length: > 0 } location ? location : path, answer.Headers.ETag.ToString())
            {
                Body = kept.Contains(id) && answer.Body.Length <= MaxKept ? answer.Body.ToArray() : null,
            };
        }
    }

    /// <summary>Notes whether a group succeeded.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="isSuccess">Whether it did.</param>
    public void Note(string group, bool isSuccess) => known[group] = new Known(isSuccess, null, "");

    /// <summary>Notes a request of a group whose changes are understood and not made yet.</summary>
    /// <param name="part">The request.</param>
    /// <param name="changes">Its changes.</param>
    public void NotePending(BatchPart part, IReadOnlyList<RowChange> changes)
    {
        if (part.Id is { } id)
        {
            // Within one transaction whatever state it leaves is the state meant.
            known[id] = new Known(true, changes is [{ Target.Length: 0 } root, ..] ? RowKeys.Path(root.Set, root.Key) : null, "*");
        }
    }

    /// <summary>The problem of a request that is not to be executed: it depends on others which did not succeed, or its condition does not hold; null without one.</summary>
    /// <param name="part">The request.</param>
    public Problem? Refuse(BatchPart part)
    {
        if (part.Condition is null)
        {
            return part.DependsOn.FirstOrDefault(d => !known.TryGetValue(d, out var before) || !before.IsSuccess) is { } failed ? Failed(failed) : null;
        }

        var condition = ValueReferences.Resolve(part.Condition, isEncoded: false, InCondition, id => InCondition(id, ""));
        var holds = condition.IsOk ? BatchCondition.Holds(condition.Value, ParseLimits.Default) : condition.Problem;
        return !holds.IsOk ? holds.Problem with { Target = "if" }
            : holds.Value ? null
            : new Problem(ErrorCode.FailedDependency, "The condition does not hold: the request was not executed.", "if");
    }

    /// <summary>A URL with the address of the row in place of a reference to its request, and values in place of references in its query; any other URL as it is.</summary>
    /// <param name="url">The URL.</param>
    public Result<string> Resolve(string url)
    {
        var query = QueryOf(url);
        var path = Address(url[..(url.Length - query.Length)]);
        if (!path.IsOk || query.Length == 0)
        {
            return path;
        }

        var values = ValueReferences.Resolve(query, isEncoded: true, Value, id => Address("$" + id));
        return values.IsOk ? path.Value + values.Value : values.Problem;
    }

    private Result<string> Address(string path)
    {
        if (!path.StartsWith('$'))
        {
            return path;
        }

        var end = path.AsSpan().IndexOfAny("/(") is var at and >= 0 ? at : path.Length;
        var id = path[1..end];
        if (SystemResources.Contains(id))
        {
            return path;
        }

        return !known.TryGetValue(id, out var row) ? new Problem(ErrorCode.BadBatch, $"'${id}' refers to no request before this one.")
            : !row.IsSuccess ? Failed(id)
            : row.Address is null ? new Problem(ErrorCode.BadBatch, $"'${id}' is not one row.")
            : row.Address + path[end..];
    }

    // A value for a URL is one of an answer that succeeded.
    private Result<string> Value(string id, string path) => known.TryGetValue(id, out var before) && !before.IsSuccess ? Failed(id) : Part(id, path);

    private Result<string> InCondition(string id, string path) =>
        path != ValueReferences.Succeeded ? Part(id, path)
        : known.TryGetValue(id, out var before) ? before.IsSuccess ? "true" : "false"
        : new Problem(ErrorCode.BadBatch, $"'${id}' refers to no request before this one.");

    private Result<string> Part(string id, string path) =>
        !known.TryGetValue(id, out var before) ? new Problem(ErrorCode.BadBatch, $"'${id}' refers to no request before this one.")
        : before.Body is { } body && ValueReferences.Literal(body, path) is { } literal ? literal
        : new Problem(ErrorCode.BadBatch, $"'${id}/{path}' is no single value of the answer to that request.");

    private static string QueryOf(string url) => url.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? url[mark..] : "";

    /// <summary>Puts ETags in place of references to them in `If-Match` and `If-None-Match`.</summary>
    /// <param name="headers">Headers of the request.</param>
    public Problem? ResolveTags(IHeaderDictionary headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["If-Match", "If-None-Match"])
        {
            if (headers[name] is not [['$', .. var id]])
            {
                continue;
            }

            if (!known.TryGetValue(id, out var row) || row.ETag.Length == 0)
            {
                return new Problem(ErrorCode.BadBatch, $"'${id}' refers to no request before this one that gave an ETag.", name);
            }

            if (!row.IsSuccess)
            {
                return Failed(id);
            }

            headers[name] = row.ETag;
        }

        return null;
    }

    private static Problem Failed(string name) => new(ErrorCode.FailedDependency, $"'{name}' did not succeed: the request was not executed.");

    private sealed record Known(bool IsSuccess, string? Address, string ETag)
    {
        /// <summary>The answer, where later requests refer to values of it.</summary>
        public byte[]? Body { get; init; }
    }
}
