using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Settings;
using Kawasaki.Infrastructure.Postgres.Cluster;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Microsoft.Extensions.Logging;

namespace Kawasaki.Api.Cli;

/// <summary>The database of one command: the server given by KAWASAKI_DATABASE, else the private cluster; its schema up to date.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    private readonly PrivateCluster? cluster;

    private DatabaseSession(PrivateCluster? cluster, DatabaseOptions options, DatabaseSources sources, IReadOnlyList<string> migrated) =>
        (this.cluster, Options, Sources, Migrated) = (cluster, options, sources, migrated);

    /// <summary>Where the database is.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Its connections.</summary>
    public DatabaseSources Sources { get; }

    /// <summary>Names of the scripts that were applied now.</summary>
    public IReadOnlyList<string> Migrated { get; }

    /// <summary>Starts the private cluster if no server is given, and migrates.</summary>
    /// <param name="settings">Gives the text of a setting by name.</param>
    /// <param name="logger">Told of what happens.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result<DatabaseSession>> OpenAsync(Func<string, string?> settings, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = SettingsReader.Read<DatabaseOptions>(settings);
        var clusterOptions = SettingsReader.Read<PrivateClusterOptions>(settings);
        if ((options.Problem ?? clusterOptions.Problem) is { } bad)
        {
            return bad;
        }

        if (options.Value!.Owner is not null)
        {
            return await MigrateAsync(null, options.Value, logger, time, cancellationToken);
        }

        var cluster = await PrivateCluster.StartAsync(clusterOptions.Value!, logger, cancellationToken);
        return cluster.IsOk
            ? await MigrateAsync(cluster.Value, cluster.Value.Connect(options.Value), logger, time, cancellationToken)
            : cluster.Problem;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Sources.DisposeAsync();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }

    private static async Task<Result<DatabaseSession>> MigrateAsync(
        PrivateCluster? cluster, DatabaseOptions options, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var isOpen = false;
        try
        {
            var migrated = await new Migrator(options, logger, time).MigrateAsync(cancellationToken);
            if (!migrated.IsOk)
            {
                return migrated.Problem;
            }

            isOpen = true;
            return new DatabaseSession(cluster, options, new DatabaseSources(options, logger, time), migrated.Value);
        }
        finally
        {
            if (!isOpen && cluster is not null)
            {
                await cluster.DisposeAsync();
            }
        }
    }
}
