using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Kawasaki.Tests.Benchmarks.Limit;

/// <summary>Changes of status reports by hand, by the statements that the service sends: the triggers of the database do the same for both.</summary>
/// <param name="pool">Connections of the writer role.</param>
/// <param name="root">Service root of the answers.</param>
internal sealed class LimitWrites(NpgsqlDataSource pool, string root)
{
    private const int FewRows = 100;
    private const string Caller = "select set_config('kawasaki.caller', 'bench', true), set_config('kawasaki.credential', 'bench', true), set_config('kawasaki.request_id', 'bench', true)";
    private const string Lock = "select t.revision, t.code from plan.status_reports t join unnest($1) as k(c0) on t.code = k.c0 order by t.code for update of t";
    private const string Update = "update plan.status_reports t set summary = v.c1 from unnest($1, $2) as v(c0, c1) where t.code = v.c0 returning t.revision, t.code";
    private const string ForgetPlans = "discard plans";
    private const string Version = "select version, pg_current_xact_id_if_assigned()::text from plan.data_version";

    /// <summary>Changes one row: `If-Match` in, new ETag out.</summary>
    /// <param name="http">The request.</param>
    /// <param name="code">Key of the row.</param>
    public async Task RowAsync(HttpContext http, string code)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var summary = body.RootElement.GetProperty("summary").GetString()!;
        var match = http.Request.Headers.IfMatch.ToString();
        var isKnown = long.TryParse(match.AsSpan().Trim('"'), CultureInfo.InvariantCulture, out var expected);
        var revisions = await ChangeAsync([code], [summary], found => !isKnown || found[code] == expected, http.RequestAborted);
        if (revisions is null)
        {
            http.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revisions[code]}\"");
    }

    /// <summary>Changes many rows: a delta payload in, key and ETag of each row out.</summary>
    /// <param name="http">The request.</param>
    public async Task BulkAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var rows = body.RootElement.GetProperty("value");
        var (codes, summaries) = (new string[rows.GetArrayLength()], new string[rows.GetArrayLength()]);
        var i = 0;
        foreach (var row in rows.EnumerateArray())
        {
            (codes[i], summaries[i++]) = (row.GetProperty("code").GetString()!, row.GetProperty("summary").GetString()!);
        }

        var revisions = (await ChangeAsync(codes, summaries, _ => true, http.RequestAborted))!;
        using var buffer = new System.IO.MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, LimitServer.Json))
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", root + "$metadata#statusReports/$delta");
            json.WriteStartArray("value");
            foreach (var code in codes)
            {
                json.WriteStartObject();
                json.WriteString("@odata.id", $"{root}statusReports('{code}')");
                json.WriteString("@odata.etag", string.Create(CultureInfo.InvariantCulture, $"\"{revisions[code]}\""));
                json.WriteString("code", code);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await LimitServer.SendAsync(http, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private async Task<Dictionary<string, long>?> ChangeAsync(string[] codes, string[] summaries, Func<Dictionary<string, long>, bool> mayChange, CancellationToken token)
    {
        await using var connection = await pool.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await using var reading = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { new(Caller), new("set constraints all deferred"), new(Lock) { Parameters = { new() { Value = codes } } } },
        };
        await using var writing = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { new(Update) { Parameters = { new() { Value = codes }, new() { Value = summaries } } }, new("set constraints all immediate"), new(Version) },
        };
        if (codes.Length > FewRows)
        {
            reading.BatchCommands.Insert(0, new(ForgetPlans));
            writing.BatchCommands.Add(new(ForgetPlans));
        }

        if (!mayChange(await RevisionsAsync(reading, skipped: 1, token)))
        {
            return null;
        }

        var revisions = await RevisionsAsync(writing, skipped: 0, token);
        await transaction.CommitAsync(token);
        return revisions;
    }

    private static async Task<Dictionary<string, long>> RevisionsAsync(NpgsqlBatch batch, int skipped, CancellationToken token)
    {
        var revisions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await batch.ExecuteReaderAsync(token);
        for (; skipped > 0; skipped--)
        {
            await reader.NextResultAsync(token);
        }

        while (await reader.ReadAsync(token))
        {
            revisions[reader.GetString(1)] = reader.GetInt64(0);
        }

        return revisions;
    }
}
