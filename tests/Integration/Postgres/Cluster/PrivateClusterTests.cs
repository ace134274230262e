using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Postgres.Cluster;

/// <summary>The cluster as an operator runs it; each test has one of its own.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateClusterTests : IDisposable
{
    private readonly ThrowAwayFolder folder = ThrowAwayFolder.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Home => folder.Path;

    private ClusterFolder Folder => ClusterFolder.Of(new PrivateClusterOptions { DataHome = Home }, isRoot: false, _ => null);

    [Fact]
    public async Task Data_survive_a_stop_and_the_last_to_leave_stops_the_server()
    {
        await using (var first = await StartAsync(isThrowAway: false))
        {
            await ExecuteAsync(first, "create table kept (x int); insert into kept values (42)");
            await using (var second = await StartAsync(isThrowAway: false))
            {
                Assert.Equal(42, await ExecuteAsync(second, "select x from kept"));
            }

            Assert.Equal(42, await ExecuteAsync(first, "select x from kept"));
        }

        Assert.False(File.Exists(Folder.ProcessFile));
        await using var again = await StartAsync(isThrowAway: false);
        Assert.Equal(42, await ExecuteAsync(again, "select x from kept"));
    }

    [Fact]
    public async Task Four_programs_at_once_make_one_cluster()
    {
        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartAsync)));

        var servers = await Task.WhenAll(clusters.Select(c => ExecuteAsync(c, "select pg_postmaster_start_time()::text || (select system_identifier from pg_control_system())")));
        Assert.Single(servers.Distinct());
        foreach (var cluster in clusters)
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Server_that_is_killed_while_in_use_comes_back_with_what_it_had_committed()
    {
        await using var cluster = await StartAsync(isThrowAway: false);
        await ExecuteAsync(cluster, "create table kept (x int); insert into kept values (42)");
        var before = await ExecuteAsync(cluster, "select pg_postmaster_start_time()::text");
        await KillServerAsync();

        await UntilAnswersAsync(cluster);

        Assert.NotEqual(before, await ExecuteAsync(cluster, "select pg_postmaster_start_time()::text"));
        Assert.Equal(42, await ExecuteAsync(cluster, "select x from kept"));
    }

    [Fact]
    public async Task Process_file_with_a_number_that_is_somebody_elses_is_no_obstacle()
    {
        await using (await StartAsync())
        {
        }

        await File.WriteAllTextAsync(Folder.ProcessFile, $"{Environment.ProcessId}\n{Folder.Data}\n0\n5432\n{Folder.Sockets}\n\n", Token);

        await using var again = await StartAsync();

        Assert.Equal(1, await ExecuteAsync(again, "select 1"));
    }

    [Fact]
    public async Task Half_made_cluster_is_made_anew()
    {
        Directory.CreateDirectory(Folder.NewData);
        await File.WriteAllTextAsync(Path.Combine(Folder.NewData, "PG_VERSION"), "15\n", Token);

        await using var cluster = await StartAsync();

        Assert.Equal(1, await ExecuteAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Only_the_socket_is_open_and_only_to_its_user()
    {
        await using var cluster = await StartAsync();

        Assert.Equal("", await ExecuteAsync(cluster, "select current_setting('listen_addresses')"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.Root));
        Assert.Equal("UTF8", await ExecuteAsync(cluster, "select current_setting('server_encoding')"));
    }

    [Fact]
    public async Task Data_of_another_version_are_left_alone()
    {
        Directory.CreateDirectory(Folder.Data);
        await File.WriteAllTextAsync(Path.Combine(Folder.Data, "PG_VERSION"), "9\n", Token);

        var started = await PrivateCluster.StartAsync(Options(), NullLogger.Instance, Token);

        Assert.Equal(ErrorCode.PrivateCluster, started.Problem!.Code);
        Assert.StartsWith("The private database was made by PostgreSQL 9, and only ", started.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install -y postgresql-9", started.Problem.Hint, StringComparison.Ordinal);
        Assert.Equal("9\n", await File.ReadAllTextAsync(Path.Combine(Folder.Data, "PG_VERSION"), Token));
    }

    [Fact]
    public async Task Missing_binaries_are_named()
    {
        var started = await PrivateCluster.StartAsync(Options() with { Binaries = Home }, NullLogger.Instance, Token);

        Assert.Equal($"{Home} does not hold initdb, pg_ctl and postgres.", started.Problem!.Message);
    }

    [Fact]
    public async Task Damaged_configuration_is_reported_with_the_servers_own_words()
    {
        await using (await StartAsync())
        {
        }

        await File.AppendAllTextAsync(Path.Combine(Folder.Data, "postgresql.conf"), "no_such_setting = 1\n", Token);

        var started = await PrivateCluster.StartAsync(Options(), NullLogger.Instance, Token);

        Assert.Equal(ErrorCode.PrivateCluster, started.Problem!.Code);
        Assert.Contains("does not start", started.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("configuration file", started.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_only_its_owner_may_enter_serves_an_ordinary_user_and_is_explained_to_root()
    {
        File.SetUnixFileMode(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var started = await PrivateCluster.StartAsync(Options(), NullLogger.Instance, Token);

        if (Environment.IsPrivilegedProcess)
        {
            Assert.Contains("who cannot reach", started.Problem!.Message, StringComparison.Ordinal);
            Assert.Equal("KAWASAKI_DATA_HOME", started.Problem.Target);
        }
        else
        {
            Assert.True(started.IsOk, started.Problem?.Message);
            await started.Value.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private PrivateClusterOptions Options(bool isThrowAway = true) => new() { DataHome = Home, IsThrowAway = isThrowAway };

    private Task<PrivateCluster> StartAsync() => StartAsync(isThrowAway: true);

    private async Task<PrivateCluster> StartAsync(bool isThrowAway)
    {
        var started = await PrivateCluster.StartAsync(Options(isThrowAway), NullLogger.Instance, Token);
        Assert.True(started.IsOk, $"{started.Problem?.Message} {started.Problem?.Hint}");
        return started.Value;
    }

    private async Task KillServerAsync()
    {
        var id = int.Parse((await File.ReadAllLinesAsync(Folder.ProcessFile, Token))[0], CultureInfo.InvariantCulture);
        using var server = Process.GetProcessById(id);
        server.Kill();
        await server.WaitForExitAsync(Token);
    }

    private static async Task UntilAnswersAsync(PrivateCluster cluster)
    {
        await using var sources = new DatabaseSources(cluster.Connect(new DatabaseOptions()) with { Reader = cluster.Connect(new DatabaseOptions()).Administrator }, NullLogger.Instance, TimeProvider.System);
        Result<int> answer;
        do
        {
            Token.ThrowIfCancellationRequested();
            answer = await sources.ReadAsync(
                async (connection, token) =>
                {
                    await using (connection)
                    {
                        await using var command = new NpgsqlCommand("select 1", connection);
                        return (Result<int>)(int)(await command.ExecuteScalarAsync(token))!;
                    }
                },
                Token);
        }
        while (!answer.IsOk);
    }

    private static async Task<object?> ExecuteAsync(PrivateCluster cluster, string sql)
    {
        var options = cluster.Connect(new DatabaseOptions());
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(options).ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
