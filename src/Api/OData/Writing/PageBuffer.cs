using System.Buffers;

namespace Kawasaki.Api.OData.Writing;

/// <summary>A whole answer in memory, in a rented array: status, length and ETag are known before its first byte is sent.</summary>
internal sealed class PageBuffer : IBufferWriter<byte>, IDisposable
{
    // A page of 50 rows of the widest set is about 30 KB; larger arrays come from the large-object heap whenever the pool has none.
    private const int FirstBytes = 32 * 1024;

    private byte[] array = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => array.AsMemory(0, Length);

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsSpan(Length);
    }

    /// <summary>Adds bytes as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Overwrites a byte already written.</summary>
    /// <param name="position">Where.</param>
    /// <param name="value">The byte.</param>
    public void Patch(int position, byte value) => array[position] = value;

    /// <summary>Forgets what was written; the memory stays.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(array);
        array = [];
        Length = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (array.Length - Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(array.Length * 2, Length + needed));
        array.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
