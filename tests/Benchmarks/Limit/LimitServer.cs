using System.Text.Json;
using Kawasaki.Api.Cli;
using Kawasaki.Infrastructure.Postgres.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>The limit that the service is measured against: SQL by hand, reader to writer, bare Kestrel, nothing else.</summary>
internal static class LimitServer
{
    private const string ConstantPath = "/constant/";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte[]> Constants = new();

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="session">The scaled database.</param>
    /// <param name="port">Where to listen.</param>
    public static async Task RunAsync(DatabaseSession session, int port)
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionStrings.For(DatabaseRole.Reader, session.Options).ConnectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var pool = NpgsqlDataSource.Create(connection.ConnectionString);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => kestrel.ListenLocalhost(port));
        await using var app = builder.Build();
        app.Run(http => AnswerAsync(http, pool));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http, NpgsqlDataSource pool)
    {
        var path = http.Request.Path.Value!;
        if (path.StartsWith(ConstantPath, StringComparison.Ordinal))
        {
            var length = int.Parse(path.AsSpan(ConstantPath.Length), System.Globalization.CultureInfo.InvariantCulture);
            await SendAsync(http, Constants.GetOrAdd(length, static l => new byte[l]));
            return;
        }

        var query = LimitQueries.All[path[1..]];
        await using var connection = await pool.OpenConnectionAsync(http.RequestAborted);
        await using var command = new NpgsqlCommand(query.Sql, connection);
        foreach (var value in query.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        if (path == "/csv")
        {
            await using var rows = await command.ExecuteReaderAsync(http.RequestAborted);
            await LimitCsv.WriteAsync(rows, query.Columns, http.Response, http.RequestAborted);
            return;
        }

        using var buffer = new System.IO.MemoryStream();
        await using (var reader = await command.ExecuteReaderAsync(http.RequestAborted))
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            await WriteAsync(reader, json, query.Columns, http.RequestAborted);
        }

        await SendAsync(http, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static async Task WriteAsync(NpgsqlDataReader reader, Utf8JsonWriter json, IReadOnlyList<LimitColumn> columns, CancellationToken token)
    {
        json.WriteStartObject();
        json.WriteStartArray("value");
        while (await reader.ReadAsync(token))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                if (reader.IsDBNull(i))
                {
                    json.WriteNullValue();
                }
                else
                {
                    columns[i].Write(reader, i, json);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
