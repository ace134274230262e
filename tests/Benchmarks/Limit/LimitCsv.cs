using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>CSV by hand: reader to a text writer of 64 KB, quotes where RFC 4180 wants them.</summary>
internal static class LimitCsv
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Writes all rows.</summary>
    /// <param name="reader">The rows.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="response">Where.</param>
    /// <param name="token">Ends the writing.</param>
    public static async Task WriteAsync(NpgsqlDataReader reader, IReadOnlyList<LimitColumn> columns, HttpResponse response, CancellationToken token)
    {
        response.ContentType = "text/csv";
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), BufferBytes);
        await writer.WriteAsync(string.Join(',', columns.Select(c => c.Name)) + "\r\n");
        var line = new StringBuilder();
        while (await reader.ReadAsync(token))
        {
            line.Clear();
            for (var i = 0; i < columns.Count; i++)
            {
                line.Append(i == 0 ? "" : ",").Append(reader.IsDBNull(i) ? "" : Cell(Text(reader.GetValue(i))));
            }

            await writer.WriteAsync(line.Append("\r\n"), token);
        }
    }

    private static string Text(object value) =>
        value is DateOnly date ? date.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
