using Kawasaki.Domain.Access;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Domain.Changes;

/// <summary>Makes changes: the port between the ways of writing and the database.</summary>
public interface IChangeStore
{
    /// <summary>Makes the changes in one transaction, each with its audit entry and its entry in the change feed.</summary>
    /// <param name="group">The changes.</param>
    /// <param name="cancellationToken">Ends the attempt; after the commit began its outcome is still found out.</param>
    /// <returns>
    /// What became of each change, in order. With <see cref="ChangeGroup.IsAtomic"/> a change that fails undoes all, and its problem is the result;
    /// else the result holds the problem of each that failed and the others are made. Problems: 404, 409, 412, 422 and 403 of the rows,
    /// and those of a database that is away.
    /// </returns>
    Task<Result<ChangeOutcome>> ApplyAsync(ChangeGroup group, CancellationToken cancellationToken);

    /// <summary>Keeps in the audit entries that an attempt was refused before it came to <see cref="ApplyAsync"/>, which keeps its own refusals.</summary>
    /// <param name="refusal">The attempt.</param>
    /// <param name="cancellationToken">Ends the attempt to keep it.</param>
    /// <returns>Null when it is kept, or counted where there are very many; the problem of a database that is away.</returns>
    Task<Problem?> NoteRefusalAsync(Refusal refusal, CancellationToken cancellationToken);
}

/// <summary>An attempt that was refused: a change that the caller may not make, a set it may not read, credentials that are not good.</summary>
/// <param name="Caller">Who tried; `-` where nobody was recognized.</param>
/// <param name="Credential">Public id of the key or of the token; `-` where none is certain.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Set">Name of the set; null if none was named.</param>
/// <param name="Code">Code of the row; null if none was named.</param>
/// <param name="Problem">Why it was refused.</param>
public sealed record Refusal(string Caller, string Credential, string RequestId, string? Set, string? Code, Problem Problem)
{
    /// <summary>An attempt of a caller that was recognized.</summary>
    /// <param name="caller">Who tried.</param>
    /// <param name="set">Name of the set.</param>
    /// <param name="key">Key of the row; null if none was named.</param>
    /// <param name="problem">What the caller was told.</param>
    public static Refusal Of(Caller caller, string set, IReadOnlyList<Literal>? key, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(caller.Name, caller.Credential, caller.RequestId, set, key is null ? null : string.Join(',', key.Select(k => k.Value)), problem);
    }
}

/// <summary>Changes that are asked for together.</summary>
/// <param name="Changes">The changes, in the order they are made.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="IsAtomic">Whether a change that fails undoes all.</param>
/// <param name="Repeat">What makes the same request known when it comes again; null if nothing does.</param>
public sealed record ChangeGroup(IReadOnlyList<RowChange> Changes, Caller Caller, bool IsAtomic, RepeatKey? Repeat)
{
    /// <summary>The set that the request is about; null where it is about several. When a request comes again the rows may be others, or none.</summary>
    public EntitySetModel? Set { get; init; }
}

/// <summary>A request's own name, given by its caller: the same request twice happens once.</summary>
/// <param name="Key">`Idempotency-Key` or `Repeatability-Request-ID`.</param>
/// <param name="Fingerprint">Hash of method, path and body: the same key with another request is a conflict.</param>
public sealed record RepeatKey(string Key, ReadOnlyMemory<byte> Fingerprint);

/// <summary>What became of a group.</summary>
/// <param name="Rows">One for each change, in order.</param>
/// <param name="DataVersion">Version of the data that holds the changes; readers of this version or later see them.</param>
/// <param name="IsRepeated">Whether the request had come before: nothing was done now, the outcome is the one of then.</param>
public sealed record ChangeOutcome(IReadOnlyList<RowOutcome> Rows, long DataVersion, bool IsRepeated);

/// <summary>What became of one change.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Key">Key of the row, which is another than asked for where the row stood under that already.</param>
/// <param name="Revision">The row's revision now, as in its ETag; null when it is gone or its set has none.</param>
/// <param name="Problem">Why nothing was done; null when it was.</param>
public sealed record RowOutcome(RowOutcomeKind Kind, IReadOnlyList<Literal> Key, long? Revision, Problem? Problem = null);

/// <summary>What was done to a row.</summary>
public enum RowOutcomeKind
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Updated,

    /// <summary>It was already as asked for.</summary>
    Unchanged,

    /// <summary>It was removed.</summary>
    Deleted,

    /// <summary>Nothing, since the change failed.</summary>
    Failed,
}
