using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>
/// R5 and R6 of tables and streams: rows to bytes in constant memory. An answer that stays small, and every page, is sent whole with ETag and
/// length; a larger one is sent while it is read.
/// </summary>
/// <remarks>
/// A problem before the first byte is an error like any other. After it the problem is returned all the same, and <see cref="ProblemResponse"/>
/// cuts the connection: the only sign that a caller of CSV can have.
/// </remarks>
/// <param name="http">The request.</param>
/// <param name="writer">Writes the rows into the buffer.</param>
/// <param name="buffer">The buffer.</param>
/// <param name="version">OData version of the answer.</param>
/// <param name="deadline">How long a stream may take: a caller who stops reading must not hold its slot and its connection for longer.</param>
/// <param name="time">Clock of the deadline.</param>
internal sealed class RowsSender(HttpContext http, RowsWriter writer, PageBuffer buffer, string version, TimeSpan deadline, TimeProvider time) : IDisposable
{
    // Most sets of the city are smaller, and then have an ETag; two hundred such answers at once are 50 MB.
    private const int MostWholeBytes = 256 * 1024;
    private const int FlushBytes = 64 * 1024;

    private readonly RequestRecord record = RequestRecord.Of(http);
    private BodyEncoder? encoder;

    private bool IsStarted => encoder is not null;

    /// <summary>Sends all rows.</summary>
    /// <param name="cursor">The rows.</param>
    /// <param name="plan">The question answered.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="end">Gives the links after the rows.</param>
    /// <param name="token">Ends the sending.</param>
    /// <returns>Null when all is sent; else what went wrong, perhaps after the answer began.</returns>
    public async Task<Problem?> SendAsync(ReadCursor cursor, ReadPlan plan, string root, Func<ReadCursor, int, PageLinks> end, CancellationToken token)
    {
        var started = time.GetTimestamp();
        using var timer = new CancellationTokenSource(deadline, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token, timer.Token);
        try
        {
            return await WriteAsync(cursor, plan, root, end, patience.Token);
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

    private async Task<Problem?> WriteAsync(ReadCursor cursor, ReadPlan plan, string root, Func<ReadCursor, int, PageLinks> end, CancellationToken token)
    {
        var isStream = plan.PageRows is null;
        writer.Begin();
        while (true)
        {
            var read = await cursor.ReadAsync(token);
            if (!read.IsOk)
            {
                return read.Problem;
            }

            if (!read.Value)
            {
                break;
            }

            record.Rows++;
            writer.Write(cursor.Row);
            if (!isStream && AnswerWriter.TooLarge(buffer) is { } tooLarge)
            {
                return tooLarge;
            }

            if (isStream && buffer.Length > (IsStarted ? FlushBytes : MostWholeBytes) && !await FlushAsync(token))
            {
                return null;
            }
        }

        var next = end(cursor, record.Rows).Next;
        if (NextLink.TooLong(next, root) is { } tooLong)
        {
            return tooLong;
        }

        writer.End(next);
        await EndAsync(plan.Result == ResultKind.OptionalRow && record.Rows == 0, next, token);
        return null;
    }

    private async Task EndAsync(bool isNothing, string? next, CancellationToken token)
    {
        if (IsStarted)
        {
            await WriteAsync(encoder!.Finish(buffer.Written), token);
            return;
        }

        Describe(next);
        await Responder.SendAsync(http, isNothing ? null : writer.ContentType, buffer.Written, version, token, writer.IsCompressible);
    }

    // False when only the head of the answer is wanted.
    private async Task<bool> FlushAsync(CancellationToken token)
    {
        if (!IsStarted)
        {
            var coding = writer.IsCompressible ? ContentCodings.Choose(http.Request.Headers) : ContentCoding.Identity;
            encoder = new BodyEncoder(coding);
            Describe(next: null);
            Responder.Head(http, version);
            http.Response.ContentType = writer.ContentType;
            http.Response.Headers.ContentEncoding = coding.Name();
            if (HttpMethods.IsHead(http.Request.Method))
            {
                return false;
            }
        }

        await WriteAsync(encoder!.Encode(buffer.Written), token);
        buffer.Clear();
        return true;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        if (bytes.Length > 0)
        {
            record.Bytes += bytes.Length;
            await http.Response.Body.WriteAsync(bytes, token);
        }
    }

    private void Describe(string? next)
    {
        if (writer.FileName is { } name)
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            if (next is not null)
            {
                http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
            }
        }
    }
}
