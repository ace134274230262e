using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class DataVersionTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Transaction_raises_the_version_once_when_it_commits()
    {
        await using var database = await postgres.CreateAsync();
        var before = await VersionAsync(database);
        await using var connection = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);

        await ExecuteAsync(connection, Insert("a"));
        await ExecuteAsync(connection, Insert("b"));
        await ExecuteAsync(connection, "update plan.documents set title = 'other'");

        Assert.Equal(before, await VersionAsync(database));
        await transaction.CommitAsync(Token);
        Assert.Equal(before + 1, await VersionAsync(database));
    }

    [Fact]
    public async Task Rollback_and_statements_that_touch_no_row_leave_the_version()
    {
        await using var database = await postgres.CreateAsync();
        var before = await VersionAsync(database);
        await using var connection = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);

        await ExecuteAsync(connection, "update plan.documents set title = 'other'; delete from plan.wards");
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await ExecuteAsync(connection, Insert("a"));
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal(before, await VersionAsync(database));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from plan.data_version_raises"));
    }

    [Fact]
    public async Task Two_writers_wait_for_each_other_at_commit_only()
    {
        await using var database = await postgres.CreateAsync();
        var before = await VersionAsync(database);
        await using var first = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);
        await using var second = await database.Sources.Pool(DatabaseRole.Writer).OpenConnectionAsync(Token);
        await using var earlier = await first.BeginTransactionAsync(Token);
        await using var later = await second.BeginTransactionAsync(Token);

        await ExecuteAsync(first, Insert("a"));
        await ExecuteAsync(second, Insert("b"));
        await later.CommitAsync(Token);
        await earlier.CommitAsync(Token);

        Assert.Equal(before + 2, await VersionAsync(database));
    }

    [Fact]
    public async Task Listener_hears_the_new_version_after_the_commit()
    {
        await using var database = await postgres.CreateAsync();
        await using var listener = await database.Sources.Pool(DatabaseRole.Reader).OpenConnectionAsync(Token);
        var heard = new List<string>();
        listener.Notification += (_, e) => heard.Add($"{e.Channel} {e.Payload}");
        await ExecuteAsync(listener, "listen kawasaki_data_version");

        await database.ExecuteAsync(Insert("a"), DatabaseRole.Writer);
        await listener.WaitAsync(Token);

        Assert.Equal([$"kawasaki_data_version {await VersionAsync(database)}"], heard);
    }

    [Fact]
    public async Task Load_by_copy_raises_the_version_too()
    {
        await using var database = await postgres.CreateAsync();
        var before = await VersionAsync(database);
        await using (var connection = await database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(Token))
        {
            await using var copy = await connection.BeginTextImportAsync("copy plan.documents (code, title, kind, file_name, sha256, line_count) from stdin", Token);
            await copy.WriteAsync($"a\tA\treview\ta.md\t{new string('0', 64)}\t1\n".AsMemory(), Token);
        }

        Assert.Equal(before + 1, await VersionAsync(database));
    }

    private static Task<long> VersionAsync(TestDatabase database) => database.ScalarAsync<long>("select version from plan.data_version", DatabaseRole.Reader);

    private static string Insert(string code) =>
        $"insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('{code}', 'X', 'review', 'x.md', repeat('0', 64), 1)";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
