using System.IO;
using System.Net.Sockets;

namespace Kawasaki.Tests.Integration.Postgres.Changing;

/// <summary>Stands between the program and PostgreSQL on a Unix socket and cuts the first connection that commits: before the server has heard of it, or after it has done it.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly string server;
    private readonly bool isHeard;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource leaving = new();
    private readonly Task accepting;
    private int cuts;

    /// <summary>Listens in a folder of its own.</summary>
    /// <param name="server">Path of the server's socket.</param>
    /// <param name="isHeard">Whether the server hears of the commit before the cut.</param>
    public CuttingProxy(string server, bool isHeard)
    {
        (this.server, this.isHeard) = (server, isHeard);
        Folder = Directory.CreateTempSubdirectory("kwp").FullName;
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, Path.GetFileName(server))));
        listener.Listen();
        accepting = AcceptAsync();
    }

    /// <summary>Folder of the socket, the `Host` of a connection string.</summary>
    public string Folder { get; }

    /// <summary>Connections cut so far.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        listener.Dispose();
        await accepting;
        leaving.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        var pairs = new List<Task>();
        try
        {
            while (true)
            {
                pairs.Add(RelayAsync(await listener.AcceptAsync(leaving.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var upstream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                await upstream.ConnectAsync(new UnixDomainSocketEndPoint(server), leaving.Token);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
                var answers = CopyAsync(upstream, client, ended.Token);
                await RequestsAsync(client, upstream, ended);
                await answers;
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone: so does the other.
            }
        }
    }

    private async Task RequestsAsync(Socket client, Socket upstream, CancellationTokenSource ended)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer, ended.Token) is var length and > 0)
        {
            if (buffer.AsSpan(0, length).IndexOf(Commit) >= 0 && Interlocked.CompareExchange(ref cuts, 1, 0) == 0)
            {
                await ended.CancelAsync();
                if (isHeard)
                {
                    await upstream.SendAsync(buffer.AsMemory(0, length), leaving.Token);
                    await upstream.ReceiveAsync(buffer, leaving.Token);
                }

                return;
            }

            await upstream.SendAsync(buffer.AsMemory(0, length), ended.Token);
        }

        upstream.Shutdown(SocketShutdown.Send);
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken token)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, token) is var length and > 0)
        {
            await to.SendAsync(buffer.AsMemory(0, length), token);
        }
    }
}
