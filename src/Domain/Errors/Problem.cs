namespace Kawasaki.Domain.Errors;

/// <summary>An expected failure, as a value: what, where, what was expected.</summary>
/// <param name="Code">Stable code, listed in docs/errors.md.</param>
/// <param name="Message">One English sentence; names the position and what was expected.</param>
/// <param name="Target">The part of the request or package at fault: an option name, a property path, `file:row:column`; null if the whole.</param>
/// <param name="Hint">What to try instead, such as the nearest valid name; null if nothing is known.</param>
/// <param name="Details">Further findings of the same attempt; empty when there are none.</param>
/// <param name="RetryAfter">When the same attempt may succeed; null if waiting does not help.</param>
public sealed record Problem(ErrorCode Code, string Message, string? Target = null, string? Hint = null, IReadOnlyList<Problem>? Details = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Revision of the row as it stands, for a caller whose own is out of date; null where that is not the matter.</summary>
    public long? Revision { get; init; }

    /// <summary>What could not be computed from the values that were there; null where that is not the matter.</summary>
    public ComputationFault? Fault { get; init; }
}
