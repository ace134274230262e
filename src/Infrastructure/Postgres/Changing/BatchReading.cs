using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Changing;

/// <summary>Statements sent together, each with what takes its rows: one round trip for all.</summary>
internal sealed class BatchReading(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection, transaction);
    private readonly List<Action<NpgsqlDataReader>> readers = [];

    /// <summary>Adds a statement that gives no rows.</summary>
    public void Add(string statement) => batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));

    /// <summary>Adds a statement without rows.</summary>
    public void Add(NpgsqlBatchCommand statement) => batch.BatchCommands.Add(statement);

    /// <summary>Adds a statement that gives rows.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="row">Takes each row.</param>
    public void Add(NpgsqlBatchCommand statement, Action<NpgsqlDataReader> row)
    {
        batch.BatchCommands.Add(statement);
        readers.Add(row);
    }

    /// <summary>Sends the statements, if there are any, and reads all rows.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            foreach (var row in readers)
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    row(reader);
                }

                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
