using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kawasaki.Tests.Integration.OData.Delta;
using Kawasaki.Tests.Integration.Webhooks;
using Xunit;

namespace Kawasaki.Tests.Integration.Sync;

/// <summary>
/// Systems write to the program as it is run, over HTTP, and repeat themselves, while program and PostgreSQL are killed: what was acknowledged has happened, once, and whoever
/// followed ends with what the service has. KAWASAKI_SYNC is the number of changes of each writer; `scripts/prove-sync` makes the long run.
/// </summary>
public sealed class SyncProofTests : IAsyncLifetime
{
    private const int Writers = 8;

    private static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_SYNC") ?? "60", CultureInfo.InvariantCulture);

    private readonly SyncLedger ledger = new();
    private OwnServer server = null!;

    private TestReceiver receiver = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await TestReceiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(Random.Shared.Next(20) == 0 ? 503 : 204);
        server = await OwnServer.StartAsync(new Dictionary<string, string>
        {
            ["KAWASAKI_WEBHOOK_HTTP"] = "true",
            ["KAWASAKI_WEBHOOK_NETWORKS"] = "127.0.0.0/8",
            ["KAWASAKI_WEBHOOK_PAUSE_SECONDS"] = "0.05",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_happens_twice_and_mirrors_agree()
    {
        var clock = Stopwatch.StartNew();
        var key = (await server.RunAsync("keys", "create", "--name", "sync", "--scope", "statusReports.write", "--scope", "webhooks.manage", "--source-system", SyncWriter.SourceSystem, "--expires", "1d")).Split().Single(w => w.StartsWith("kwk_", StringComparison.Ordinal));
        var (writing, reading) = (new SteadyHandler(), new SteadyHandler());
        using var writer = Client(writing, key);
        using var reader = Client(reading, null);
        var mirror = new Mirror(reader, "4.01", pageRows: 7);
        var filtered = new Mirror(reader, "4.01", pageRows: 5);
        var feed = new FeedFollower(reader, "summary", "statusReports");
        await mirror.StartAsync("statusReports");
        await filtered.StartAsync("statusReports?$filter=progressPercent gt 50&$select=code,summary");

        using var subscription = new StringContent($$"""{"url": "{{receiver.Url}}", "entitySet": "statusReports", "maxEvents": 20}""", Encoding.UTF8, "application/json");
        using var subscribed = await writer.PostAsync(new Uri("api/v1/webhooks", UriKind.Relative), subscription, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, subscribed.StatusCode);

        var isOver = false;
        var followers = new[] { UntilOverAsync(FollowWholeAsync), UntilOverAsync(() => filtered.FollowAsync()), UntilOverAsync(feed.FollowAsync) };
        var accidents = AccidentsAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => new SyncWriter(writer, ledger, $"w{w}").RunAsync(Changes)));
        await accidents;
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(followers);

        Assert.Equal(Writers * Changes, ledger.Acknowledged);
        await AssertHappenedOnceAsync();
        await FollowWholeAsync();
        await filtered.FollowAsync();
        await feed.FollowAsync();
        Assert.Equal(ledger.Rows, Summaries(mirror));
        Assert.Equal(ledger.Rows, feed.Rows["statusReports"]);
        var version = long.Parse((await server.RowsAsync("select max(data_version) from plan.changes")).Single(), CultureInfo.InvariantCulture);
        await receiver.UntilAsync(() => receiver.Taken is [.., var last] && Version(last) == version);
        Assert.All(receiver.Taken.GroupBy(d => d.Id), same => Assert.Single(same.Select(d => d.Body).Distinct()));
        var versions = receiver.Taken.DistinctBy(d => d.Id).Select(Version).ToList();
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(ledger.Rows, receiver.Mirror().ToDictionary(r => r.Key, r => r.Value.GetProperty("summary").GetString()!));
        await AssertAsFreshAsync(mirror, "statusReports");
        await AssertAsFreshAsync(filtered, "statusReports?$filter=progressPercent gt 50&$select=code,summary");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Writers} writers, {ledger.Acknowledged} requests, {ledger.Changes.Count()} changes of rows, {ledger.Late} requests again much later, {writing.Repeated} requests of writers and {reading.Repeated} of readers asked again, {receiver.Taken.Count} deliveries taken and {receiver.Deliveries.Count - receiver.Taken.Count} refused, {clock.Elapsed.TotalSeconds:0} s");

        async Task FollowWholeAsync()
        {
            await mirror.FollowAsync();
            SyncWriter.AssertWhole(Summaries(mirror));
        }

        async Task UntilOverAsync(Func<Task> follow)
        {
            while (!Volatile.Read(ref isOver))
            {
                await follow();
            }
        }

        async Task AssertAsFreshAsync(Mirror old, string question)
        {
            var fresh = new Mirror(reader, "4.01", pageRows: 10_000);
            await fresh.StartAsync(question);
            Assert.Equal(fresh.Rows, old.Rows);
        }
    }

    // The program is killed, then PostgreSQL, then both at once.
    private async Task AccidentsAsync()
    {
        var quarter = Writers * Changes / 4;
        await ledger.ReachedAsync(quarter);
        await server.KillAsync();
        await server.ServeAsync();

        await ledger.ReachedAsync(Math.Max(2 * quarter, ledger.Acknowledged + 1));
        await server.KillDatabaseAsync();

        await ledger.ReachedAsync(Math.Max(3 * quarter, ledger.Acknowledged + 1));
        await server.KillDatabaseAsync();
        await server.KillAsync();
        await server.ServeAsync();
    }

    // By the audit, by the rows kept over time and by the feed: three records that the database writes itself.
    private async Task AssertHappenedOnceAsync()
    {
        var acknowledged = ledger.Changes.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(acknowledged, (await server.RowsAsync("select operation, entity_code, after->>'summary' from plan.audit_entries where entity_set = 'statusReports'")).Order(StringComparer.Ordinal));
        Assert.Equal(
            acknowledged.Select(c => c.Split('|')).Select(c => $"{c[0]}|{c[1]}").Order(StringComparer.Ordinal),
            (await server.RowsAsync("select operation, entity_code from plan.changes where entity_set = 'statusReports'")).Order(StringComparer.Ordinal));
        Assert.Empty(await server.RowsAsync("select summary from past.status_reports group by summary having count(distinct from_version) > 1 or count(*) > count(distinct code)"));
        Assert.Equal(ledger.Rows.Select(r => $"{r.Key}|{r.Value}"), await server.RowsAsync("select code, summary from plan.status_reports order by code"));
    }

    private static long Version(Received delivery) => long.Parse(delivery.Events[^1].GetProperty("dataversion").GetString()!, CultureInfo.InvariantCulture);

    private static SortedDictionary<string, string> Summaries(Mirror mirror) =>
        new(mirror.Rows.ToDictionary(r => r.Key, r => JsonDocument.Parse(r.Value).RootElement.GetProperty("summary").GetString()!), StringComparer.Ordinal);

    private HttpClient Client(SteadyHandler handler, string? key)
    {
        var client = new HttpClient(handler) { BaseAddress = server.Root, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
