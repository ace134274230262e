namespace Kawasaki.Domain.Changes;

/// <summary>What must be true of the stored row for a change to happen: `If-Match` and `If-None-Match`.</summary>
public sealed record Precondition
{
    private Precondition()
    {
    }

    /// <summary>No condition.</summary>
    public static Precondition None { get; } = new();

    /// <summary>The row must not exist: `If-None-Match: *`.</summary>
    public static Precondition MustNotExist { get; } = new() { IsAbsent = true };

    /// <summary>The row must exist, in whatever state: `If-Match: *`.</summary>
    public static Precondition MustExist { get; } = new() { IsPresent = true };

    /// <summary>A row that exists is not changed: the caller must say which state of it is meant.</summary>
    public static Precondition MustBeSaid { get; } = new() { IsUnsaid = true };

    /// <summary>True when a row that exists must not be changed for want of a condition.</summary>
    public bool IsUnsaid { get; private init; }

    /// <summary>True when the row must not exist.</summary>
    public bool IsAbsent { get; private init; }

    /// <summary>True when the row must exist.</summary>
    public bool IsPresent { get; private init; }

    /// <summary>The states the row may be in: revisions as in its ETag; null for no such condition.</summary>
    public IReadOnlyList<long>? Revisions { get; private init; }

    /// <summary>The row must be in one of these states.</summary>
    /// <param name="revisions">Revisions the caller knows.</param>
    public static Precondition OneOf(IReadOnlyList<long> revisions) => new() { IsPresent = true, Revisions = revisions };
}
