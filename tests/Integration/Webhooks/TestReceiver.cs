using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kawasaki.Tests.Integration.Webhooks;

/// <summary>A request that a receiver got.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body.</param>
/// <param name="Status">How it was answered.</param>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, int Status)
{
    /// <summary>Name of the delivery.</summary>
    public string Id => Headers["webhook-id"];

    /// <summary>The events: of an array or one alone.</summary>
    public IReadOnlyList<JsonElement> Events => JsonDocument.Parse(Body).RootElement is { ValueKind: JsonValueKind.Array } all ? [.. all.EnumerateArray()] : [JsonDocument.Parse(Body).RootElement];

    /// <summary>Whether the signature is that of the secret, worked out by the words of the specification.</summary>
    public bool IsSignedWith(string secret)
    {
        var signed = $"{Id}.{Headers["webhook-timestamp"]}.{Body}";
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        return Headers["webhook-signature"] == expected && Math.Abs(age.TotalMinutes) < 2;
    }
}

/// <summary>A receiver over real HTTP on a free loopback port; answers as the test says.</summary>
internal sealed class TestReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Received> arrivals = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<Received> all = new();
    private int current;
    private int most;

    private TestReceiver(WebApplication app) => this.app = app;

    /// <summary>Its address, ending in a slash.</summary>
    public string Url => app.Urls.First() + "/";

    /// <summary>The status of a delivery, by its body; 204 where the test says nothing.</summary>
    public Func<HttpContext, string, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    /// <summary>Whether it answers the question that comes before deliveries.</summary>
    public bool Wants { get; set; } = true;

    /// <summary>Deliveries so far, refused ones included.</summary>
    public IReadOnlyList<Received> Deliveries => [.. all.Where(r => r.Method == "POST")];

    /// <summary>Deliveries that it has taken.</summary>
    public IReadOnlyList<Received> Taken => [.. Deliveries.Where(d => d.Status < 300)];

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<Received> Requests => [.. all];

    /// <summary>Most deliveries that it has had to do with at once.</summary>
    public int MostAtOnce => most;

    public static async Task<TestReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var receiver = new TestReceiver(builder.Build());
        receiver.app.Run(receiver.ReceiveAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits until what has arrived is enough.</summary>
    public async Task UntilAsync(Func<bool> enough)
    {
        while (!enough())
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            late.CancelAfter(TimeSpan.FromSeconds(90));
            await arrivals.Reader.ReadAsync(late.Token);
        }
    }

    /// <summary>Waits until it has taken so many deliveries.</summary>
    public Task TakesAsync(int count) => UntilAsync(() => Taken.Count >= count);

    /// <summary>The rows that somebody has who follows what was taken, by code; a delivery that came again is passed over.</summary>
    public IReadOnlyDictionary<string, JsonElement> Mirror()
    {
        var (seen, rows) = (new HashSet<string>(), new SortedDictionary<string, JsonElement>(StringComparer.Ordinal));
        foreach (var happened in Taken.Where(d => seen.Add(d.Id)).SelectMany(d => d.Events))
        {
            var key = happened.GetProperty("subject").GetString()!;
            if (happened.GetProperty("type").GetString()!.EndsWith(".removed", StringComparison.Ordinal))
            {
                rows.Remove(key);
            }
            else
            {
                rows[key] = happened.GetProperty("data");
            }
        }

        return rows;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var status = 200;
        if (http.Request.Method == "OPTIONS")
        {
            if (Wants)
            {
                http.Response.Headers["WebHook-Allowed-Origin"] = http.Request.Headers["WebHook-Request-Origin"];
            }
        }
        else
        {
            var now = Interlocked.Increment(ref current);
            InterlockedMax(ref most, now);
            status = await Answer(http, body);
            Interlocked.Decrement(ref current);
        }

        if (!http.Response.HasStarted)
        {
            http.Response.StatusCode = status;
        }

        var received = new Received(http.Request.Method, http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body, status);
        all.Enqueue(received);
        arrivals.Writer.TryWrite(received);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var known = Volatile.Read(ref target); known < value; known = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, known);
        }
    }
}
