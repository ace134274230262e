using Kawasaki.Api.Access;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.Operations;
using Kawasaki.Domain.Errors;
using Microsoft.AspNetCore.Http;

namespace Kawasaki.Api.OData.Endpoints;

/// <summary>Lets only so many streams run at once: each holds a connection of the database for as long as its caller takes to read. No client gets all of them.</summary>
/// <param name="options">How many.</param>
/// <param name="addresses">Tells clients apart, as the limit of requests does.</param>
internal sealed class StreamSlots(ServerOptions options, ClientAddress addresses) : IDisposable
{
    // Whoever reads slowly, on purpose or not, leaves a quarter to the others; of three or fewer one client may have all.
    private readonly int mostOfOne = options.MaxStreams - (options.MaxStreams / 4);
    private readonly SemaphoreSlim free = new(options.MaxStreams);
    private readonly Lock gate = new();
    private readonly Dictionary<ClientKey, Share> shares = [];

    /// <summary>What a caller is told who finds none free.</summary>
    public static Problem Busy { get; } = new(
        ErrorCode.Busy, "As many whole results are being sent as the service, or one client of it, can have at once.", Hint: "Try again later, or ask for pages by Prefer: maxpagesize.");

    /// <summary>Streams under way.</summary>
    public int Taken => options.MaxStreams - free.CurrentCount;

    /// <summary>Most streams at once.</summary>
    public int Most => options.MaxStreams;

    /// <summary>Takes a slot, perhaps a moment later: most whole sets are sent in a few milliseconds.</summary>
    /// <param name="http">The request.</param>
    /// <param name="longest">How long to wait for one of the client's, and as long for one of all; zero for not at all.</param>
    /// <param name="token">The caller's patience.</param>
    /// <returns>Gives it back when disposed; null when none became free.</returns>
    public async Task<IDisposable?> TakeAsync(HttpContext http, TimeSpan longest, CancellationToken token)
    {
        var slot = new Slot(this, Join(RequestCaller.Of(http) is { } caller ? ClientKey.Of(caller.Name) : addresses.Of(http)));
        try
        {
            if (await slot.EnterAsync(longest, token))
            {
                return slot;
            }
        }
        catch (OperationCanceledException)
        {
            slot.Dispose();
            throw;
        }

        slot.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();

    private Share Join(ClientKey client)
    {
        lock (gate)
        {
            if (!shares.TryGetValue(client, out var share))
            {
                shares.Add(client, share = new Share(client, new SemaphoreSlim(mostOfOne)));
            }

            share.Users++;
            return share;
        }
    }

    private void Leave(Share share)
    {
        lock (gate)
        {
            if (--share.Users == 0)
            {
                shares.Remove(share.Client);
                share.Free.Dispose();
            }
        }
    }

    // What one client may have: known while it has a stream or waits for one.
    private sealed class Share(ClientKey client, SemaphoreSlim free)
    {
        public ClientKey Client => client;

        public SemaphoreSlim Free => free;

        public int Users { get; set; }
    }

    private sealed class Slot(StreamSlots all, Share share) : IDisposable
    {
        private readonly List<SemaphoreSlim> held = [];

        public async Task<bool> EnterAsync(TimeSpan longest, CancellationToken token) =>
            await EnterAsync(share.Free, longest, token) && await EnterAsync(all.free, longest, token);

        public void Dispose()
        {
            held.ForEach(h => h.Release());
            all.Leave(share);
        }

        private async Task<bool> EnterAsync(SemaphoreSlim slots, TimeSpan longest, CancellationToken token)
        {
            var isFree = await slots.WaitAsync(longest, token);
            if (isFree)
            {
                held.Add(slots);
            }

            return isFree;
        }
    }
}
