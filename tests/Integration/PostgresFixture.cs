using System.Collections.Concurrent;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Kawasaki.Tests.Integration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Kawasaki.Tests.Integration;

/// <summary>
/// A real PostgreSQL for the whole run: the server in KAWASAKI_TEST_DATABASE, else a throw-away private cluster.
/// Starts with the first database asked for; a test without a database costs nothing.
/// </summary>
/// <remarks>
/// A class that writes takes a database of its own (<see cref="CreateAsync()"/>, a clone of one migrated template: a few 10 ms);
/// classes that only read share one by name (<see cref="SharedAsync"/>). A container could be started in <see cref="StartAsync"/> instead.
/// </remarks>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "kawasaki_template";

    private readonly ConcurrentDictionary<string, Lazy<Task<TestDatabase>>> shared = new();
    private readonly SemaphoreSlim cloning = new(1);
    private readonly Lazy<Task<Func<string, DatabaseOptions>>> server;
    private PrivateCluster? cluster;
    private ThrowAwayFolder? folder;
    private int number;

    /// <summary>Nothing starts yet.</summary>
    public PostgresFixture() => server = new(StartAsync);

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new database with the migrated, empty schema; dropped when disposed.</summary>
    public Task<TestDatabase> CreateAsync() => CloneAsync(Template);

    /// <summary>A new database with what another holds; nobody may be connected to that one.</summary>
    /// <param name="source">The other.</param>
    public async Task<TestDatabase> CreateAsync(TestDatabase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        await source.DisconnectAsync();
        return await CloneAsync(source.Name);
    }

    /// <summary>A new database with nothing in it, not even the schema; dropped when disposed.</summary>
    public Task<TestDatabase> CreateEmptyAsync() => CloneAsync("template0");

    /// <summary>A database that is filled once and then read by every class that asks for the same name.</summary>
    /// <param name="name">Name of the content.</param>
    /// <param name="fill">Fills it.</param>
    public Task<TestDatabase> SharedAsync(string name, Func<TestDatabase, Task> fill) =>
        shared.GetOrAdd(name, _ => new(async () =>
        {
            var database = await CreateAsync();
            await fill(database);
            return database;
        })).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var database in shared.Values.Where(d => d is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            await (await database.Value).DisposeAsync();
        }

        cloning.Dispose();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
            folder!.Dispose();
        }
        else if (server.IsValueCreated)
        {
            await ExecuteAsync((await server.Value)("postgres"), $"drop database if exists {Template} with (force)");
        }
    }

    private async Task<TestDatabase> CloneAsync(string template)
    {
        var options = await server.Value;
        var name = $"kawasaki_test_{Interlocked.Increment(ref number)}_{Environment.ProcessId}";
        await cloning.WaitAsync();
        try
        {
            await ExecuteAsync(options("postgres"), $"create database {name} template {template}");
        }
        finally
        {
            cloning.Release();
        }

        return new TestDatabase(name, options(name), () => ExecuteAsync(options("postgres"), $"drop database {name} with (force)"));
    }

    private async Task<Func<string, DatabaseOptions>> StartAsync()
    {
        var options = await ServerAsync();
        await ExecuteAsync(options("postgres"), $"drop database if exists {Template}");
        await ExecuteAsync(options("postgres"), $"create database {Template} template template0");
        var migrated = await new Migrator(options(Template), NullLogger.Instance, TimeProvider.System).MigrateAsync(CancellationToken.None);
        Assert.True(migrated.IsOk, migrated.Problem?.Message);
        return options;
    }

    private async Task<Func<string, DatabaseOptions>> ServerAsync()
    {
        if (Environment.GetEnvironmentVariable("KAWASAKI_TEST_DATABASE") is { Length: > 0 } given)
        {
            return database => new DatabaseOptions { Owner = new NpgsqlConnectionStringBuilder(given) { Database = database }.ConnectionString };
        }

        await ThrowAwayFolder.SweepAsync();
        folder = ThrowAwayFolder.Create();
        var started = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataHome = folder.Path, IsThrowAway = true }, NullLogger.Instance, CancellationToken.None);
        if (!started.IsOk)
        {
            var isExpected = started.Problem.Code == ErrorCode.PrivateCluster && Environment.GetEnvironmentVariable("CI") is null or "";
            Assert.SkipWhen(isExpected, $"No PostgreSQL: {started.Problem.Message} {started.Problem.Hint}");
            Assert.Fail(started.Problem.Message);
        }

        cluster = started.Value;
        return database => cluster.Connect(new DatabaseOptions(), database);
    }

    private static async Task ExecuteAsync(DatabaseOptions options, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(options).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
