using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Tests.Integration.Hosting;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class DataVersionWatchTests
{
    private static readonly byte[] UnknownAuthentication = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 99];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The driver throws what is neither its own exception nor one of the network; the watch used to end there for good.
    [Fact]
    public async Task A_failure_of_a_kind_nobody_thought_of_is_told_and_the_watch_goes_on()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var log = new LogLines();
        var options = new DatabaseOptions { Reader = $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=x;Password=x;Database=x;SSL Mode=Disable" };
        await using var watch = DataVersionWatch.Start(options, log, TimeProvider.System);

        await RefuseAsync(listener);
        await RefuseAsync(listener);

        Assert.Null(watch.Current);
        Assert.NotEmpty(await log.WithAsync("Changes of the data cannot be followed: no answer is kept", 1, Token));
    }

    private static async Task RefuseAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, Token);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4], Token);
        await stream.WriteAsync(UnknownAuthentication, Token);
        // Until the other side has read it and left.
        while (await stream.ReadAsync(length, Token) > 0)
        {
        }
    }
}
