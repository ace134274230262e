using System.Net;
using Kawasaki.Infrastructure.Postgres.Connections;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Writers at the same moment: nothing is overwritten unseen, the feed misses nothing, no reader is answered from before a write.</summary>
public sealed class WriteRaceTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private readonly WriteService service = fixture.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Of_many_changes_with_one_tag_one_is_made()
    {
        var tag = await service.TagAsync("statusReports('sr-1')");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => service.SendAsync("PATCH", "statusReports('sr-1')", $$"""{"summary":"by {{i}}"}""", ("If-Match", tag))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.NoContent);
        Assert.Equal(11, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_write_is_seen_by_the_next_read_however_often_that_was_asked_before()
    {
        for (var i = 0; i < 50; i++)
        {
            await service.SendAsync("GET", "statusReports('sr-1')", null, ("Authorization", " "));
            await service.SendAsync("PATCH", "statusReports('sr-1')", $$"""{"summary":"{{i}}"}""", ("If-Match", "*"));
            var read = await service.SendAsync("GET", "statusReports('sr-1')", null, ("Authorization", " "));
            Assert.Equal($"{i}", read.Json.GetProperty("summary").GetString());
        }
    }

    [Fact]
    public async Task Whoever_asks_for_what_follows_the_last_sequence_misses_nothing()
    {
        var start = await service.Database.ScalarAsync<long>("select max(sequence) from plan.changes");
        using var done = new CancellationTokenSource();
        var seen = new List<string>();
        var mirror = Task.Run(async () =>
        {
            var (last, isLast) = (start, false);
            while (!isLast)
            {
                isLast = done.IsCancellationRequested;
                foreach (var row in await service.Database.RowsAsync($"select sequence, entity_code, operation from plan.changes where sequence > {last} order by sequence", DatabaseRole.Reader))
                {
                    last = long.Parse(row.Split('|')[0], System.Globalization.CultureInfo.InvariantCulture);
                    seen.Add(row);
                }
            }
        }, Token);

        // Transactions that take their rows early and commit late, some of them never.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            var random = new Random(writer);
            await using var connection = await service.Database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(Token);
            for (var i = 0; i < 40; i++)
            {
                await using var transaction = await connection.BeginTransactionAsync(Token);
                await using var insert = new Npgsql.NpgsqlCommand(
                    $"insert into plan.status_reports (code, project_code, fiscal_year, status, source_system, reported_at) values ('w{writer}.{i}', 'ip3-5-1-1-p01', 2025, 'onTrack', 'race', now()); select pg_sleep({random.Next(20)} / 1000.0)", connection);
                await insert.ExecuteNonQueryAsync(Token);
                await (i % 7 == 0 ? transaction.RollbackAsync(Token) : transaction.CommitAsync(Token));
            }
        }));
        await done.CancelAsync();
        await mirror;

        Assert.Equal(
            await service.Database.RowsAsync("select code || '|create' from plan.status_reports where source_system = 'race' order by 1"),
            seen.Select(s => s[(s.IndexOf('|', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal));
        Assert.Equal(0, await service.Database.ScalarAsync<long>("select count(*) from (select data_version < lag(data_version) over (order by sequence) as falls from plan.changes) c where falls"));
    }
}
