using System.Globalization;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Kawasaki.Infrastructure.Postgres.Query;

/// <summary>The rows of a running statement; holds its connection until disposed.</summary>
internal sealed class PostgresReadCursor : ReadCursor
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly NpgsqlDataReader reader;
    private readonly Deadline deadline;
    private readonly StatementColumns columns;
    private readonly PostgresRowReader row;
    private readonly int? pageRows;
    private int shown;
    private bool hasRow;
    private bool hasFailed;
    private bool isFirst = true;
    private long? count;
    private DataState? state;
    private IReadOnlyList<Literal>? lastOfPage;
    private IReadOnlyList<Literal>? continuation;

    private PostgresReadCursor(
        NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader reader, Deadline deadline, StatementColumns columns, int? pageRows)
    {
        this.connection = connection;
        this.command = command;
        this.reader = reader;
        this.deadline = deadline;
        this.columns = columns;
        this.pageRows = pageRows;
        row = new PostgresRowReader(reader);
    }

    /// <inheritdoc/>
    public override RowLayout Layout => columns.Layout;

    /// <inheritdoc/>
    public override long? Count => count;

    /// <inheritdoc/>
    public override DataState? State => state;

    /// <inheritdoc/>
    public override RemovalReason? Removed => columns.Removed is { } removed && !row.IsNull(removed) ? (RemovalReason)row.GetInt32(removed) : null;

    /// <summary>What became of the states that the question stands on.</summary>
    public StateStanding Standing { get; private set; }

    /// <inheritdoc/>
    public override RowReader Row => row;

    /// <inheritdoc/>
    public override IReadOnlyList<Literal>? Continuation => continuation;

    /// <summary>False when the plan names a parent and there is none.</summary>
    public bool ParentExists { get; private set; } = true;

    /// <summary>True when there is no row at all.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Runs the statement and fetches its first row.</summary>
    /// <param name="connection">Taken over by the cursor, but not when this fails.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="pageRows">Most rows shown; the statement asks for one more.</param>
    /// <param name="deadline">Ends every call; taken over likewise.</param>
    /// <param name="limit">Longest run of the statement; null for the session's own limit.</param>
    /// <param name="cancellationToken">Token of this try.</param>
    public static async Task<Result<PostgresReadCursor>> OpenAsync(
        NpgsqlConnection connection, SqlStatement statement, int? pageRows, Deadline deadline, TimeSpan? limit, CancellationToken cancellationToken)
    {
        if (limit is { } longest)
        {
            // For the transaction only, which ends with the connection's use: a session goes back to the pool as it came.
            await connection.BeginTransactionAsync(cancellationToken);
            await using var set = new NpgsqlCommand("select set_config('statement_timeout', $1, true)", connection);
            set.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ((long)longest.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) });
            await set.ExecuteNonQueryAsync(cancellationToken);
        }

        // Positional parameters with their types: the driver sends the text as it is, and may prepare it on its own after some uses.
        var command = new NpgsqlCommand(statement.Text, connection);
        foreach (var parameter in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = parameter.Type, Value = parameter.Value });
        }

        NpgsqlDataReader? reader = null;
        try
        {
            reader = await command.ExecuteReaderAsync(cancellationToken);
            var cursor = new PostgresReadCursor(connection, command, reader, deadline, statement.Columns, pageRows);
            await cursor.FetchFirstAsync(cancellationToken);
            return cursor;
        }
        catch
        {
            await DisposeAsync(reader, command);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Result<bool>> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!isFirst && hasRow)
            {
                hasRow = await reader.ReadAsync(deadline.Token);
            }

            isFirst = false;
            if (hasRow && shown == pageRows)
            {
                continuation = lastOfPage;
                hasRow = false;
            }

            if (hasRow && columns.Excess is { } excess && !row.IsNull(excess))
            {
                hasRow = false;
                return TooMuch((Excess)row.GetInt32(excess));
            }

            if (hasRow && ++shown == pageRows)
            {
                lastOfPage = OrderValues();
            }

            return hasRow;
        }
        catch (Exception e)
        {
            hasRow = false;
            hasFailed = true;
            if (deadline.Expected(e) is { } problem)
            {
                return problem;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // Rows nobody wants any more are not worth waiting for.
        if (hasRow && pageRows is null)
        {
            command.Cancel();
        }

        await DisposeAsync(reader, command);
        if (hasFailed)
        {
            await FailedSession.MendAsync(connection);
        }

        await connection.DisposeAsync();
        deadline.Dispose();
    }

    private async Task FetchFirstAsync(CancellationToken cancellationToken)
    {
        hasRow = await reader.ReadAsync(cancellationToken);
        if (hasRow && columns.ParentExists is { } parent)
        {
            ParentExists = reader.GetBoolean(parent);
        }

        if (hasRow && columns.Count is { } total)
        {
            count = reader.GetInt64(total);
        }

        if (hasRow && columns.State is { } states)
        {
            Standing = states.Standing is { } standing ? (StateStanding)reader.GetInt32(standing) : StateStanding.Known;
            state = states.Now is { } now
                ? new DataState(reader.GetInt64(now), reader.GetFieldValue<DateTimeOffset>(now + 1), reader.GetGuid(now + 2))
                : states.Known[^1];
        }

        var isCountOnly = ReferenceEquals(columns.Layout, RowLayout.Empty);
        hasRow = hasRow && !isCountOnly && !(columns.RowExists is { } exists && reader.IsDBNull(exists));
        IsEmpty = !hasRow;
    }

    private static Problem TooMuch(Excess excess) => excess switch
    {
        Excess.Bytes => new Problem(ErrorCode.TooComplex, "The rows expanded in one row are too large for an answer.", "$expand", "Expand less, or narrow it by $select, $filter or $top."),
        Excess.Rows => new Problem(
            ErrorCode.TooComplex, "An expansion that uses $it has more rows than one answer may hold, and no link could lead to the rest.", "$expand", "Narrow it by $filter or $top."),
        _ => throw new InvalidOperationException($"No excess {excess}."),
    };

    private Literal[] OrderValues() => [.. columns.Order.Select(o => new Literal(row.Value(o), o.Type))];

    private static async ValueTask DisposeAsync(NpgsqlDataReader? reader, NpgsqlCommand command)
    {
        if (reader is not null)
        {
            await reader.DisposeAsync();
        }

        await command.DisposeAsync();
    }
}
