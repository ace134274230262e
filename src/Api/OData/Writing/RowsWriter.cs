using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Writing;

/// <summary>R5: writes the rows of an answer one after the other; what is written may be taken away between any two calls.</summary>
internal abstract class RowsWriter : IDisposable
{
    /// <summary>Media type of what is written.</summary>
    public abstract string ContentType { get; }

    /// <summary>File name that the answer is offered under; null when it is no file.</summary>
    public virtual string? FileName => null;

    /// <summary>False when the bytes are compressed already.</summary>
    public virtual bool IsCompressible => true;

    /// <summary>Writes what stands before the rows.</summary>
    public abstract void Begin();

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    public abstract void Write(RowReader row);

    /// <summary>Writes what stands after the rows.</summary>
    /// <param name="nextLink">Link to the next page; null after the last row.</param>
    public abstract void End(string? nextLink);

    /// <inheritdoc/>
    public abstract void Dispose();
}
