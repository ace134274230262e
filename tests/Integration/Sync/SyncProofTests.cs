using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Kawasaki.Tests.Integration.OData.Delta;
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

    public async ValueTask InitializeAsync() => server = await OwnServer.StartAsync(new Dictionary<string, string>());

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_happens_twice_and_mirrors_agree()
    {
        var clock = Stopwatch.StartNew();
        var key = (await server.RunAsync("keys", "create", "--name", "sync", "--scope", "statusReports.write", "--source-system", SyncWriter.SourceSystem, "--expires", "1d")).Split().Single(w => w.StartsWith("kwk_", StringComparison.Ordinal));
        var (writing, reading) = (new SteadyHandler(), new SteadyHandler());
        using var writer = Client(writing, key);
        using var reader = Client(reading, null);
        var mirror = new Mirror(reader, "4.01", pageRows: 7);
        var filtered = new Mirror(reader, "4.01", pageRows: 5);
        var feed = new FeedFollower(reader, "summary", "statusReports");
        await mirror.StartAsync("statusReports");
        await filtered.StartAsync("statusReports?$filter=progressPercent gt 50&$select=code,summary");

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
        await AssertAsFreshAsync(mirror, "statusReports");
        await AssertAsFreshAsync(filtered, "statusReports?$filter=progressPercent gt 50&$select=code,summary");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Writers} writers, {ledger.Acknowledged} requests, {ledger.Changes.Count()} changes of rows, {ledger.Late} requests again much later, {writing.Repeated} requests of writers and {reading.Repeated} of readers asked again, {clock.Elapsed.TotalSeconds:0} s");

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

    private static SortedDictionary<string, string> Summaries(Mirror mirror) =>
        new(mirror.Rows.ToDictionary(r => r.Key, r => JsonDocument.Parse(r.Value).RootElement.GetProperty("summary").GetString()!), StringComparer.Ordinal);

    private HttpClient Client(SteadyHandler handler, string? key)
    {
        var client = new HttpClient(handler) { BaseAddress = server.Root, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
