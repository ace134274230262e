using System.Diagnostics;
using System.Globalization;
using System.IO;
using Kawasaki.Domain.Errors;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>The server of one cluster; called only by who holds the start lock.</summary>
internal sealed class ClusterServer(ClusterFolder folder, PostgresBinaries binaries, Shell shell, bool isThrowAway, ILogger logger)
{
    private const string Configuration = "kawasaki.conf";
    private const string StartSeconds = "60";

    /// <summary>Where it is.</summary>
    public ClusterFolder Folder { get; } = folder;

    /// <summary>Makes and starts what is not there yet.</summary>
    /// <returns>Null, or what stands in the way.</returns>
    public async Task<Problem?> EnsureRunningAsync(string administrator, string database, CancellationToken cancellationToken)
    {
        if (Folder.DataVersion is null && await InitializeAsync(administrator, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        if (await IsRunningAsync(cancellationToken).ConfigureAwait(false))
        {
            Log.ClusterShared(logger);
        }
        else if (await StartAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        return await EnsureDatabaseAsync(administrator, database, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops it: open transactions are rolled back, committed ones are safe.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync("pg_ctl", ["stop", "-D", Folder.Data, "-m", isThrowAway ? "immediate" : "fast", "-w", "-t", StartSeconds], cancellationToken).ConfigureAwait(false);
        if (result.ExitCode == 0)
        {
            Log.ClusterStopped(logger);
        }
        else
        {
            Log.ClusterNotStopped(logger, result.LastLine);
        }
    }

    private async Task<Problem?> InitializeAsync(string administrator, CancellationToken cancellationToken)
    {
        var result = new ShellResult(1, "", "");
        foreach (var locale in (string[])["C.UTF-8", "C"])
        {
            if (Directory.Exists(Folder.NewData))
            {
                Directory.Delete(Folder.NewData, recursive: true);
            }

            result = await RunAsync(
                "initdb",
                ["-D", Folder.NewData, "-U", administrator, "--encoding=UTF8", "--locale=" + locale, "--auth-local=trust", "--auth-host=reject", .. isThrowAway ? ["--no-sync"] : Array.Empty<string>()],
                cancellationToken).ConfigureAwait(false);
            if (result.ExitCode == 0)
            {
                await File.AppendAllTextAsync(Path.Combine(Folder.NewData, "postgresql.conf"), $"include '{Configuration}'\n", cancellationToken).ConfigureAwait(false);
                Directory.Move(Folder.NewData, Folder.Data);
                Log.ClusterCreated(logger, binaries.Version, Folder.Root);
                return null;
            }

            if (!result.Error.Contains("locale", StringComparison.Ordinal))
            {
                break;
            }
        }

        return Failed($"The private database cannot be made in {Folder.Root}: {result.LastLine}");
    }

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Folder.ProcessFile))
        {
            return false;
        }

        if (!IsPostgres(ProcessId()))
        {
            // The number may belong to somebody else by now, then PostgreSQL would refuse to start for ever.
            File.Delete(Folder.ProcessFile);
            Log.StaleProcessFile(logger, Folder.Root);
            return false;
        }

        return (await RunAsync("pg_ctl", ["status", "-D", Folder.Data], cancellationToken).ConfigureAwait(false)).ExitCode == 0;
    }

    /// <summary>Whether the server's process is there; asks no other program.</summary>
    public bool IsAlive() => File.Exists(Folder.ProcessFile) && IsPostgres(ProcessId());

    private int? ProcessId() => int.TryParse(File.ReadLines(Folder.ProcessFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static bool IsPostgres(int? processId)
    {
        try
        {
            return processId is { } id && Process.GetProcessById(id).ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false; // no such process
        }
    }

    private async Task<Problem?> StartAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await File.WriteAllTextAsync(Path.Combine(Folder.Data, Configuration), ClusterConfiguration.Text(Folder, isThrowAway), cancellationToken).ConfigureAwait(false);
        if (File.Exists(Folder.Log))
        {
            File.Move(Folder.Log, Folder.Log + ".before", overwrite: true); // the last words of a server that died; two starts' logs never fill the disk
        }

        var result = await RunAsync("pg_ctl", ["start", "-D", Folder.Data, "-l", Folder.Log, "-w", "-t", StartSeconds], cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            var said = File.Exists(Folder.Log) ? new ShellResult(result.ExitCode, "", await File.ReadAllTextAsync(Folder.Log, cancellationToken).ConfigureAwait(false)) : result;
            return Failed($"The private database in {Folder.Root} does not start: {said.LastLine}");
        }

        Log.ClusterStarted(logger, clock.ElapsedMilliseconds);
        return null;
    }

    private async Task<Problem?> EnsureDatabaseAsync(string administrator, string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
            {
                Host = Folder.Sockets,
                Username = administrator,
                Database = "postgres",
                Pooling = false,
                Timeout = 10,
                CommandTimeout = 60,
            }.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                await using var create = new NpgsqlCommand($"create database \"{database}\"", connection);
                await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (NpgsqlException e)
        {
            return Failed($"The private database in {Folder.Root} does not answer: {e.Message}");
        }
    }

    private Task<ShellResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        shell.RunAsync(Folder.Root, binaries.Program(program), arguments, cancellationToken);

    private Problem Failed(string message) =>
        new(ErrorCode.PrivateCluster, message, Target: "KAWASAKI_DATA_HOME", Hint: $"See {Folder.Log}; move {Folder.Root} away to begin anew.");
}
