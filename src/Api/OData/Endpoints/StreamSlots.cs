using Kawasaki.Api.Hosting;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Lets only so many streams run at once: each holds a connection of the database for as long as its caller takes to read.</summary>
internal sealed class StreamSlots(ServerOptions options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.MaxStreams);

    /// <summary>What a caller is told who finds none free.</summary>
    public static Problem Busy { get; } = new(
        ErrorCode.Busy, "As many whole results are being sent as the service can send at once.", Hint: "Try again later, or ask for pages by Prefer: maxpagesize.");

    /// <summary>Streams under way.</summary>
    public int Taken => options.MaxStreams - free.CurrentCount;

    /// <summary>Most streams at once.</summary>
    public int Most => options.MaxStreams;

    /// <summary>Takes a slot.</summary>
    /// <returns>Gives it back when disposed; null when none is free.</returns>
    public IDisposable? Take() => free.Wait(0) ? new Slot(free) : null;

    /// <summary>Takes a slot, perhaps a moment later: most whole sets are sent in a few milliseconds.</summary>
    /// <param name="longest">How long to wait.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Gives it back when disposed; null when none became free.</returns>
    public async Task<IDisposable?> TakeAsync(TimeSpan longest, CancellationToken token) => await free.WaitAsync(longest, token) ? new Slot(free) : null;

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
