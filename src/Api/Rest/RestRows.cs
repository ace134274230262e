using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Reads a cursor to its end.</summary>
internal static class RestRows
{
    /// <summary>Form of rows: OData's JSON without any control information.</summary>
    public static readonly JsonFormat Format = new(MetadataLevel.None, Ieee754Compatible: false, "4.01");

    /// <summary>The same for what the store writes.</summary>
    public static readonly RowFormat Stored = new(Ieee754Compatible: false, MetadataLevel.None, "");

    /// <summary>Does something with every row.</summary>
    /// <param name="cursor">The rows.</param>
    /// <param name="output">What must not grow too large.</param>
    /// <param name="use">What is done.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>The number of rows.</returns>
    public static async Task<Result<int>> EachAsync(ReadCursor cursor, PageBuffer output, Action<RowReader> use, CancellationToken token)
    {
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

            use(cursor.Row);
            if (AnswerWriter.TooLarge(output) is { } problem)
            {
                return problem with { Hint = "Ask for fewer rows by limit." };
            }
        }
    }
}
