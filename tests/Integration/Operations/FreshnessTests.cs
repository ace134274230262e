using System.Text.Json;
using Kawasaki.Domain.Errors;
using Kawasaki.Infrastructure.Postgres.Migrations;
using Xunit;

namespace Kawasaki.Tests.Integration.Operations;

/// <summary>How fresh the data is, at `/health/ready` and `/api/v1`.</summary>
public sealed class FreshnessTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_tell_version_and_moment_of_the_last_change()
    {
        await using var database = await postgres.CreateAsync();
        await ServiceFixture.FillAsync(database);
        await using var service = await OperatedService.StartAsync(database);
        await CheckAsync();

        await database.ExecuteAsync("update plan.plans set name = name || '!' where code = 'ip3'");
        await CheckAsync();

        async Task CheckAsync()
        {
            var (version, changedAt) = ((await database.RowsAsync("select version::text from plan.data_version"))[0], await database.ScalarAsync<DateTime>("select changed_at from plan.data_version"));
            using var ready = await ReadAsync(service, "health/ready");
            Assert.Equal("ok", ready.RootElement.GetProperty("status").GetString());
            Assert.Equal(version, ready.RootElement.GetProperty("dataVersion").GetRawText());
            Assert.Equal(changedAt, ready.RootElement.GetProperty("dataChangedAt").GetDateTime());
            Assert.Equal(MigrationScript.All[^1].Name, ready.RootElement.GetProperty("schema").GetString());
            Assert.NotEmpty(ready.RootElement.GetProperty("program").GetString()!);

            // The watch hears of the change a moment later.
            JsonDocument index;
            for (index = await ReadAsync(service, "api/v1"); index.RootElement.GetProperty("dataVersion").GetRawText() != version; index = await ReadAsync(service, "api/v1"))
            {
                Token.ThrowIfCancellationRequested();
                index.Dispose();
            }

            Assert.Equal(changedAt, index.RootElement.GetProperty("dataChangedAt").GetDateTime());
            index.Dispose();
        }
    }

    [Fact]
    public async Task Nothing_is_ready_whose_database_does_not_fit()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using var service = await OperatedService.StartAsync(
            database, parts => parts with { State = _ => Task.FromResult<Result<Domain.Query.StoreState>>(new Problem(ErrorCode.SchemaMismatch, "The database lacks a script.")) });

        using var ready = await service.GetAsync("health/ready");
        using var live = await service.GetAsync("health/live");

        Assert.Equal((503, 200), ((int)ready.StatusCode, (int)live.StatusCode));
        Assert.Contains("KWS903", await ready.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("""{"status":"ok"}""", await live.Content.ReadAsStringAsync(Token));
    }

    private static async Task<JsonDocument> ReadAsync(OperatedService service, string url) => JsonDocument.Parse(await service.Client.GetStringAsync(new Uri(url, UriKind.Relative), Token));
}
