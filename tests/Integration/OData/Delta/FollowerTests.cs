using System.Text.Json;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>Readers follow links and nothing else, over HTTP, while writers commit in any order: in the end each has exactly what the service has.</summary>
public sealed class FollowerTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const int Writers = 6;
    private const int Transactions = 40;

    private static readonly string[] Questions =
    [
        "themes", "themes?$filter=startswith(name,'区')&$select=code,name", "statusReports?$filter=progressPercent gt 50", "departments?$filter=reformTasks/any()&$select=code",
        "reformTasks?$select=code&$expand=departments($select=code;$orderby=code)", "projects?$select=code,name&$expand=statusReports($select=code,progressPercent)", "indicatorFacts?$filter=value gt 0&$select=code,value,wardName",
    ];

    [Fact]
    public async Task Whoever_follows_ends_with_what_the_service_has()
    {
        var isOver = false;
        var rounds = 0;
        var mirrors = Questions.Select(q => (Question: q, Mirror: new Mirror(Client, "4.01"))).ToList();
        var feed = new FeedFollower(Client, "name", "themes", "wards", "projects");
        var readers = mirrors.Select(async m =>
        {
            await m.Mirror.StartAsync(m.Question);
            await UntilOverAsync(() => m.Mirror.FollowAsync());
        }).Append(UntilOverAsync(feed.FollowAsync)).ToList();
        var writers = Enumerable.Range(0, Writers).Select(WriteAsync).ToList();

        var committed = (await Task.WhenAll(writers)).Sum();
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(readers);

        Assert.True(committed > Writers * Transactions / 2, $"{committed} committed");
        foreach (var (question, mirror) in mirrors)
        {
            await mirror.FollowAsync();
            var fresh = new Mirror(Client, "4.01", pageRows: 10_000);
            await fresh.StartAsync(question);
            Assert.True(fresh.Rows.Count > 0 && fresh.Rows.SequenceEqual(mirror.Rows), $"{question}\nserver {string.Join('\n', fresh.Rows)}\nmirror {string.Join('\n', mirror.Rows)}");
        }

        await feed.FollowAsync();
        foreach (var set in feed.Rows.Keys)
        {
            var fresh = new Mirror(Client, "4.01", pageRows: 10_000);
            await fresh.StartAsync(set);
            Assert.Equal(fresh.Rows.Keys, feed.Rows[set].Keys);
            Assert.All(fresh.Rows, r => Assert.Equal(JsonDocument.Parse(r.Value).RootElement.GetProperty("name").GetString(), feed.Rows[set][r.Key]));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{committed} transactions, {rounds} deltas");

        async Task UntilOverAsync(Func<Task> follow)
        {
            while (!Volatile.Read(ref isOver))
            {
                await follow();
                Interlocked.Increment(ref rounds);
            }
        }
    }

    // Each on rows of its own and, first of all in a transaction, on one row that all change.
    private async Task<int> WriteAsync(int writer)
    {
        var random = new Random(writer);
        var committed = 0;
        var options = ConnectionStrings.For(DatabaseRole.Owner, Database.Options);
        options.Pooling = false;
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        for (var n = 0; n < Transactions; n++)
        {
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await RunAsync(connection, Shared(random, n));
            for (var steps = random.Next(4); steps > 0; steps--)
            {
                await RunAsync(connection, Own(random, writer));
            }

            if (random.Next(8) == 0)
            {
                await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            }
            else
            {
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
                committed++;
            }
        }

        return committed;
    }

    private static string Shared(Random random, int n) => random.Next(7) switch
    {
        0 => $"update plan.themes set name = '{(random.Next(2) == 0 ? "区" : "市")}{n}' where code = '1-2'",
        1 => "delete from plan.reform_task_departments where department_code = 'citizens'",
        2 => "insert into plan.reform_task_departments values ('ar3-1-2-4', 'citizens') on conflict do nothing",
        3 => $"update plan.observations set value = {random.Next(-3, 3)} where code = '5-1-1-o1.actual.2020'",
        4 => $"update plan.wards set name = '区{n}' where code = '141313'",
        5 => $"update plan.projects set name = '事業{n}' where code = 'ip3-5-1-1-p01'",
        _ => "select pg_sleep(0.03)", // a transaction that takes its time
    };

    private static string Own(Random random, int writer)
    {
        var (row, percent) = ($"{writer}-{random.Next(6)}", random.Next(101));
        return random.Next(6) switch
        {
            0 => $"insert into plan.themes (code, parent_code, name, document_code, line) values ('1-w{row}', '1', '区{percent}', 'civic2015', 9) on conflict (code) do update set name = excluded.name",
            1 => $"update plan.themes set name = '市{percent}' where code = '1-w{row}'",
            2 => $"delete from plan.themes where code = '1-w{row}'",
            3 => $"""
                insert into plan.status_reports (code, project_code, fiscal_year, status, progress_percent, source_system, external_id, reported_at, created_at, created_by, changed_at)
                values ('sr-w{row}', 'ip3-5-1-1-p0{1 + random.Next(2)}', 2025, 'onTrack', {percent}, 'w', '{row}', now(), now(), 'w', now())
                on conflict (code) do update set progress_percent = excluded.progress_percent, project_code = excluded.project_code
                """,
            4 => $"delete from plan.status_reports where code = 'sr-w{row}'",
            _ => "select pg_sleep(0.01)",
        };
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
