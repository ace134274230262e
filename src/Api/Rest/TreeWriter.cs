using System.Text;
using Kawasaki.Api.OData.Writing;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.Rest;

/// <summary>Writes the one row of a tree: its properties, the number of rows of each level, the levels.</summary>
internal static class TreeWriter
{
    /// <summary>Writes the answer.</summary>
    /// <param name="cursor">The row.</param>
    /// <param name="output">Where.</param>
    /// <param name="token">Ends the reading.</param>
    public static Task<Result<int>> WriteAsync(ReadCursor cursor, PageBuffer output, CancellationToken token) =>
        RestRows.EachAsync(cursor, output, row => Write(row, cursor.Layout, output), token);

    private static void Write(RowReader row, RowLayout layout, PageBuffer output)
    {
        output.Write("{"u8);
        foreach (var value in layout.Values.Where(v => v.Property is not null))
        {
            Member(output, value.Name);
            ValueWriter.Write(output, row, value, ieee754: false);
            output.Write(","u8);
        }

        output.Write("\"counts\":{"u8);
        foreach (var (index, count) in layout.Values.Where(v => v.Property is null).Index())
        {
            output.Write(index == 0 ? [] : ","u8);
            Member(output, count.Name);
            ValueWriter.Write(output, row, count, ieee754: false);
        }

        output.Write("}"u8);
        foreach (var level in layout.Expansions)
        {
            output.Write(","u8);
            Member(output, level.Expansion.Navigation.Name);
            row.CopyUtf8(level.Json!.Value, output);
        }

        output.Write("}"u8);
    }

    private static void Member(PageBuffer output, string name) => output.Write(Encoding.UTF8.GetBytes($"\"{name}\":"));
}
