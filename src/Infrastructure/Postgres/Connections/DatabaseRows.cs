using Kawasaki.Domain.Errors;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Connections;

/// <summary>Runs one fixed statement, once, and reads the rows that it gives.</summary>
internal static class DatabaseRows
{
    /// <summary>One row, or the problem that there is none.</summary>
    /// <typeparam name="T">What a row is read as.</typeparam>
    /// <param name="sources">Connections.</param>
    /// <param name="role">As whom.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its values.</param>
    /// <param name="read">Reads the row that the reader stands at.</param>
    /// <param name="missing">The problem without a row.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Result<T>> OneAsync<T>(
        this DatabaseSources sources, DatabaseRole role, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, Problem missing, CancellationToken cancellationToken)
        where T : notnull =>
        sources.RunAsync<T>(
            role, sql, parameters, async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? read(reader) : missing, cancellationToken);

    /// <summary>Every row, in order.</summary>
    /// <typeparam name="T">What a row is read as.</typeparam>
    /// <param name="sources">Connections.</param>
    /// <param name="role">As whom.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its values.</param>
    /// <param name="read">Reads the row that the reader stands at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Result<IReadOnlyList<T>>> AllAsync<T>(
        this DatabaseSources sources, DatabaseRole role, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        sources.RunAsync<IReadOnlyList<T>>(role, sql, parameters, async (reader, token) =>
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }

            return rows;
        }, cancellationToken);

    private static Task<Result<T>> RunAsync<T>(
        this DatabaseSources sources, DatabaseRole role, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
        where T : notnull =>
        sources.WriteAsync(role, async (connection, token) =>
        {
            await using var _ = connection.ConfigureAwait(false);
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            return await read(reader, token).ConfigureAwait(false);
        }, cancellationToken);
}
