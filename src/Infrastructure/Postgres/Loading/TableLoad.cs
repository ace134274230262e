using System.Collections;
using Kawasaki.Infrastructure.Packages;
using Npgsql;
using NpgsqlTypes;

namespace Kawasaki.Infrastructure.Postgres.Loading;

/// <summary>Brings one table to the rows given, inside the caller's transaction.</summary>
internal sealed class TableLoad(PackageTable table, NpgsqlConnection connection)
{
    private readonly LoadSql sql = new(table);

    /// <summary>Stages the rows, writes what differs, and counts it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops the work; the caller rolls back.</param>
    public async Task<SetChanges> RunAsync(IList rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync(sql.Stage, cancellationToken).ConfigureAwait(false);
        await CopyAsync(rows, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(sql.Analyze, cancellationToken).ConfigureAwait(false);
        var created = await WriteAsync(sql.Insert, cancellationToken).ConfigureAwait(false);
        var updated = sql.Update is { } update ? await WriteAsync(update, cancellationToken).ConfigureAwait(false) : 0;
        var deleted = await WriteAsync(sql.Delete, cancellationToken).ConfigureAwait(false);
        if (sql.Remember is { } remember)
        {
            await using var command = new NpgsqlCommand(remember, connection) { Parameters = { new() { Value = table.Name } } };
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return new SetChanges(table.Name, rows.Count, created, updated, deleted);
    }

    private async Task CopyAsync(IList rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(sql.Copy, cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
            foreach (var column in table.Columns)
            {
                await WriteCellAsync(copy, column, column.Property.GetValue(row), cancellationToken).ConfigureAwait(false);
            }
        }

        await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Task WriteCellAsync(NpgsqlBinaryImporter copy, PackageColumn column, object? value, CancellationToken cancellationToken) => value switch
    {
        null => copy.WriteNullAsync(cancellationToken),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken),
        decimal number => copy.WriteAsync(number, NpgsqlDbType.Numeric, cancellationToken),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken),
        DateOnly date => copy.WriteAsync(date, NpgsqlDbType.Date, cancellationToken),
        Enum => copy.WriteAsync(CellCodec.Write(column, value)!, NpgsqlDbType.Text, cancellationToken),
        IReadOnlyList<int> list => copy.WriteAsync(list.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellationToken),
        _ => throw new NotSupportedException($"column {column.Name} holds a {value.GetType().Name}"),
    };

    private async Task<int> WriteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection)
        {
            Parameters = { new() { Value = table.Name } },
        };
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
