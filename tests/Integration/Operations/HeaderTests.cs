using System.Net;
using System.Net.Http;
using Kawasaki.Api.Catalog;
using Kawasaki.Api.Hosting;
using Xunit;

namespace Kawasaki.Tests.Integration.Operations;

/// <summary>Headers that every answer has, whatever became of the request and wherever it came from.</summary>
public sealed class HeaderTests(PostgresFixture postgres)
{
    private const string Page = "https://page.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_made_kept_known_and_refused_are_open_to_other_origins_and_closed_to_everything_else()
    {
        await using var service = await StartAsync();
        using var made = await service.GetAsync("odata/plans?$top=1", ("Origin", Page));
        var tag = made.Headers.ETag!.ToString();
        foreach (var (url, header, status) in new (string, (string, string), int)[]
                 {
                     ("odata/plans?$top=1", ("Origin", Page), 200), ("odata/plans?$top=1", ("Accept-Language", "ja"), 200), ("odata/plans?$top=1", ("If-None-Match", tag), 304),
                     ("api/v1/plans", ("Origin", Page), 200), ("api/v1/nothing", ("Origin", Page), 404), ("odata/plans?$top=x", ("Origin", Page), 400), ("odata/plans?$format=csv", ("Origin", Page), 200),
                     ("openapi/v1.json", ("Origin", Page), 200), ("id/plans/none", ("Origin", Page), 404), ("docs/none", ("Origin", Page), 404), ("api/v1/datasets/none.csv", ("Origin", Page), 404), ("robots.txt", ("Origin", Page), 200),
                 })
        {
            using var answer = await service.GetAsync(url, header);
            Assert.True(status == (int)answer.StatusCode, $"{url}: {answer.StatusCode}");
            Assert.Equal(("*", "nosniff", "cross-origin", "no-referrer"), (Header("Access-Control-Allow-Origin"), Header("X-Content-Type-Options"), Header("Cross-Origin-Resource-Policy"), Header("Referrer-Policy")));
            Assert.StartsWith("default-src 'none'; ", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Superset((HashSet<string>)["ETag", "RateLimit-Remaining", "Retry-After", "Server-Timing"], Header("Access-Control-Expose-Headers")!.Split(", ").ToHashSet());
            Assert.DoesNotContain("Origin", answer.Headers.Vary);
            Assert.Null(Header("Strict-Transport-Security"));

            string? Header(string name) => OperatedService.Header(answer, name);
        }
    }

    [Fact]
    public async Task A_page_keeps_its_own_policy_when_it_comes_from_memory()
    {
        await using var service = await StartAsync();
        for (var i = 0; i < 2; i++)
        {
            using var page = await service.GetAsync("docs", ("Accept", "text/html"));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("script-src 'self'", OperatedService.Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.NotNull(OperatedService.Header(page, "Permissions-Policy"));
        }
    }

    [Fact]
    public async Task Behind_https_browsers_are_told_to_stay_there_and_closed_data_stays_closed()
    {
        await using var service = await StartAsync(new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp"), AllowsOtherOrigins = false });
        using var answer = await service.GetAsync("odata/plans");

        Assert.Equal(("max-age=31536000", "same-origin"), (OperatedService.Header(answer, "Strict-Transport-Security"), OperatedService.Header(answer, "Cross-Origin-Resource-Policy")));
    }

    [Fact]
    public async Task No_header_of_a_request_makes_an_address_where_the_public_one_is_set()
    {
        await using var service = await StartAsync(new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp/data") });
        (string, string)[] forged = [("Host", "evil.example:81"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "ftp"), ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "host=evil.example"), ("X-Original-URL", "/evil"), ("Accept", "text/html, */*")];
        foreach (var url in (string[])["", "docs", "docs/data", "indicator?code=5-1-1-o2", "id/plans/ip3", "id/plans/ip3?format=jsonld", "api/v1", "api/v1/plans?limit=1", "api/v1/changes?since=0", "api/v1/catalog.ttl", "api/v1/datasets", "api/v1/datasets/plans.jsonld", "api/v1/search?q=a", "odata/plans?$top=1", "openapi/v1.json", "nothing"])
        {
            using var answer = await service.GetAsync(url, forged);
            var text = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(Token)}";
            Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
            Assert.DoesNotContain("//127.0.0.1", text, StringComparison.Ordinal);
            Assert.True(url is "nothing" || text.Contains("https://plan.example.jp/data", StringComparison.Ordinal), url);
        }
    }

    [Fact]
    public async Task Times_are_told_to_who_asks_and_kept_with_no_answer()
    {
        await using var service = await StartAsync();
        (string, string) want = ("Want-Server-Timing", "?1");
        using var made = await service.GetAsync("odata/plans?$top=2", want);
        using var kept = await service.GetAsync("odata/plans?$top=2", want);
        using var unasked = await service.GetAsync("odata/plans?$top=2");
        using var known = await service.GetAsync("odata/plans?$top=2", want, ("If-None-Match", made.Headers.ETag!.ToString()));
        using var wrong = await service.GetAsync("odata/plans?$top=x", want);
        using var stream = await service.GetAsync("odata/plans?$format=csv", want);

        foreach (var answer in (HttpResponseMessage[])[made, kept, known, wrong, stream])
        {
            Assert.Matches(@"^parse;dur=[0-9.]+, bind;dur=[0-9.]+, db;dur=[0-9.]+, write;dur=[0-9.]+, cache;desc=\w+, plan;desc=\w+, total;dur=[0-9.]+$", OperatedService.Header(answer, "Server-Timing"));
            Assert.Equal("*", OperatedService.Header(answer, "Timing-Allow-Origin"));
        }

        Assert.Contains("cache;desc=miss", OperatedService.Header(made, "Server-Timing"), StringComparison.Ordinal);
        Assert.DoesNotMatch("db;dur=0,", OperatedService.Header(made, "Server-Timing"));
        Assert.Contains("cache;desc=hit", OperatedService.Header(kept, "Server-Timing"), StringComparison.Ordinal);
        Assert.Null(OperatedService.Header(unasked, "Server-Timing"));
    }

    [Fact]
    public async Task Robots_and_finders_of_holes_are_told_where_to_go()
    {
        await using var service = await OperatedService.StartAsync(
            await postgres.SharedAsync("service", ServiceFixture.FillAsync), parts => parts with { Publication = new PublicationOptions { Contact = new Uri("https://city.example/contact") } },
            new ServerOptions { Port = 0, BaseUrl = new Uri("https://plan.example.jp"), AllowedHosts = "*" });
        var security = await service.Client.GetStringAsync(new Uri(".well-known/security.txt", UriKind.Relative), Token);
        var robots = await service.Client.GetStringAsync(new Uri("robots.txt", UriKind.Relative), Token);

        var lines = security.TrimEnd().Split('\n').Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]);
        Assert.Equal(("https://city.example/contact", "ja, en", "https://plan.example.jp/.well-known/security.txt"), (lines["Contact"], lines["Preferred-Languages"], lines["Canonical"]));
        Assert.InRange(DateTimeOffset.Parse(lines["Expires"], System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddDays(170), DateTimeOffset.UtcNow.AddDays(365));
        Assert.Contains("Disallow: /odata/\n", robots, StringComparison.Ordinal);

        await using var nobody = await StartAsync();
        using var none = await nobody.GetAsync(".well-known/security.txt");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private async Task<OperatedService> StartAsync(ServerOptions? options = null) =>
        await OperatedService.StartAsync(await postgres.SharedAsync("service", ServiceFixture.FillAsync), options: options is null ? null : options with { AllowedHosts = "*" });
}
