using System.IO;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.OData.Batches;

/// <summary>Where a request of a batch writes its answer: memory, with a limit. What exceeds the limit ends the request.</summary>
/// <param name="buffer">Where the bytes go.</param>
/// <param name="mostBytes">Most bytes.</param>
/// <param name="exceeded">Ends the request.</param>
internal sealed class PartBody(PageBuffer buffer, long mostBytes, CancellationTokenSource exceeded) : Stream
{
    /// <summary>True when the answer is longer than the limit; what was written of it is of no use.</summary>
    public bool IsExceeded { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => buffer.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => buffer.Length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        IsExceeded |= buffer.Length + bytes.Length > mostBytes;
        if (IsExceeded)
        {
            exceeded.Cancel();
            exceeded.Token.ThrowIfCancellationRequested();
        }

        buffer.Write(bytes);
    }

    /// <inheritdoc/>
    public override void Write(byte[] bytes, int offset, int count) => Write(bytes.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] bytes, int offset, int count, CancellationToken cancellationToken)
    {
        Write(bytes.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
