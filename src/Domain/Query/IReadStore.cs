using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Query;

/// <summary>Answers questions: the port between the URL languages and the database.</summary>
public interface IReadStore
{
    /// <summary>Writes the statement that answers a question; asks nothing of the database.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="options">Form of the values and the deadline.</param>
    ReadStatement Prepare(ReadPlan plan, ReadOptions options);
}

/// <summary>A question made ready, to be asked any number of times, also at once.</summary>
public abstract class ReadStatement
{
    /// <summary>Where the values of a row will stand.</summary>
    public abstract RowLayout Layout { get; }

    /// <summary>The <see cref="Literal.Slot"/>s whose values each opening may exchange.</summary>
    public abstract IReadOnlyCollection<int> Slots { get; }

    /// <summary>Memory it holds, roughly. Unit: bytes.</summary>
    public abstract int Size { get; }

    /// <summary>The statement and its values, word for word: alike for two that ask the same. For comparison, never for a log.</summary>
    /// <param name="literals">As for an opening.</param>
    public abstract string Describe(IReadOnlyList<Literal?> literals);

    /// <summary>Runs the question and fetches the first row, so that a failure is known before anything is written.</summary>
    /// <param name="literals">The values by slot, each of the type it had; a slot without one keeps the value it was made with.</param>
    /// <param name="cancellationToken">Ends the question, also on the server.</param>
    /// <returns>
    /// The open cursor, to be disposed. Problems: <see cref="ErrorCode.NotFound"/> when a row or parent that must exist does not,
    /// <see cref="ErrorCode.TypeMismatch"/> when a value cannot be computed, <see cref="ErrorCode.TooComplex"/>,
    /// <see cref="ErrorCode.Timeout"/>, <see cref="ErrorCode.DatabaseUnavailable"/>, <see cref="ErrorCode.Fault"/>.
    /// </returns>
    public abstract Task<Result<ReadCursor>> OpenAsync(IReadOnlyList<Literal?> literals, CancellationToken cancellationToken);
}

/// <summary>Asks a question once.</summary>
public static class ReadStoreExtensions
{
    /// <summary>Prepares and opens.</summary>
    /// <param name="store">The store.</param>
    /// <param name="plan">The question.</param>
    /// <param name="options">Form of the values and the deadline.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static Task<Result<ReadCursor>> OpenAsync(this IReadStore store, ReadPlan plan, ReadOptions options, CancellationToken cancellationToken) =>
        store.Prepare(plan, options).OpenAsync([], cancellationToken);
}

/// <summary>How a question is to be answered.</summary>
/// <param name="Format">Form of the values that come as ready JSON.</param>
/// <param name="Deadline">Time for the whole answer, waiting for a connection and reading included.</param>
/// <param name="IsStream">Whether the statement may run that long too, since its rows go out as slowly as their reader takes them.</param>
public sealed record ReadOptions(RowFormat Format, TimeSpan Deadline, bool IsStream = false)
{
    /// <summary>Plain JSON, ten seconds.</summary>
    public static ReadOptions Default { get; } = new(RowFormat.Default, TimeSpan.FromSeconds(10));
}

/// <summary>Form of the JSON that the store itself writes: expanded rows, collections and computed values.</summary>
/// <param name="Ieee754Compatible">Whether Int64 and Decimal are strings.</param>
/// <param name="Metadata">How much control information expanded rows carry.</param>
/// <param name="ServiceRoot">Absolute URL of the service with its last `/`: beginning of every id and link.</param>
/// <param name="SchemaNamespace">Namespace of type names; they are written with full metadata only.</param>
public sealed record RowFormat(bool Ieee754Compatible, MetadataLevel Metadata, string ServiceRoot, string SchemaNamespace = "")
{
    /// <summary>Numbers as numbers, minimal metadata, links relative to the service root.</summary>
    public static RowFormat Default { get; } = new(Ieee754Compatible: false, MetadataLevel.Minimal, "");

    /// <summary>Whether rows that are no entities say so by an id of null, as OData 4.0 has it.</summary>
    public bool WritesNullIds { get; init; }

    /// <summary>Most bytes of all expanded rows inside one row; beyond it the question is <see cref="Errors.ErrorCode.TooComplex"/>.</summary>
    /// <value>64 MB, as for a whole answer.</value>
    public int MaxExpandedBytes { get; init; } = 64 * 1024 * 1024;
}

/// <summary>How much control information is written.</summary>
public enum MetadataLevel
{
    /// <summary>Only counts and next links.</summary>
    None,

    /// <summary>What a reader cannot compute from `$metadata`.</summary>
    Minimal,

    /// <summary>Everything.</summary>
    Full,
}
