using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Infrastructure.Postgres.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Hosting;

/// <summary>The frame around requests when things go wrong behind it: real Kestrel, a store that fails as told.</summary>
public sealed class ServerTests
{
    private static readonly Problem Away = new(ErrorCode.DatabaseUnavailable, "The database is away.", RetryAfter: TimeSpan.FromSeconds(2.2));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fault_is_answered_with_its_request_id_and_nothing_of_its_inside()
    {
        var log = new LogLines();
        await using var server = await RunAsync(new FakeStore(_ => throw new InvalidOperationException("select secret from /src/x")), log: log);

        using var response = await server.Client.GetAsync("odata/plans", Token);

        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(500, (int)response.StatusCode);
        var id = JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("innererror").GetProperty("requestId").GetString();
        Assert.Equal(response.Headers.GetValues("X-Request-Id"), [id]);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.Contains(log.All, l => l.Contains(id!, StringComparison.Ordinal) && l.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_with_the_time_to_come_back()
    {
        await using var server = await RunAsync(new FakeStore(_ => Task.FromResult<Result<ReadCursor>>(Away)), ready: Away);

        using var response = await server.Client.GetAsync("odata/plans", Token);
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
        Assert.Contains("KWS901", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        using var ready = await server.Client.GetAsync("health/ready", Token);
        using var live = await server.Client.GetAsync("health/live", Token);
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Equal(200, (int)live.StatusCode);
    }

    [Fact]
    public async Task A_real_database_that_nobody_listens_for_is_away_too()
    {
        await using var sources = new DatabaseSources(new DatabaseOptions { Owner = "Host=127.0.0.1;Port=1;Username=u;Password=geheim;Database=d" }, NullLogger.Instance, TimeProvider.System);
        await using var server = await RunAsync(new PostgresReadStore(sources, PlanModel.Instance, TimeProvider.System));

        using var response = await server.Client.GetAsync("odata/plans", Token);

        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(503, (int)response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.DoesNotContain("127.0.0.1:1", body, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", body, StringComparison.Ordinal);
        using var metadata = await server.Client.GetAsync("odata/$metadata", Token);
        Assert.Equal(200, (int)metadata.StatusCode);
    }

    [Fact]
    public async Task A_failure_amid_the_rows_is_a_whole_error_not_half_a_page()
    {
        await using var server = await RunAsync(new FakeStore(_ => Task.FromResult<Result<ReadCursor>>(FakeStore.Rows(3, end: Away))));

        using var response = await server.Client.GetAsync("odata/plans?$select=plan", Token);
        Assert.Equal(400, (int)response.StatusCode);
        using var failed = await server.Client.GetAsync("odata/plans", Token);

        Assert.Equal(503, (int)failed.StatusCode);
        Assert.True(JsonDocument.Parse(await failed.Content.ReadAsStringAsync(Token)).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_request_under_way_is_finished_when_the_service_stops()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await RunAsync(new FakeStore(async _ =>
        {
            entered.SetResult();
            await release.Task;
            return FakeStore.Rows(0);
        }));

        var asked = server.Client.GetAsync("odata/plans", Token);
        await entered.Task.WaitAsync(Token);
        var stopping = server.App.StopAsync(Token);
        release.SetResult();
        using var response = await asked;
        await stopping;

        Assert.Equal(200, (int)response.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client.GetAsync("health/live", Token));
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_question()
    {
        var (entered, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        var log = new LogLines();
        await using var server = await RunAsync(
            new FakeStore(async token =>
            {
                await using var registration = token.Register(left.SetResult);
                entered.SetResult();
                await left.Task;
                token.ThrowIfCancellationRequested();
                return FakeStore.Rows(0);
            }),
            log: log);

        using var patience = new CancellationTokenSource();
        var asked = server.Client.GetAsync("odata/plans", patience.Token);
        await entered.Task.WaitAsync(Token);
        await patience.CancelAsync();

        await left.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await server.App.StopAsync(Token);
        Assert.DoesNotContain(log.All, l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_line_tells_a_request_without_its_values()
    {
        var log = new LogLines();
        await using (var server = await RunAsync(new FakeStore(_ => Task.FromResult<Result<ReadCursor>>(FakeStore.Rows(0))), log: log))
        {
            using var response = await server.Client.GetAsync("odata/plans?$filter=name%20eq%20'geheim%0D%0A'&$top=1", Token);
            Assert.Equal(200, (int)response.StatusCode);
        }

        var line = Assert.Single(log.All, l => l.Contains("/odata/plans", StringComparison.Ordinal));
        Assert.StartsWith("Information GET /odata/plans 200 ok [plans Rows $filter $top] 0 rows ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [InlineData("GET /odata/plans HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /odata/plans HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /odata/plans HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET http://evil.example/odata/plans HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET http://localhost/odata/plans HTTP/1.1\r\nHost: localhost\r\n\r\n", 200)]
    [InlineData("GET /odata/plans%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /odata/plans?$filter=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /%6Fdata/plans HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("GET /odata/../odata/plans HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("GET /odata//plans HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 404)]
    [InlineData("GET /odata/plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200)]
    public async Task Odd_requests_get_a_defined_answer(string request, int status)
    {
        await using var server = await RunAsync(new FakeStore(_ => Task.FromResult<Result<ReadCursor>>(FakeStore.Rows(0))));
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port, Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Token);

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = await reader.ReadLineAsync(Token);
        Assert.StartsWith($"HTTP/1.1 {status} ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused()
    {
        await using var server = await RunAsync(new FakeStore(_ => Task.FromResult<Result<ReadCursor>>(FakeStore.Rows(0))));

        using var response = await server.Client.GetAsync("odata/plans?$filter=" + new string('x', 20_000), Token);

        Assert.Equal(414, (int)response.StatusCode);
    }

    private static async Task<Running> RunAsync(IReadStore store, Problem? ready = null, LogLines? log = null)
    {
        var parts = new ServerParts(PlanModel.Instance.Published, store, _ => Task.FromResult(ready), new QueryLimits());
        var app = Server.Build(new ServerOptions { Port = 0 }, parts, logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log).AddFilter("Microsoft", LogLevel.Warning);
            }
        });
        await app.StartAsync(Token);
        return new Running(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    private sealed record Running(WebApplication App, HttpClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }
    }
}
