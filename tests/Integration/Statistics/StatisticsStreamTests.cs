using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Xml;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Tests.Integration.OData.Tables;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Statistics;

/// <summary>Statistical files sent while they are read: whole, flat in memory, and never quietly cut.</summary>
[Collection(StreamTests.Alone)]
public sealed class StatisticsStreamTests(ManyFigures service) : IClassFixture<ManyFigures>
{
    // The categories of 3,000 series are kept, the 60,000 figures are not: these alone would be more.
    private const long MostGrowth = 40L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("indicatorFacts.sdmx.csv")]
    [InlineData("indicatorFacts.sdmx.json")]
    [InlineData("indicatorFacts.jsonstat.json")]
    public async Task Memory_stays_flat_while_60_000_figures_are_sent(string file)
    {
        await DrainAsync("wards.csv", () => { });
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = Environment.WorkingSet;
        var peak = before;

        var bytes = await DrainAsync(file, () => peak = Math.Max(peak, Environment.WorkingSet));

        TestContext.Current.TestOutputHelper?.WriteLine($"{file}: {bytes / 1024 / 1024} MB sent, {(peak - before) / 1024 / 1024} MB more at the peak");
        Assert.InRange(bytes, 9_000_000, long.MaxValue);
        Assert.InRange(peak - before, long.MinValue, MostGrowth);
    }

    [Fact]
    public async Task Every_figure_is_in_the_file_once()
    {
        var expected = await service.Database.ScalarAsync<long>("select count(*) from plan.indicator_facts");
        await using (var body = await StreamAsync("indicatorFacts.jsonstat.json"))
        {
            using var stat = await JsonDocument.ParseAsync(body, default, Token);
            var cells = stat.RootElement.GetProperty("size").EnumerateArray().Aggregate(1L, (all, size) => all * size.GetInt64());
            foreach (var list in new[] { stat.RootElement.GetProperty("status"), stat.RootElement.GetProperty("extension").GetProperty("observations") })
            {
                var numbers = list.EnumerateObject().Select(c => long.Parse(c.Name, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
                Assert.Equal(expected, numbers.Count);
                Assert.True(numbers.Max() < cells);
            }
        }

        await using (var body = await StreamAsync("indicatorFacts.sdmx.json"))
        {
            using var message = await JsonDocument.ParseAsync(body, default, Token);
            Assert.Equal(expected, message.RootElement.GetProperty("data").GetProperty("dataSets")[0].GetProperty("observations").EnumerateObject().Select(o => o.Name).Distinct().LongCount());
        }
    }

    [Theory]
    [InlineData("indicatorFacts.sdmx.csv", "br")]
    [InlineData("indicatorFacts.sdmx.json", null)]
    [InlineData("indicatorFacts.sdmx.xml", null)]
    [InlineData("indicatorFacts.jsonstat.json", "gzip")]
    public async Task A_backend_killed_amid_the_figures_breaks_the_connection(string file, string? coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(file));
        if (coding is not null)
        {
            request.Headers.Add("Accept-Encoding", coding);
        }

        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        await body.ReadExactlyAsync(new byte[1_000], Token);

        Assert.True(await TerminateAsync() > 0, "The statement was over before it could be ended.");
        await Assert.ThrowsAnyAsync<Exception>(async () => await body.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task A_message_of_many_megabytes_is_well_formed_and_its_head_comes_without_it()
    {
        var figures = 0L;
        await using (var body = await StreamAsync("indicatorFacts.sdmx.xml"))
        using (var xml = XmlReader.Create(body, new XmlReaderSettings { Async = true }))
        {
            while (await xml.ReadAsync())
            {
                figures += xml is { NodeType: XmlNodeType.Element, LocalName: "Obs" } ? 1 : 0;
            }
        }

        Assert.Equal(await service.Database.ScalarAsync<long>("select count(*) from plan.indicator_facts"), figures);
        using var request = new HttpRequestMessage(HttpMethod.Head, Address("indicatorFacts.sdmx.xml"));
        using var head = await service.Client.SendAsync(request, Token);
        Assert.NotNull(head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
    }

    private static Uri Address(string file) => new($"api/v1/datasets/{file}", UriKind.Relative);

    private async Task<Stream> StreamAsync(string file) => await service.Client.GetStreamAsync(Address(file), Token);

    // As the login itself: a role taken by it may not end the login's sessions. The server keeps the beginning of a statement only: its columns.
    private async Task<long> TerminateAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionStrings.ForMigration(service.Database.Options).ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query like '%indicator_code%' and pid <> pg_backend_pid() and state = 'active'", connection);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task<long> DrainAsync(string file, Action look)
    {
        await using var body = await StreamAsync(file);
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
