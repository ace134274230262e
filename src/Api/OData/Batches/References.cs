using Kawasaki.Api.OData.Changing;
using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What later requests of a batch can refer to: `$1` is the row that request 1 made or returned.</summary>
/// <remarks>Source: OData Protocol 4.01, sections 11.7.4 and 11.7.5. The name of a system resource, such as `$metadata`, always means that.</remarks>
internal sealed class References
{
    private static readonly HashSet<string> SystemResources = new(StringComparer.OrdinalIgnoreCase) { "batch", "crossjoin", "all", "entity", "root", "id", "metadata", "query" };

    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Notes what became of a request.</summary>
    /// <param name="answer">Its answer.</param>
    /// <param name="path">The path it led to, without query.</param>
    public void Note(PartAnswer answer, string path)
    {
        if (answer.Part.Id is { } id)
        {
            known[id] = new Known(answer.IsSuccess, answer.Headers.Location.ToString() is { Length: > 0 } location ? location : path, answer.Headers.ETag.ToString());
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

    /// <summary>The problem of a request that depends on others which did not succeed; null without one.</summary>
    /// <param name="part">The request.</param>
    public Problem? Refuse(BatchPart part) =>
        part.IsConditional ? new Problem(ErrorCode.FailedDependency, "Conditions (\"if\") are not supported by this service: the request was not executed.", "if")
        : part.DependsOn.FirstOrDefault(d => !known.TryGetValue(d, out var before) || !before.IsSuccess) is { } failed ? Failed(failed)
        : null;

    /// <summary>A URL with the address of the row in place of a reference to its request; any other URL as it is.</summary>
    /// <param name="url">The URL.</param>
    public Result<string> Resolve(string url)
    {
        if (!url.StartsWith('$'))
        {
            return url;
        }

        var end = url.AsSpan().IndexOfAny("/?(") is var at and >= 0 ? at : url.Length;
        var id = url[1..end];
        if (SystemResources.Contains(id))
        {
            return url;
        }

        return !known.TryGetValue(id, out var row) ? new Problem(ErrorCode.BadBatch, $"'${id}' refers to no request before this one.")
            : !row.IsSuccess ? Failed(id)
            : row.Address is null ? new Problem(ErrorCode.BadBatch, $"'${id}' is not one row.")
            : row.Address + url[end..];
    }

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

    private sealed record Known(bool IsSuccess, string? Address, string ETag);
}
