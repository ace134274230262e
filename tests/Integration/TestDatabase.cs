using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Kawasaki.Tests.Integration;

/// <summary>A database of one test class.</summary>
/// <param name="name">Its name on the server.</param>
/// <param name="options">How to reach it in each role.</param>
/// <param name="drop">Removes it.</param>
public sealed class TestDatabase(string name, DatabaseOptions options, Func<Task> drop) : IAsyncDisposable
{
    private readonly Lazy<DatabaseSources> sources = new(() => new DatabaseSources(options, NullLogger.Instance, TimeProvider.System));

    /// <summary>Its name on the server.</summary>
    public string Name { get; } = name;

    /// <summary>How to reach it in each role.</summary>
    public DatabaseOptions Options { get; } = options;

    /// <summary>Pools to it, one for each role.</summary>
    public DatabaseSources Sources => sources.Value;

    /// <summary>Runs a statement.</summary>
    public async Task<int> ExecuteAsync(string sql, DatabaseRole role = DatabaseRole.Owner)
    {
        await using var command = Sources.Pool(role).CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>First value of a statement's first row; null if it is null or there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, DatabaseRole role = DatabaseRole.Owner)
    {
        await using var command = Sources.Pool(role).CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Each row of a statement as one text, columns joined by `|`, null as empty.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, DatabaseRole role = DatabaseRole.Owner)
    {
        await using var command = Sources.Pool(role).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>Closes the pools' connections, so that the database can be cloned.</summary>
    public async Task DisconnectAsync()
    {
        if (sources.IsValueCreated)
        {
            foreach (var role in Enum.GetValues<DatabaseRole>())
            {
                await using var connection = Sources.Pool(role).CreateConnection();
                NpgsqlConnection.ClearPool(connection);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (sources.IsValueCreated)
        {
            await sources.Value.DisposeAsync();
        }

        await drop();
    }
}
