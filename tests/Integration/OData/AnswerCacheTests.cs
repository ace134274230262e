using System.Globalization;
using System.Net;
using System.Text;
using Kawasaki.Api.OData.Endpoints;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Kept answers: the same bytes, no database, never older than the data.</summary>
public sealed class AnswerCacheTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string KillListeners =
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%watch'";

    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("plans")]
    [InlineData("plans?$count=true&$top=1")]
    [InlineData("indicators?$expand=observations")]
    [InlineData("plans/$count")]
    [InlineData("plans('ip3')/name/$value")]
    [InlineData("$metadata")]
    public async Task Kept_answer_equals_the_first_one_in_bytes_and_headers(string url)
    {
        await using var service = await StartAsync();

        var first = await service.AskAsync(url);
        var second = await service.AskAsync(url);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Headers, second.Headers);
        Assert.True(service.Statements is 0 or 1, $"{service.Statements} statements for two requests");
    }

    [Fact]
    public async Task Known_answer_is_304_without_the_database()
    {
        await using var service = await StartAsync();
        var first = await service.AskAsync("plans");

        var second = await service.AskAsync("plans", ("If-None-Match", first.Tag));

        Assert.Equal(HttpStatusCode.NotModified, second.Status);
        Assert.Equal(first.Tag, second.Tag);
        Assert.Empty(second.Body);
        Assert.Equal(1, service.Statements);
    }

    [Fact]
    public async Task Headers_that_decide_nothing_do_not_part_answers()
    {
        await using var service = await StartAsync();
        await service.AskAsync("plans", ("Accept-Language", "ja"));

        await service.AskAsync("plans", ("Accept-Language", "en-US,en;q=0.5"), ("Accept-Charset", "utf-8"), ("Origin", "https://page.example"));

        Assert.Equal(1, service.Statements);
    }

    [Fact]
    public async Task Each_form_of_an_answer_is_kept_for_itself()
    {
        await using var service = await StartAsync();
        await service.AskAsync("plans");

        var full = await service.AskAsync("plans", ("Accept", "application/json;odata.metadata=full"));
        var page = await service.AskAsync("plans", ("Prefer", "maxpagesize=1"));
        var latest = await service.AskAsync("plans", ("OData-MaxVersion", "4.01"));
        var plain = await service.AskAsync("plans");

        Assert.Equal(3, new[] { full, page, plain }.Select(a => a.Tag).Distinct().Count());
        Assert.Contains("OData-Version: 4.01", latest.Headers);
        Assert.Contains("OData-Version: 4.0", plain.Headers);
        Assert.Equal(4, service.Statements);
    }

    [Fact]
    public async Task Change_through_one_service_is_seen_by_the_other_within_two_seconds()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.AskAsync("plans('ip3')/name/$value");
        await other.AskAsync("plans('ip3')/name/$value");

        await database.ExecuteAsync("update plan.plans set name = '新しい名前' where code = 'ip3'");

        await SeenAsync(one, "新しい名前", TimeSpan.FromSeconds(2));
        await SeenAsync(other, "新しい名前", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_service_that_wrote_shows_nothing_from_before_its_write()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.AskAsync("plans('ip3')/name/$value");
        await other.AskAsync("plans('ip3')/name/$value");
        var (ones, others) = (one.Statements, other.Statements);

        // The write's own word comes before any notice can: here before the commit itself.
        one.Wrote(await database.ScalarAsync<long>("select version + 1 from plan.data_version", DatabaseRole.Reader));
        await one.AskAsync("plans('ip3')/name/$value");
        await other.AskAsync("plans('ip3')/name/$value");
        Assert.Equal((ones + 1, others), (one.Statements, other.Statements));

        await database.ExecuteAsync("update plan.plans set name = '書いた名前' where code = 'ip3'");
        await one.KnowsVersionAsync();
        Assert.Equal("書いた名前", System.Text.Encoding.UTF8.GetString((await one.AskAsync("plans('ip3')/name/$value")).Body));
        await SeenAsync(other, "書いた名前", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Nothing_stale_is_served_after_the_listening_connection_died()
    {
        await using var service = await StartAsync();
        await service.AskAsync("plans('ip3')/name/$value");

        // The change follows the death at once: its notice finds nobody who listens.
        await database.ExecuteAsync(KillListeners, DatabaseRole.Reader);
        await database.ExecuteAsync("update plan.plans set name = '変更後' where code = 'ip3'");

        await SeenAsync(service, "変更後", TimeSpan.FromSeconds(2));
        await service.KnowsVersionAsync();
        await SeenAsync(service, "変更後", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Memory_stays_within_the_budget_and_the_oldest_goes_first()
    {
        const int Budget = 60_000;
        await using var service = await StartAsync(new CacheOptions { MaxBytes = Budget });

        for (var i = 0; i < 200; i++)
        {
            await service.AskAsync(string.Create(CultureInfo.InvariantCulture, $"plans?$filter=code ne '{i}'&$select=code"));
            Assert.InRange(await service.CacheBytesAsync(), 1, Budget);
        }

        var before = service.Statements;
        await service.AskAsync("plans?$filter=code ne '199'&$select=code");
        Assert.Equal(before, service.Statements);
        await service.AskAsync("plans?$filter=code ne '0'&$select=code");
        Assert.Equal(before + 1, service.Statements);
    }

    [Theory]
    [InlineData("statusReports?$filter=reportedAt lt now()")]
    [InlineData("statusReports?$filter=reportedAt lt n%6Fw()")]
    [InlineData("statusReports?$filter=reportedAt lt @p&@p=now()")]
    public async Task What_depends_on_the_clock_is_not_kept(string url)
    {
        await using var service = await StartAsync(new CacheOptions { ClientSeconds = 30 });

        var first = await service.AskAsync(url);
        await service.AskAsync(url);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Contains("Cache-Control: no-cache", first.Headers);
        Assert.Equal(2, service.Statements);
    }

    [Fact]
    public async Task Without_memory_nothing_is_kept()
    {
        await using var service = await StartAsync(new CacheOptions { MaxBytes = 0 });

        await service.AskAsync("plans");
        await service.AskAsync("plans");

        Assert.Equal(2, service.Statements);
    }

    [Fact]
    public async Task Callers_may_use_answers_as_long_as_set_and_errors_never()
    {
        await using var service = await StartAsync(new CacheOptions { ClientSeconds = 30 });

        Assert.Contains("Cache-Control: public, max-age=30, s-maxage=30, stale-while-revalidate=30", (await service.AskAsync("plans")).Headers);
        Assert.Contains("Cache-Control: no-store", (await service.AskAsync("plans('none')")).Headers);
        Assert.Contains("Cache-Control: no-store", (await service.AskAsync("plans?$top=x")).Headers);
    }

    [Fact]
    public async Task Every_published_table_raises_the_version()
    {
        var watched = await database.RowsAsync(
            """
            select distinct c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'plan'::regnamespace and t.tgname in ('note_insert', 'note_update', 'note_delete', 'note_truncate')
            group by c.relname having count(*) = 4
            """);
        var views = await database.RowsAsync("select relname::text from pg_class where relnamespace = 'plan'::regnamespace and relkind = 'v'");
        var tables = PlanModel.Instance.Published.Sets.Select(s => SnakeCase.From(s.Name)).Except(views);

        // The feed tells of the changes that raise it.
        Assert.Equal(["changes"], tables.Except(watched));
    }

    // Polls, since a notice takes its time; every answer until then must be the old or the new one, and none after it the old.
    private static async Task SeenAsync(CachingService service, string text, TimeSpan within)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(within);
        while (Encoding.UTF8.GetString((await service.AskAsync("plans('ip3')/name/$value")).Body) != text)
        {
            late.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<CachingService> StartAsync(CacheOptions? caching = null) => CachingService.StartAsync(database, caching ?? new CacheOptions());
}
