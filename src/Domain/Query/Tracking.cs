namespace Kawasaki.Domain.Query;

/// <summary>A committed state of the data that a reader comes back to.</summary>
/// <param name="Version">Its version.</param>
/// <param name="CommittedAt">Its moment: tells it from a version of the same number that was committed after a restore. Unit: microseconds count.</param>
/// <param name="Lineage">Tells one database from another.</param>
public sealed record DataState(long Version, DateTimeOffset CommittedAt, Guid Lineage);

/// <summary>That whoever asks will ask again what has changed. All pages of one answer are of one state.</summary>
/// <param name="At">The state that is read; null for that of now, which <see cref="ReadCursor.State"/> then tells.</param>
/// <param name="Since">The state known to the caller: the answer is what differs from it. Null for the whole result.</param>
/// <param name="Oldest">A state that another replaced before this moment is not known any more: <see cref="Errors.ErrorCode.StateGone"/>.</param>
public sealed record Tracking(DataState? At = null, DataState? Since = null, DateTimeOffset Oldest = default);

/// <summary>Why a row is no longer in a result.</summary>
public enum RemovalReason
{
    /// <summary>There is no such row any more.</summary>
    Deleted = 1,

    /// <summary>The row is there, but not in the result.</summary>
    Changed = 2,
}
