using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>Results sent while they are read: whole, flat in memory, and never quietly cut.</summary>
[Collection(Alone)]
public sealed class StreamTests(ManyRows service) : IClassFixture<ManyRows>
{
    /// <summary>Runs while no other test does: memory is counted for the whole process.</summary>
    internal const string Alone = "alone";

    private const long MostGrowth = 60L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("passages?$format=csv")]
    [InlineData("passages?$format=xlsx")]
    [InlineData("passages?$format=application/json;streaming=true")]
    [InlineData("../api/v1/datasets/passages.jsonld")]
    [InlineData("../api/v1/datasets/kawasaki-plan-data.zip")]
    public async Task Memory_stays_flat_while_100_000_rows_are_sent(string url)
    {
        // Warm by a few rows of it: were all of them kept, the full run would show it.
        await DrainAsync(url.Contains('?', StringComparison.Ordinal) ? url + "&$top=5000" : url.Replace("passages", "observations", StringComparison.Ordinal), () => { });
        // Aggressive: memory that earlier tests left goes back to the system, and could not hide what this one takes.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Environment.WorkingSet;
        var peak = before;

        var bytes = await DrainAsync(url, () => peak = Math.Max(peak, Environment.WorkingSet));

        TestContext.Current.TestOutputHelper?.WriteLine($"{url}: {bytes / 1024 / 1024} MB sent, {(peak - before) / 1024 / 1024} MB more at the peak");
        Assert.InRange(bytes, 9_000_000, long.MaxValue);
        Assert.InRange(peak - before, long.MinValue, MostGrowth);
    }

    [Theory]
    [InlineData("passages?$format=csv", null)]
    [InlineData("passages?$format=csv", "gzip")]
    [InlineData("passages?$format=csv", "br")]
    [InlineData("passages?$format=application/json;streaming=true", null)]
    [InlineData("../api/v1/datasets/passages.csv", "br")]
    [InlineData("../api/v1/datasets/passages.json", null)]
    [InlineData("../api/v1/datasets/kawasaki-plan-data.zip", null)]
    public async Task A_backend_killed_amid_the_rows_breaks_the_connection(string url, string? coding)
    {
        using var response = await service.SendAsync(url, coding is null ? [] : [("Accept-Encoding", coding)]);
        Assert.Equal(200, (int)response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        await body.ReadExactlyAsync(new byte[1_000], Token);

        Assert.True(await TerminateAsync() > 0, "The statement was over before it could be ended.");
        await Assert.ThrowsAnyAsync<Exception>(async () => await body.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task Streamed_json_has_every_row_and_no_next_link()
    {
        using var response = await service.SendAsync("passages?$select=code,number&$count=true&$format=application/json;odata.streaming=true");

        Assert.Equal("application/json;odata.metadata=minimal;odata.streaming=true", response.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal));
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Token), default, Token);
        Assert.Equal(ManyRows.Count + 1, document.RootElement.GetProperty("@odata.count").GetInt64());
        Assert.Equal(ManyRows.Count + 1, document.RootElement.GetProperty("value").GetArrayLength());
        Assert.False(document.RootElement.TryGetProperty("@odata.nextLink", out _));
    }

    [Fact]
    public async Task Who_asks_for_pages_gets_pages_also_of_a_stream()
    {
        using var response = await service.SendAsync("passages?$select=code&$format=application/json;streaming=true", ("Prefer", "odata.maxpagesize=3"));

        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(3, document.RootElement.GetProperty("value").GetArrayLength());
        Assert.True(document.RootElement.TryGetProperty("@odata.nextLink", out _));
        Assert.NotNull(response.Headers.ETag);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_stream_unpacks_to_the_plain_one(string coding)
    {
        const string url = "passages?$format=csv&$top=20000&$select=code,text";
        using var plain = await service.SendAsync(url);
        using var packed = await service.SendAsync(url, ("Accept-Encoding", coding));

        Assert.Equal([coding], packed.Content.Headers.ContentEncoding);
        Assert.Null(packed.Content.Headers.ContentLength);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Token);
        var expected = await plain.Content.ReadAsByteArrayAsync(Token);
        Assert.True(bytes.Length < expected.Length * 9 / 10);
        Assert.Equal(expected, Unpack(bytes, coding));
    }

    [Fact]
    public async Task More_streams_than_allowed_are_told_to_come_back()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0, MaxStreams = 1 }, new QueryLimits());
        await using (app)
        using (client)
        using (await client.GetAsync(Url("passages?$format=csv"), HttpCompletionOption.ResponseHeadersRead, Token))
        {
            using var refused = await client.GetAsync(Url("plans?$format=csv"), Token);
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("KWS906", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            using var page = await client.GetAsync(Url("plans"), Token);
            Assert.Equal(200, (int)page.StatusCode);
        }
    }

    [Fact]
    public async Task One_client_leaves_a_quarter_of_the_streams_to_others()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0, MaxStreams = 4 }, new QueryLimits());
        await using (app)
        using (client)
        {
            List<HttpResponseMessage> greedy = [];
            for (var i = 0; i < 4; i++)
            {
                greedy.Add(await AskAsync("odata/passages?$format=csv", "198.51.100.1"));
            }

            using var other = await AskAsync("api/v1/datasets/plans.csv", "198.51.100.2");
            Assert.Equal([200, 200, 200, 503], greedy.Select(a => (int)a.StatusCode));
            Assert.Equal(200, (int)other.StatusCode);
            greedy.ForEach(a => a.Dispose());
        }

        async Task<HttpResponseMessage> AskAsync(string url, string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("X-Forwarded-For", from);
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        }
    }

    [Fact]
    public async Task The_head_of_a_stream_comes_without_its_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Url("passages?$format=csv"));
        using var response = await service.Client.SendAsync(request, Token);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    private static Uri Url(string url) => new("odata/" + url, UriKind.Relative);

    // As the login itself: a role taken by it may not end the login's sessions.
    private async Task<long> TerminateAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(service.Database.Options).ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query like '%passages%' and pid <> pg_backend_pid() and state = 'active'", connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private static byte[] Unpack(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream(bytes);
        using Stream decoder = coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }

    private async Task<long> DrainAsync(string url, Action look)
    {
        using var response = await service.SendAsync(url);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer, Token)) > 0;)
        {
            total += read;
            look();
        }

        return total;
    }
}

/// <summary>See <see cref="StreamTests.Alone"/>.</summary>
[CollectionDefinition(StreamTests.Alone, DisableParallelization = true)]
public sealed class RunsAlone;
