using System.IO;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>A PostgreSQL server of our own: made, started and stopped by the program, reachable over a Unix socket only.</summary>
/// <remarks>
/// Several programs may use it at once: each holds a shared lock, the first starts the server, the last stops it.
/// A program that is killed leaves the server running; the next one takes it over. A server that dies is started again by those who use it.
/// </remarks>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>Name of the database in it.</summary>
    public const string DatabaseName = "kawasaki";

    private const string Administrator = "kawasaki_admin";

    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private readonly ClusterServer server;
    private readonly ILogger logger;
    private readonly CancellationTokenSource leaving = new();
    private readonly Task watch;
    private FileStream? useLock;

    private PrivateCluster(ClusterServer server, FileStream useLock, ILogger logger)
    {
        (this.server, this.useLock, this.logger) = (server, useLock, logger);
        watch = WatchAsync(leaving.Token);
    }

    /// <summary>Folder of the cluster.</summary>
    public string Folder => server.Folder.Root;

    /// <summary>Makes the cluster if there is none, starts it if it does not run, and waits until it answers.</summary>
    /// <param name="options">Where, and with which binaries.</param>
    /// <param name="logger">Told of what happens.</param>
    /// <param name="cancellationToken">Gives up; a cluster that was being made is made anew next time.</param>
    /// <returns>The running cluster. Problems: <see cref="ErrorCode.PrivateCluster"/> with the cure.</returns>
    public static async Task<Result<PrivateCluster>> StartAsync(PrivateClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return new Problem(ErrorCode.PrivateCluster, "The private database needs Unix sockets and users.", Target: "KAWASAKI_DATABASE", Hint: "Set KAWASAKI_DATABASE to a PostgreSQL server.");
        }

        try
        {
            var shell = Shell.Current();
            var folder = ClusterFolder.Of(options, shell.User is not null, Environment.GetEnvironmentVariable);
            if (await ClusterFolders.PrepareAsync(folder, shell, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                return problem;
            }

            using var startLock = await FileLock.ExclusiveAsync(folder.StartLock, cancellationToken).ConfigureAwait(false);
            var binaries = await PostgresBinaries.FindAsync(options.Binaries, folder.DataVersion, shell, cancellationToken).ConfigureAwait(false);
            if (!binaries.IsOk)
            {
                return binaries.Problem;
            }

            var server = new ClusterServer(folder, binaries.Value, shell, options.IsThrowAway, logger);
            var use = FileLock.Shared(folder.UseLock);
            var failure = await server.EnsureRunningAsync(Administrator, DatabaseName, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                return new PrivateCluster(server, use, logger);
            }

            await use.DisposeAsync().ConfigureAwait(false);
            return failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(ErrorCode.PrivateCluster, $"The private database's folder cannot be used: {e.Message}", Target: "KAWASAKI_DATA_HOME",
                Hint: "Free some space, correct the rights, or set KAWASAKI_DATA_HOME to another folder.");
        }
    }

    /// <summary>The same options with this cluster as database: separate logins for owner, writer and reader.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="database">Name of a database in the cluster.</param>
    public DatabaseOptions Connect(DatabaseOptions options, string database = DatabaseName) => options with
    {
        Administrator = ConnectionString(Administrator, database),
        Owner = ConnectionString(ConnectionStrings.RoleName(DatabaseRole.Owner), database),
        Writer = ConnectionString(ConnectionStrings.RoleName(DatabaseRole.Writer), database),
        Reader = ConnectionString(ConnectionStrings.RoleName(DatabaseRole.Reader), database),
    };

    /// <summary>Leaves the cluster; the last program to leave stops the server in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (useLock is null)
        {
            return;
        }

        var mine = useLock;
        useLock = null;
        await leaving.CancelAsync().ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        leaving.Dispose();
        using var startLock = await FileLock.ExclusiveAsync(server.Folder.StartLock, CancellationToken.None).ConfigureAwait(false);
        await mine.DisposeAsync().ConfigureAwait(false);
        if (FileLock.TryExclusive(server.Folder.UseLock) is { } alone)
        {
            await using (alone.ConfigureAwait(false))
            {
                await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Starts the server again when it dies: nobody else would.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(WatchEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!server.IsAlive())
                {
                    await ReviveAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Leaving: whoever is the last stops the server, or the next program finds it dead and starts it.
        }
    }

    private async Task ReviveAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var startLock = await FileLock.ExclusiveAsync(server.Folder.StartLock, cancellationToken).ConfigureAwait(false);
            if (!server.IsAlive())
            {
                Log.ClusterDied(logger);
                if (await server.EnsureRunningAsync(Administrator, DatabaseName, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    Log.ClusterNotRevived(logger, problem.Message);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.ClusterNotRevived(logger, e.Message);
        }
    }

    private string ConnectionString(string user, string database) =>
        new NpgsqlConnectionStringBuilder { Host = server.Folder.Sockets, Username = user, Database = database }.ConnectionString;
}
