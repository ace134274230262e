using System.IO;
using System.IO.Compression;
using Kawasaki.Api.OData.Writing;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Compresses a body piece by piece, in memory: an answer that fails is never closed as if it were whole.</summary>
internal sealed class BodyEncoder : IDisposable
{
    private readonly PageBuffer? encoded;
    private readonly Stream? encoder;

    /// <summary>Begins a body.</summary>
    /// <param name="coding">How it is compressed.</param>
    public BodyEncoder(ContentCoding coding)
    {
        if (coding == ContentCoding.Identity)
        {
            return;
        }

        encoded = new PageBuffer();
        // Brotli of quality 4 and the fastest gzip: a page of JSON shrinks to a tenth in a few milliseconds; more effort costs more than it saves.
        encoder = coding == ContentCoding.Brotli
            ? new BrotliStream(new PageStream(encoded), CompressionLevel.Optimal)
            : new GZipStream(new PageStream(encoded), CompressionLevel.Fastest);
    }

    /// <summary>Encodes the next piece.</summary>
    /// <param name="bytes">The piece.</param>
    /// <returns>What can be sent now, perhaps nothing; good until the next call.</returns>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> bytes)
    {
        if (encoder is null)
        {
            return bytes;
        }

        encoded!.Clear();
        encoder.Write(bytes.Span);
        return encoded.Written;
    }

    /// <summary>Encodes the last piece.</summary>
    /// <param name="bytes">The piece.</param>
    public ReadOnlyMemory<byte> Finish(ReadOnlyMemory<byte> bytes)
    {
        if (encoder is null)
        {
            return bytes;
        }

        encoded!.Clear();
        encoder.Write(bytes.Span);
        encoder.Dispose();
        return encoded.Written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        encoder?.Dispose();
        encoded?.Dispose();
    }
}
