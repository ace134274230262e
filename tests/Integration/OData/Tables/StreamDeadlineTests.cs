using System.IO;
using System.Net.Http;
using System.Text.RegularExpressions;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Kawasaki.Tests.Integration.Hosting;
using Kawasaki.Tests.Postgres.Query;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Tables;

/// <summary>A stream ends by its deadline, whoever is slow, and leaves nothing behind: no slot, no connection, no limit of its own.</summary>
[Collection(StreamTests.Alone)]
public sealed partial class StreamDeadlineTests(ManyRows service) : IClassFixture<ManyRows>
{
    private const string Whole = "odata/passages?$format=csv";

    private static readonly ServerOptions Short = new() { Port = 0, StreamDeadline = TimeSpan.FromSeconds(1), MaxStreams = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Whole)]
    [InlineData("odata/passages?$format=application/json;streaming=true")]
    public async Task A_stream_over_its_deadline_breaks_the_connection(string url)
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, Short, new QueryLimits());
        await using (app)
        using (client)
        {
            using var response = await client.GetAsync(new Uri(url, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
            Assert.Equal(200, (int)response.StatusCode);
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            await PassAsync(seconds: 1.5);

            await Assert.ThrowsAnyAsync<IOException>(async () => await body.CopyToAsync(Stream.Null, Token));
        }
    }

    [Fact]
    public async Task Who_stops_reading_holds_no_slot_beyond_the_deadline()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, Short, new QueryLimits());
        await using (app)
        using (client)
        using (await client.GetAsync(new Uri(Whole, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token))
        {
            var (status, attempts) = (503, 0);
            while (status == 503)
            {
                Assert.True(++attempts < 100, "The slot is still held.");
                await PassAsync(seconds: 0.1);
                using var second = await client.GetAsync(new Uri("odata/plans?$format=csv", UriKind.Relative), Token);
                status = (int)second.StatusCode;
            }

            Assert.Equal(200, status);
            Assert.InRange(attempts, 2, 100);
        }
    }

    [Fact]
    public async Task Who_reads_too_slowly_is_cut_off()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0, SlowestReader = 100_000_000 }, new QueryLimits());
        await using (app)
        using (client)
        using (var response = await client.GetAsync(new Uri(Whole, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            await PassAsync(seconds: 7);

            await Assert.ThrowsAnyAsync<IOException>(async () => await body.CopyToAsync(Stream.Null, Token));
        }
    }

    [Fact]
    public async Task The_limit_of_a_stream_does_not_stay_with_its_connection()
    {
        await using var sources = new DatabaseSources(service.Database.Options with { MaxReaders = 1 }, NullLogger.Instance, TimeProvider.System);
        var store = new PostgresReadStore(sources, PlanModel.Instance, TimeProvider.System);
        var plan = Ask.For("passages", PlanModel.Instance.Published).Select("code", "text").Plan();

        var opened = await store.OpenAsync(plan, ReadOptions.Default with { Deadline = TimeSpan.FromSeconds(77), IsStream = true }, Token);
        Assert.True(opened.IsOk, opened.Problem?.Message);
        Assert.Equal(1, await service.Database.ScalarAsync<long>("select count(*) from pg_stat_activity where query like '%passages%' and state = 'active' and pid <> pg_backend_pid() and datname = current_database()", DatabaseRole.Reader));
        await opened.Value.DisposeAsync();

        await using var connection = await sources.Pool(DatabaseRole.Reader).OpenConnectionAsync(Token);
        await using var show = new Npgsql.NpgsqlCommand("show statement_timeout", connection);
        Assert.Equal("10s", await show.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task The_log_line_of_a_stream_tells_how_long_its_rows_took()
    {
        using var lines = new LogLines();
        var (app, client) = await ServiceFixture.StartAsync(service.Database, new ServerOptions { Port = 0 }, new QueryLimits(), lines);
        await using (app) // the line is written when the request is over
        using (client)
        {
            await client.GetByteArrayAsync(new Uri(Whole + "&$top=20000", UriKind.Relative), Token);
        }

        var line = Assert.Single(lines.All, l => l.Contains("GET /odata/passages 200", StringComparison.Ordinal));
        Assert.True(double.Parse(Write().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > 0, line);
    }

    // By the clock of the database: a deadline in real time needs time to pass.
    private async Task PassAsync(double seconds) => await service.Database.ExecuteAsync(FormattableString.Invariant($"select pg_sleep({seconds})"));

    [GeneratedRegex(@"write ([0-9.,]+);")]
    private static partial Regex Write();
}
