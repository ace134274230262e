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
    private readonly RequestRecord record = RequestRecord.Of(http);
    private readonly StreamedBody body = new(http, buffer);

    /// <summary>Sends all rows.</summary>
    /// <param name="cursor">The rows.</param>
    /// <param name="plan">The question answered.</param>
    /// <param name="root">Service root, ending in a slash.</param>
    /// <param name="end">Gives the links after the rows.</param>
    /// <param name="token">Ends the sending.</param>
    /// <returns>Null when all is sent; else what went wrong, perhaps after the answer began.</returns>
    public Task<Problem?> SendAsync(ReadCursor cursor, ReadPlan plan, string root, Func<ReadCursor, int, PageLinks> end, CancellationToken token) =>
        body.RunAsync(patience => WriteAsync(cursor, plan, root, end, patience), deadline, time, token);

    /// <inheritdoc/>
    public void Dispose() => body.Dispose();

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

            if (isStream && body.IsDue && !await FlushAsync(token))
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
        if (body.IsStarted)
        {
            await body.WriteAsync(body.Finish(), token);
            return;
        }

        Describe(next);
        await Responder.SendAsync(http, isNothing ? null : writer.ContentType, buffer.Written, version, token, writer.IsCompressible);
    }

    // False when only the head of the answer is wanted.
    private async Task<bool> FlushAsync(CancellationToken token)
    {
        if (!body.IsStarted)
        {
            Describe(next: null);
            Responder.Head(http, version);
            body.Begin(writer.ContentType, writer.IsCompressible ? ContentCodings.Choose(http.Request.Headers) : ContentCoding.Identity);
            if (HttpMethods.IsHead(http.Request.Method))
            {
                return false;
            }
        }

        await body.FlushAsync(token);
        return true;
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
