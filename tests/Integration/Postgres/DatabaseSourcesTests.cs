using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres;

public sealed class DatabaseSourcesTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_whose_server_process_dies_is_done_again_on_another_connection()
    {
        await using var database = await postgres.CreateAsync();
        var attempts = 0;

        var result = await database.Sources.ReadAsync(
            async (connection, token) =>
            {
                attempts++;
                if (attempts == 1)
                {
                    await TerminateAsync(database, connection.ProcessID);
                }

                return await OneAsync(connection, token);
            },
            Token);

        Assert.Equal((2, 1), (attempts, result.Value));
    }

    [Fact]
    public async Task Write_is_never_done_again()
    {
        await using var database = await postgres.CreateAsync();
        var attempts = 0;

        var result = await database.Sources.WriteAsync<int>(
            DatabaseRole.Writer,
            (_, _) =>
            {
                attempts++;
                throw new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);
            },
            Token);

        Assert.Equal((1, ErrorCode.DatabaseUnavailable), (attempts, result.Problem!.Code));
    }

    [Theory]
    [InlineData("(", "select count(*) from pg_class where relname ~ $1")] // fails while it is planned
    [InlineData("0", "select count(*) from pg_class where relnatts / $1::int > 1")] // fails while it runs
    public async Task A_statement_that_fails_for_one_caller_works_for_the_next_on_the_same_session(string bad, string sql)
    {
        await using var database = await postgres.CreateAsync();
        await using var sources = new DatabaseSources(database.Options with { MaxReaders = 1 }, NullLogger.Instance, TimeProvider.System);

        foreach (var (value, isGood) in ((string, bool)[])[("1", true), (bad, false), ("1", true), (bad, false), (bad, false), ("1", true), ("1", true)])
        {
            var result = await sources.ReadAsync<long>(
                async (connection, token) =>
                {
                    await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = value } } };
                    var count = (long)(await command.ExecuteScalarAsync(token))!;
                    await connection.DisposeAsync();
                    return count;
                },
                Token);

            Assert.Equal(isGood, result.IsOk);
        }
    }

    [Fact]
    public async Task Statement_over_its_time_is_ended_by_the_server()
    {
        await using var database = await postgres.CreateAsync();
        await using var sources = new DatabaseSources(database.Options with { ReadTimeout = TimeSpan.FromSeconds(1) }, NullLogger.Instance, TimeProvider.System);

        var result = await sources.ReadAsync((c, t) => OneAsync(c, t, "select 1 from pg_sleep(30)"), Token);

        Assert.Equal(PostgresErrors.TooSlow, result.Problem);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from pg_stat_activity where query like '%pg_sleep(30)%' and state = 'active' and pid <> pg_backend_pid()", DatabaseRole.Reader));
    }

    [Fact]
    public async Task Pool_in_full_use_gives_a_problem_with_a_time_to_come_back_and_leaves_the_circuit_closed()
    {
        await using var database = await postgres.CreateAsync();
        await using var sources = new DatabaseSources(database.Options with { MaxReaders = 1, ConnectTimeout = TimeSpan.FromSeconds(1) }, NullLogger.Instance, TimeProvider.System);
        await using var held = await sources.Pool(DatabaseRole.Reader).OpenConnectionAsync(Token);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sources.ReadAsync((c, t) => OneAsync(c, t), Token)));

        Assert.All(results, r => Assert.Equal("Every connection to the database is in use.", r.Problem?.Message));
        Assert.All(results, r => Assert.NotNull(r.Problem!.RetryAfter));
        Assert.False(sources.IsCircuitOpen);
    }

    [Fact]
    public async Task Database_that_is_away_opens_the_circuit_and_calls_then_cost_nothing()
    {
        await using var sources = new DatabaseSources(new DatabaseOptions { Owner = "Host=/nonexistent;Username=nobody;Database=none" }, NullLogger.Instance, TimeProvider.System);

        for (var i = 0; i < 10 && !sources.IsCircuitOpen; i++)
        {
            Assert.Equal(ErrorCode.DatabaseUnavailable, (await sources.ReadAsync((c, t) => OneAsync(c, t), Token)).Problem!.Code);
        }

        Assert.True(sources.IsCircuitOpen);
        var refused = await sources.ReadAsync((c, t) => OneAsync(c, t), Token);
        Assert.Equal("The database does not answer; calls are refused until it is back.", refused.Problem!.Message);
        Assert.True(refused.Problem.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Problem_of_the_work_gives_the_connection_back()
    {
        await using var database = await postgres.CreateAsync();
        await using var sources = new DatabaseSources(database.Options with { MaxReaders = 1, ConnectTimeout = TimeSpan.FromSeconds(1) }, NullLogger.Instance, TimeProvider.System);

        await sources.ReadAsync((_, _) => Task.FromResult<Result<int>>(new Problem(ErrorCode.NotFound, "none")), Token);

        Assert.Equal(1, (await sources.ReadAsync((c, t) => OneAsync(c, t), Token)).Value);
    }

    [Fact]
    public async Task Health_tells_version_and_schema()
    {
        await using var database = await postgres.CreateAsync();

        var state = await new DatabaseHealth(database.Sources, TimeProvider.System).CheckAsync(Token);

        Assert.Equal(1, state.Value!.Version.Number);
        Assert.Equal(MigrationScript.All[^1].Name, state.Value.Schema);
    }

    [Fact]
    public async Task Health_names_what_an_older_schema_lacks_and_bears_one_that_is_a_step_ahead()
    {
        await using var database = await postgres.CreateAsync();
        var health = new DatabaseHealth(database.Sources, TimeProvider.System);
        await database.ExecuteAsync("insert into plan.schema_migrations (name, sha256) values ('9001_next', 'x')");
        Assert.True((await health.CheckAsync(Token)).IsOk);

        await database.ExecuteAsync("insert into plan.schema_migrations (name, sha256) values ('9002_after_next', 'x')");
        Assert.Equal(ErrorCode.SchemaMismatch, (await health.CheckAsync(Token)).Problem!.Code);

        await database.ExecuteAsync("delete from plan.schema_migrations where name like '9%' or name = (select max(name) from plan.schema_migrations where name < '9')");
        var lacking = (await health.CheckAsync(Token)).Problem!;
        Assert.Equal($"The database lacks script {MigrationScript.All[^1].Name} of this program.", lacking.Message);
    }

    [Fact]
    public async Task Health_of_an_empty_database_asks_for_the_migration()
    {
        await using var database = await postgres.CreateEmptyAsync();

        var state = await new DatabaseHealth(database.Sources, TimeProvider.System).CheckAsync(Token);

        Assert.Equal((ErrorCode.SchemaMismatch, "Run the migration."), (state.Problem!.Code, state.Problem.Hint));
    }

    /// <summary>As the login itself: a role taken by it may not end the login's sessions.</summary>
    private static async Task TerminateAsync(TestDatabase database, int processId)
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(database.Options).ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand($"select pg_terminate_backend({processId})", connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<Result<int>> OneAsync(NpgsqlConnection connection, CancellationToken token, string sql = "select 1")
    {
        await using (connection)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (int)(await command.ExecuteScalarAsync(token))!;
        }
    }
}
