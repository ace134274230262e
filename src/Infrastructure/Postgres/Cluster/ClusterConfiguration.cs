namespace Kawasaki.Infrastructure.Postgres.Cluster;

/// <summary>The settings of a private cluster, written anew before each start.</summary>
internal static class ClusterConfiguration
{
    /// <summary>Text of the file that `postgresql.conf` includes.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="isThrowAway">Whether the data may be lost.</param>
    public static string Text(ClusterFolder folder, bool isThrowAway) =>
        $"""
        # Written by the program before each start; changes here are lost.
        listen_addresses = ''
        unix_socket_directories = '{folder.Sockets.Replace("'", "''", StringComparison.Ordinal)}'
        unix_socket_permissions = 0700
        port = 5432
        max_connections = 60
        shared_buffers = 64MB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        effective_cache_size = 256MB
        max_wal_size = 256MB
        min_wal_size = 64MB
        random_page_cost = 1.1
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %a '
        {(isThrowAway ? "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200" : "")}

        """;
}
