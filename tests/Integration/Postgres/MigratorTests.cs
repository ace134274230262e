using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class MigratorTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_instances_at_once_migrate_once()
    {
        await using var database = await postgres.CreateEmptyAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Of(database).MigrateAsync(Token))));

        Assert.All(results, r => Assert.True(r.IsOk, r.Problem?.Message));
        Assert.Equal(MigrationScript.All.Select(s => s.Name), results.SelectMany(r => r.Value!));
        Assert.Equal(MigrationScript.All.Select(s => $"{s.Name}|{s.Sha256}"), await database.RowsAsync("select name, sha256 from plan.schema_migrations order by name"));
    }

    [Fact]
    public async Task Second_migration_changes_nothing()
    {
        await using var database = await postgres.CreateAsync();

        var result = await Of(database).MigrateAsync(Token);

        Assert.Empty(result.Value!);
    }

    [Fact]
    public async Task Rows_from_before_the_past_was_kept_have_stood_since_the_last_change()
    {
        await using var database = await postgres.CreateEmptyAsync();
        var scripts = MigrationScript.All.TakeWhile(s => s.Name != "0011_past").ToArray();
        Assert.True((await Of(database, scripts).MigrateAsync(Token)).IsOk);
        await database.ExecuteAsync("insert into plan.documents (code, title, kind, file_name, sha256, line_count) values ('d', 'D', 'review', 'd.md', repeat('0', 64), 9)");

        Assert.True((await Of(database).MigrateAsync(Token)).IsOk);

        await database.ExecuteAsync("update plan.documents set title = 'E'");
        Assert.Equal(["2|D|", "3|E|D"], await database.RowsAsync("""
            select v.version, d.title, (select title from past.documents(v.committed_at - interval '1 microsecond')) from past.data_versions v
            left join lateral past.documents(v.committed_at) d on true order by v.version
            """));
    }

    [Fact]
    public async Task Altered_script_is_refused_by_name()
    {
        await using var database = await postgres.CreateAsync();
        var first = MigrationScript.All[0];
        var altered = MigrationScript.Of(first.Name, first.Text + "-- later thought\n");

        var result = await Of(database, [altered, .. MigrationScript.All.Skip(1)]).MigrateAsync(Token);

        Assert.Equal(ErrorCode.SchemaMismatch, result.Problem!.Code);
        Assert.StartsWith($"Script {first.Name} was changed after the database had it", result.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_program_works_one_script_behind_and_no_further()
    {
        await using var database = await postgres.CreateAsync();

        var oneBehind = await Of(database, MigrationScript.All.SkipLast(1).ToArray()).MigrateAsync(Token);
        var twoBehind = await Of(database, MigrationScript.All.SkipLast(2).ToArray()).MigrateAsync(Token);

        Assert.Empty(oneBehind.Value!);
        Assert.Equal(ErrorCode.SchemaMismatch, twoBehind.Problem!.Code);
    }

    [Fact]
    public async Task Script_that_fails_leaves_nothing_and_the_ones_before_it_stay()
    {
        await using var database = await postgres.CreateAsync();
        var good = MigrationScript.Of("9001_good", "create table plan.good (code text)");
        var bad = MigrationScript.Of("9002_bad", "create table plan.half (code text); select 1 / 0");

        var result = await Of(database, [.. MigrationScript.All, good, bad]).MigrateAsync(Token);

        Assert.Equal("Script 9002_bad failed, nothing of it was kept: 22012 division by zero.", result.Problem!.Message);
        Assert.Equal(["9001_good"], await database.RowsAsync("select name from plan.schema_migrations where name like '9%'"));
        Assert.Equal(["good"], await database.RowsAsync("select relname from pg_class where relname in ('good', 'half')"));
    }

    [Fact]
    public async Task Migration_waits_for_another_instance_and_says_so_when_it_takes_too_long()
    {
        await using var database = await postgres.CreateAsync();
        await using var other = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
        await other.OpenAsync(Token);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({Migrator.LockKey})", other);
        await hold.ExecuteNonQueryAsync(Token);
        var impatient = new Migrator(database.Options with { MigrationWait = TimeSpan.FromSeconds(1) }, NullLogger.Instance, TimeProvider.System);

        var result = await impatient.MigrateAsync(Token);

        Assert.Equal(ErrorCode.DatabaseUnavailable, result.Problem!.Code);
        Assert.Equal("Another instance is migrating the database.", result.Problem.Message);
    }

    [Fact]
    public async Task Script_that_meets_a_lock_tries_again()
    {
        await using var database = await postgres.CreateAsync();
        await using var reader = await database.Sources.Pool(DatabaseRole.Owner).OpenConnectionAsync(Token);
        await using var transaction = await reader.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("lock table plan.wards in access share mode", reader);
        await hold.ExecuteNonQueryAsync(Token);
        var script = MigrationScript.Of("9001_blocked", "alter table plan.wards add column extra text");
        var migrator = new Migrator(database.Options with { LockTimeout = TimeSpan.FromMilliseconds(100) }, NullLogger.Instance, TimeProvider.System, [.. MigrationScript.All, script]);

        var migration = migrator.MigrateAsync(Token);
        await UntilAsync(database, "select exists (select from pg_locks where relation = 'plan.wards'::regclass and not granted)");
        await transaction.RollbackAsync(Token);

        Assert.Equal(["9001_blocked"], (await migration).Value!);
    }

    private static async Task UntilAsync(TestDatabase database, string condition)
    {
        while (!await database.ScalarAsync<bool>(condition))
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    private static Migrator Of(TestDatabase database, IReadOnlyList<MigrationScript>? scripts = null) =>
        new(database.Options, NullLogger.Instance, TimeProvider.System, scripts ?? MigrationScript.All);
}
