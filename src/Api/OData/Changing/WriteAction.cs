using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Changing;

/// <summary>What a method does at a target.</summary>
/// <param name="Method">The method.</param>
/// <param name="Otherwise">Condition of a request that states none; null where no headers of conditions are read.</param>
/// <param name="Read">W1: the changes that are asked for.</param>
internal sealed record WriteAction(string Method, Precondition? Otherwise, Func<WriteInput, Result<RowTree>> Read)
{
    /// <summary>The body it takes.</summary>
    public BodyForm Body { get; init; } = BodyForm.Json;

    /// <summary>How far it reaches.</summary>
    public WriteExtent Extent { get; init; } = WriteExtent.Row;

    /// <summary>Whether a caller without a preference is told nothing of the row.</summary>
    public bool IsMinimalByDefault { get; init; } = true;
}

/// <summary>The body of a changing request.</summary>
internal enum BodyForm
{
    /// <summary>None is read.</summary>
    None,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Plain text, or JSON.</summary>
    Text,
}

/// <summary>How far a change reaches.</summary>
internal enum WriteExtent
{
    /// <summary>One row, perhaps with others that hang on it.</summary>
    Row,

    /// <summary>The rows that the body lists.</summary>
    Rows,

    /// <summary>Each member of a collection; the one change that is read is made of every one.</summary>
    Members,
}

/// <summary>What the changes of a request are read from.</summary>
/// <param name="Http">The request.</param>
/// <param name="Body">Reads its body.</param>
/// <param name="Links">Reads links.</param>
/// <param name="Id">`$id` of the URL; null without one.</param>
/// <param name="Condition">Its condition.</param>
internal sealed record WriteInput(HttpContext Http, ChangeReader Body, LinkReader Links, string? Id, Precondition Condition);
