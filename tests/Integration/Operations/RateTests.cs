using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using Kawasaki.Api.Operations;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Tests.Integration.Access;
using Kawasaki.Tests.Integration.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kawasaki.Tests.Integration.Operations;

/// <summary>How much one client may ask, over HTTP. Loopback is a trusted proxy, so that a header makes another client.</summary>
public sealed class RateTests(PostgresFixture postgres)
{
    private const string Forwarded = "X-Forwarded-For";

    private int last;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_tells_what_is_left_and_what_has_not_changed_costs_nothing()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 50 });
        var started = Stopwatch.StartNew();
        using var first = await service.GetAsync("odata/plans");
        using var kept = await service.GetAsync("odata/plans");
        using var known = await service.GetAsync("odata/plans", ("If-None-Match", first.Headers.ETag!.ToString()));
        using var rest = await service.GetAsync("api/v1/plans");
        using var same = await service.GetAsync("api/v1/plans", ("If-None-Match", rest.Headers.ETag!.ToString()));
        using var missing = await service.GetAsync("nowhere");
        using var stream = await service.GetAsync("odata/plans?$format=csv");
        using var file = await service.GetAsync("api/v1/datasets/plans.csv");
        using var keptFile = await service.GetAsync("api/v1/datasets/plans.csv");
        using var sameFile = await service.GetAsync("api/v1/datasets/plans.csv", ("If-None-Match", file.Headers.ETag!.ToString()));
        using var health = await service.GetAsync("health/ready");
        using var figures = await service.GetAsync("metrics");
        using var beside = await service.GetAsync("health/elsewhere", (Forwarded, "198.51.100.2"));
        using var other = await service.GetAsync("odata/plans", (Forwarded, "198.51.100.1"));

        int?[] expected = [49, 48, 48, 47, 47, 46, 36, 26, 16, 16, null, null, 49, 49];
        var filled = (int)Math.Ceiling(started.Elapsed.TotalMinutes * 50);
        foreach (var (least, answer) in expected.Zip((HttpResponseMessage[])[first, kept, known, rest, same, missing, stream, file, keptFile, sameFile, health, figures, beside, other]))
        {
            Assert.True(least is null ? Left(answer) is null : Left(answer) >= least && Left(answer) <= least + filled, $"{answer.RequestMessage!.RequestUri}: {Left(answer)}, not {least}");
        }

        Assert.Equal((200, 200, 304, 304), ((int)first.StatusCode, (int)kept.StatusCode, (int)known.StatusCode, (int)same.StatusCode));
        Assert.Equal(("50", "2"), (OperatedService.Header(first, "RateLimit-Limit"), OperatedService.Header(first, "RateLimit-Reset")));
    }

    [Fact]
    public async Task What_has_not_changed_costs_something_where_the_database_was_asked()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 1_000 });
        (string, string) any = ("If-None-Match", "*");
        foreach (var (url, header, cost) in new (string, (string, string), int)[]
                 {
                     ("odata/plans?$top=1", any, 1), ("odata/plans?$top=1", any, 0), ("odata/plans?$top=2", any, 1), ("api/v1/plans?limit=1", any, 1), ("api/v1/plans?limit=1", any, 0), ("id/plans/ip3", any, 1), ("id/plans/ip3", any, 0),
                     ("docs/data", any, 1), ("docs/data?x=1", any, 0), ("tasks", any, 1), ("tasks?status=delayed", any, 0), ("indicator?code=a", any, 1), ("indicator?code=b", any, 1), ("openapi/v1.json", any, 1), ("openapi/v1.json?x", any, 0),
                     ("api/v1/datasets/plans.csv", any, 0), ("api/v1/datasets/plans.csv?at=2001-01-01", any, 1), ("api/v1/datasets/plans.csv?at=2001-01-01", ("If-Modified-Since", "Mon, 23 Nov 2099 10:00:00 GMT"), 10), ("assets/site.css", any, 0),
                 })
        {
            // A client of its own each time, so that no time between two requests fills anything.
            using var answer = await service.GetAsync(url, header, (Forwarded, $"198.51.100.{++last}"));
            Assert.True(1_000 - cost == Left(answer), $"{url}: {(int)answer.StatusCode}, {1_000 - Left(answer)}");
            Assert.True((cost == 10 ? 200 : 304) == (int)answer.StatusCode, url);
            Assert.True(answer.StatusCode == HttpStatusCode.OK || (answer.Content.Headers.ContentType is null && answer.Content.Headers.ContentEncoding.Count == 0), url);
        }
    }

    [Fact]
    public async Task Too_much_is_refused_in_the_form_of_the_path_and_readable_from_elsewhere()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 2 });
        for (var i = 0; i < 2; i++)
        {
            using var asked = await service.GetAsync("odata/plans");
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        }

        using var odata = await service.GetAsync("odata/plans");
        using var rest = await service.GetAsync("api/v1/plans");
        using var health = await service.GetAsync("health/ready");
        using var figures = await service.GetAsync("metrics");

        foreach (var (refused, type) in new[] { (odata, "application/json"), (rest, "application/problem+json") })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(type, refused.Content.Headers.ContentType!.MediaType);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 31);
            Assert.Equal((0, "*"), (Left(refused), OperatedService.Header(refused, "Access-Control-Allow-Origin")));
            Assert.Contains("RateLimit-Remaining", OperatedService.Header(refused, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
            Assert.Contains("KWS123", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, figures.StatusCode));
        Assert.Contains("kawasaki_rate_limited_requests_total 2\n", await figures.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_has_a_limit_of_its_own_and_refused_credentials_count_for_their_address()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using var keys = ApiKeys.Start(database.Sources, NullLogger.Instance, TimeProvider.System);
        var (_, key) = await AccessService.CreateKeyAsync(database);
        await using var service = await OperatedService.StartAsync(database, parts => parts with { Keys = keys, Rates = new RateOptions { Limit = 2, KeyLimit = 30 } });

        int? left = null;
        for (var i = 0; i < 10; i++)
        {
            using var answer = await service.GetAsync("odata/plans", ("Authorization", "Bearer " + key), (Forwarded, $"198.51.100.{i}"));
            Assert.Equal("30", OperatedService.Header(answer, "RateLimit-Limit"));
            left = Left(answer);
        }

        Assert.InRange(left!.Value, 20, 28); // wherever it asks from
        for (var i = 0; i < 30; i++)
        {
            // More than would be left if each cost one, whatever the clock gave back.
            using var known = await service.GetAsync($"odata/plans?$top={i + 1}", ("Authorization", "Bearer " + key), ("If-None-Match", "*"));
            Assert.Equal((HttpStatusCode.NotModified, true), (known.StatusCode, Left(known) >= left));
        }

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var refused = await service.GetAsync("odata/plans", ("Authorization", "Bearer kwk_wrong"));
            statuses.Add((int)refused.StatusCode);
        }

        Assert.Equal([401, 401, 429], statuses);
    }

    [Fact]
    public async Task A_batch_costs_what_is_in_it()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 50 });
        using var batch = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Client.BaseAddress!, "odata/$batch"))
        {
            Content = new StringContent("""{"requests":[{"id":"1","method":"get","url":"plans"},{"id":"2","method":"get","url":"plans('ip3')"},{"id":"3","method":"get","url":"plans/$count"},{"id":"4","method":"get","url":"plans/$count"},{"id":"5","method":"get","url":"plans/$count"},{"id":"6","method":"get","url":"plans/$count"}]}""", null, "application/json"),
        };
        using var answer = await service.Client.SendAsync(batch, Token);
        var body = await answer.Content.ReadAsStringAsync(Token);

        Assert.InRange(Left(answer)!.Value, 44, 48);
        Assert.DoesNotContain("RateLimit", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Security-Policy", body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_said_of_one()
    {
        await using var service = await StartAsync(new RateOptions { Limit = 0 });
        using var answer = await service.GetAsync("odata/plans");

        Assert.Null(OperatedService.Header(answer, "RateLimit-Limit"));
    }

    [Fact]
    public async Task A_proxy_that_is_not_named_is_warned_of_once()
    {
        var log = new LogLines();
        await using var service = await StartAsync(new RateOptions { TrustedProxies = "10.0.0.1" }, log);
        for (var i = 0; i < 3; i++)
        {
            using var answer = await service.GetAsync("odata/plans", (Forwarded, $"198.51.100.{i}"));
        }

        Assert.Single(log.All, l => l.Contains("KAWASAKI_TRUSTED_PROXIES", StringComparison.Ordinal));
    }

    private async Task<OperatedService> StartAsync(RateOptions rates, LogLines? log = null) =>
        await OperatedService.StartAsync(await postgres.SharedAsync("service", ServiceFixture.FillAsync), parts => parts with { Rates = rates }, log: log);

    private static int? Left(HttpResponseMessage response) => OperatedService.Header(response, "RateLimit-Remaining") is { } left ? int.Parse(left, CultureInfo.InvariantCulture) : null;
}
