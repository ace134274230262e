using System.Buffers;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Batches;

/// <summary>What must hold between the requests of a batch, whatever its format.</summary>
/// <remarks>Source: OData Protocol 4.01, section 11.7.3; JSON Format 4.01, section 19.1.</remarks>
internal static class BatchRules
{
    private const int MaxIdLength = 100;

    // The rule request-id of the ABNF: unreserved characters.
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The first problem; null if all is well.</summary>
    /// <param name="batch">The batch.</param>
    public static Problem? Check(BatchRequest batch)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in batch.Steps)
        {
            if (step.Group is { } group && batch.IsJson && CheckName(group, "The name of the atomicity group", known, step.Parts[0]) is { } bad)
            {
                return bad;
            }

            foreach (var part in step.Parts)
            {
                if (CheckPart(part, step, known) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static Problem? CheckPart(BatchPart part, BatchStep step, HashSet<string> known)
    {
        foreach (var name in part.DependsOn)
        {
            if (!known.Contains(name) || name == step.Group)
            {
                return BatchProblem.Malformed($"{part.Name} depends on '{Shorten(name)}', which is no request or group before it.", part.Name);
            }
        }

        if (step.Group is not null && part.Method == "GET")
        {
            return BatchProblem.Malformed($"{part.Name}: a group that succeeds or fails together holds changes only, GET stands outside of it.", part.Name);
        }

        if (part.Method is "GET" or "DELETE" && !part.Body.IsEmpty)
        {
            return BatchProblem.Malformed($"{part.Name}: {part.Method} has no body.", part.Name);
        }

        return part.Id is { } id ? CheckName(id, "The id", known, part) : null;
    }

    private static Problem? CheckName(string name, string what, HashSet<string> known, BatchPart part) =>
        name.Length is 0 or > MaxIdLength || name.AsSpan().ContainsAnyExcept(IdCharacters)
            ? BatchProblem.Malformed($"{what} of {BatchProblem.Request(part.Number)} is made of 1 to {MaxIdLength} letters, digits, '-', '.', '_' and '~'.", part.Name)
        : !known.Add(name) ? BatchProblem.Malformed($"{what} of {BatchProblem.Request(part.Number)}, '{name}', was given before; each request and group has its own.", part.Name)
        : null;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
