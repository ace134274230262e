using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>R6 of streams: a body that is sent while it is made, compressed as it goes. Until it begins nothing of the answer is decided.</summary>
/// <param name="http">The request.</param>
/// <param name="buffer">Where the body is made.</param>
internal sealed class StreamedBody(HttpContext http, PageBuffer buffer) : IDisposable
{
    // Most sets of the city are smaller, and are then sent whole; two hundred such answers at once are 50 MB.
    private const int MostWholeBytes = 256 * 1024;
    private const int FlushBytes = 64 * 1024;

    private readonly RequestRecord record = RequestRecord.Of(http);
    private BodyEncoder? encoder;

    /// <summary>Whether the answer has begun.</summary>
    public bool IsStarted => encoder is not null;

    /// <summary>Whether enough is in the buffer to send a piece.</summary>
    public bool IsDue => buffer.Length > (IsStarted ? FlushBytes : MostWholeBytes);

    /// <summary>Begins the answer; its other headers are set before.</summary>
    /// <param name="contentType">Media type.</param>
    /// <param name="coding">How it is compressed.</param>
    public void Begin(string contentType, ContentCoding coding)
    {
        encoder = new BodyEncoder(coding);
        http.Response.ContentType = contentType;
        http.Response.Headers.ContentEncoding = coding.Name();
    }

    /// <summary>Sends what is in the buffer.</summary>
    /// <param name="token">Ends the sending.</param>
    public async Task FlushAsync(CancellationToken token)
    {
        await WriteAsync(encoder!.Encode(buffer.Written), token);
        buffer.Clear();
    }

    /// <summary>The last piece, encoded.</summary>
    public ReadOnlyMemory<byte> Finish() => encoder!.Finish(buffer.Written);

    /// <summary>Sends encoded bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="token">Ends the sending.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        if (bytes.Length > 0)
        {
            record.Bytes += bytes.Length;
            await http.Response.Body.WriteAsync(bytes, token);
        }
    }

    /// <summary>Sends within a deadline: a caller who stops reading must not hold a slot and a connection for longer.</summary>
    /// <param name="send">Makes and sends the body.</param>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="time">Clock of the deadline.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when all is sent; else what went wrong, perhaps after the answer began.</returns>
    public async Task<Problem?> RunAsync(Func<CancellationToken, Task<Problem?>> send, TimeSpan deadline, TimeProvider time, CancellationToken token)
    {
        var started = time.GetTimestamp();
        using var timer = new CancellationTokenSource(deadline, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token, timer.Token);
        try
        {
            return await send(patience.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Problem(ErrorCode.Timeout, "The answer was not read within the deadline.");
        }
        finally
        {
            record.Write = time.GetElapsedTime(started);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => encoder?.Dispose();
}
