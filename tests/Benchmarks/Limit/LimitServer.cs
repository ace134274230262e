using System.Globalization;
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
    private const string WritePath = "/statusReports";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, byte[]> Constants = new();

    /// <summary>As the service writes it: characters as they are, and no check of what is written.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="session">The scaled database.</param>
    /// <param name="port">Where to listen.</param>
    public static async Task RunAsync(DatabaseSession session, int port)
    {
        await using var readers = Pool(session, DatabaseRole.Reader);
        await using var writers = Pool(session, DatabaseRole.Writer);
        // The service that is asked for the same answers listens on the next port.
        var root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + 1}/odata/");
        var writes = new LimitWrites(writers, root);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true); // as the service does
        await using var app = builder.Build();
        app.Run(http => http.Request.Path.Value! switch
        {
            var path when path.StartsWith(ConstantPath, StringComparison.Ordinal) =>
                SendAsync(http, Constants.GetOrAdd(int.Parse(path.AsSpan(ConstantPath.Length), CultureInfo.InvariantCulture), static l => new byte[l])),
            WritePath => writes.BulkAsync(http),
            var path when path.StartsWith(WritePath, StringComparison.Ordinal) => writes.RowAsync(http, path[(WritePath.Length + 2)..^2]),
            var path => ReadAsync(http, readers, LimitQueries.All[path[1..]], root),
        });
        await app.RunAsync();
    }

    /// <summary>Sends a whole answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">Its bytes.</param>
    public static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static NpgsqlDataSource Pool(DatabaseSession session, DatabaseRole role) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ConnectionStrings.For(role, session.Options).ConnectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, NoResetOnClose = true }.ConnectionString);

    private static async Task ReadAsync(HttpContext http, NpgsqlDataSource pool, LimitQuery query, string root)
    {
        await using var connection = await pool.OpenConnectionAsync(http.RequestAborted);
        await using var command = new NpgsqlCommand(query.Sql, connection);
        foreach (var value in query.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        if (query.Context is null)
        {
            await using var table = await command.ExecuteReaderAsync(http.RequestAborted);
            await LimitCsv.WriteAsync(table, query.Columns, http.Response, http.RequestAborted);
            return;
        }

        using var buffer = new System.IO.MemoryStream();
        await using (var reader = await command.ExecuteReaderAsync(http.RequestAborted))
        await using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{root}$metadata#{query.Context}");
            await WriteAsync(reader, json, query, http.RequestAborted);
            json.WriteEndObject();
        }

        await SendAsync(http, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static async Task WriteAsync(NpgsqlDataReader reader, Utf8JsonWriter json, LimitQuery query, CancellationToken token)
    {
        if (query.IsRow)
        {
            await reader.ReadAsync(token);
            WriteMembers(reader, json, query.Columns);
            return;
        }

        json.WriteStartArray("value");
        while (await reader.ReadAsync(token))
        {
            json.WriteStartObject();
            WriteMembers(reader, json, query.Columns);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(NpgsqlDataReader reader, Utf8JsonWriter json, IReadOnlyList<LimitColumn> columns)
    {
        var ordinal = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            json.WritePropertyName(column.Encoded);
            if (column.IsConstant)
            {
                column.Write(reader, -1, json);
            }
            else if (reader.IsDBNull(ordinal))
            {
                json.WriteNullValue();
                ordinal++;
            }
            else
            {
                column.Write(reader, ordinal++, json);
            }
        }
    }
}
