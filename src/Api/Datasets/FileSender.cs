using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.Datasets;

/// <summary>Sends a file that is made while it is sent, in constant memory. Its tag is known before: a caller who has the file gets 304 without a look at its rows.</summary>
internal sealed class FileSender : IDisposable
{
    private readonly HttpContext http;
    private readonly FileHead head;
    private readonly StreamedBody body;

    private FileSender(HttpContext http, FileHead head)
    {
        (this.http, this.head) = (http, head);
        body = new StreamedBody(http, Buffer);
    }

    /// <summary>Where the file is made.</summary>
    public PageBuffer Buffer { get; } = new();

    /// <summary>Answers a request with a file.</summary>
    /// <param name="http">The request.</param>
    /// <param name="head">What is known of it before.</param>
    /// <param name="limits">How much may be sent at once, and for how long.</param>
    /// <param name="write">Makes the file in the buffer and lets it be sent by <see cref="SendDueAsync"/>.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Null when the answer is sent; else what went wrong, perhaps after it began.</returns>
    public static async Task<Problem?> RunAsync(HttpContext http, FileHead head, FileLimits limits, Func<FileSender, CancellationToken, Task<Problem?>> write, CancellationToken token)
    {
        if (head.IsKnown(http))
        {
            return null;
        }

        using var sender = new FileSender(http, head);
        if (HttpMethods.IsHead(http.Request.Method))
        {
            sender.Begin();
            return null;
        }

        using var slot = await limits.Slots.TakeAsync(http, limits.Wait, token);
        if (slot is null)
        {
            return StreamSlots.Busy with { Hint = "Try again later." };
        }

        RequestRecord.Of(http).Cost = RateGate.StreamCost;
        return await sender.body.RunAsync(async patience => await write(sender, patience) ?? await sender.EndAsync(patience), limits.Deadline, limits.Time, token);
    }

    /// <summary>Sends a piece of the file when enough of it is made.</summary>
    /// <param name="token">Ends the sending.</param>
    public async ValueTask SendDueAsync(CancellationToken token)
    {
        if (body.IsDue)
        {
            if (!body.IsStarted)
            {
                Begin();
            }

            await body.FlushAsync(token);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        body.Dispose();
        Buffer.Dispose();
    }

    private void Begin()
    {
        head.AddTo(http);
        body.Begin(head.ContentType, head.Coding(http.Request));
    }

    private async Task<Problem?> EndAsync(CancellationToken token)
    {
        var isWhole = !body.IsStarted;
        if (isWhole)
        {
            Begin();
        }

        var last = body.Finish();
        if (isWhole)
        {
            http.Response.ContentLength = last.Length;
            AnswerCache.Offer(http, last.Span);
        }

        await body.WriteAsync(last, token);
        return null;
    }
}

/// <summary>How many files may be sent at once, and how long one may take.</summary>
/// <param name="Slots">The right to send one.</param>
/// <param name="Wait">How long a caller waits for that right before being sent away.</param>
/// <param name="Deadline">How long it may take, the caller's reading included.</param>
/// <param name="Time">Clock of the deadline.</param>
internal sealed record FileLimits(StreamSlots Slots, TimeSpan Wait, TimeSpan Deadline, TimeProvider Time)
{
    /// <summary>The limits of a service.</summary>
    /// <param name="serving">The service.</param>
    public static FileLimits Of(Serving serving) => new(serving.Streams, serving.Options.RequestDeadline, serving.Options.StreamDeadline, TimeProvider.System);
}
