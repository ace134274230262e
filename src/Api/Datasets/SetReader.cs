using Kawasaki.Api.OData.Writing;
using Kawasaki.Api.Rest;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Datasets;

/// <summary>Reads a set to its end, a row at a time.</summary>
/// <param name="store">Answers questions.</param>
/// <param name="deadline">Time for all rows, the caller's reading included.</param>
internal sealed class SetReader(IReadStore store, TimeSpan deadline)
{
    /// <summary>Writes every row.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="writing">Gives who writes the rows, once they are there.</param>
    /// <param name="written">Called after each row.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>The number of rows; the problem when the database failed, perhaps on the way.</returns>
    public async Task<Result<int>> EachAsync(ReadPlan plan, Func<ReadCursor, RowsWriter> writing, Func<CancellationToken, ValueTask> written, CancellationToken token)
    {
        RowsWriter? writer = null;
        try
        {
            var read = await EachRowAsync(plan, Begun, written, token);
            if (read.IsOk)
            {
                writer!.End(nextLink: null);
            }

            return read;
        }
        finally
        {
            writer?.Dispose();
        }

        Action<RowReader> Begun(ReadCursor cursor)
        {
            writer = writing(cursor);
            writer.Begin();
            return writer.Write;
        }
    }

    /// <summary>Takes every row.</summary>
    /// <param name="plan">The question.</param>
    /// <param name="taking">Gives what takes a row, once they are there.</param>
    /// <param name="taken">Called after each row.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>The number of rows; the problem when the database failed, perhaps on the way.</returns>
    public async Task<Result<int>> EachRowAsync(ReadPlan plan, Func<ReadCursor, Action<RowReader>> taking, Func<CancellationToken, ValueTask> taken, CancellationToken token)
    {
        var opened = await store.OpenAsync(plan, new ReadOptions(RestRows.Stored, deadline, IsStream: true), token);
        if (opened is not { IsOk: true, Value: var cursor })
        {
            return opened.Problem;
        }

        await using (cursor)
        {
            var take = taking(cursor);
            for (var rows = 0; ; rows++)
            {
                var read = await cursor.ReadAsync(token);
                if (!read.IsOk)
                {
                    return read.Problem;
                }

                if (!read.Value)
                {
                    return rows;
                }

                take(cursor.Row);
                await taken(token);
            }
        }
    }
}
