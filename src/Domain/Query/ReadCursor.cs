using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Query;

/// <summary>An open answer: its rows one after the other, straight from the connection.</summary>
/// <remarks>
/// Shape: forward only, one row at a time, one user; holds a connection until disposed.
/// A page's surplus row (the one that proves a next page) is never shown.
/// </remarks>
public abstract class ReadCursor : IAsyncDisposable
{
    /// <summary>Where the values of a row stand.</summary>
    public abstract RowLayout Layout { get; }

    /// <summary>Rows before skip, top and paging; null unless asked for. Known from the start, also when there is no row.</summary>
    public abstract long? Count { get; }

    /// <summary>The state of the data that the rows are of; null unless the plan tracks changes. Known from the start.</summary>
    public virtual DataState? State => null;

    /// <summary>Why the current row is no longer in the result, of which then nothing but the key is known; null for a row that is in it.</summary>
    public virtual RemovalReason? Removed => null;

    /// <summary>Values of the current row; only after <see cref="ReadAsync"/> gave true, and until its next call.</summary>
    public abstract RowReader Row { get; }

    /// <summary>Order values of the page's last row when a further row exists: the next page's <see cref="ReadPlan.After"/>.</summary>
    /// <value>Null before the end of the page, and when nothing follows.</value>
    public abstract IReadOnlyList<Literal>? Continuation { get; }

    /// <summary>Goes to the next row.</summary>
    /// <param name="cancellationToken">Ends the answer, also on the server.</param>
    /// <returns>False after the last row; a problem when the database fails, after which there is no further row.</returns>
    public abstract ValueTask<Result<bool>> ReadAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
