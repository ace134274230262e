using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Hosting;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>A delta link that stands on nothing any more leads back to the beginning.</summary>
public sealed class DeltaGoneTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const string Restart = "themes?$filter=line%20gt%200&$select=code";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_of_another_database_is_gone_and_says_where_to_begin()
    {
        var link = await LinkAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("odata/themes?$select=code", UriKind.Relative)) { Headers = { { "Prefer", "track-changes, maxpagesize=1" } } };
        using var page = await Client.SendAsync(request, Token);
        var next = JsonDocument.Parse(await page.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("@odata.nextLink").GetString()!;
        await Database.ExecuteAsync("update plan.data_version set lineage = gen_random_uuid()");

        await AssertGoneAsync(Client, link, Restart);
        await AssertGoneAsync(Client, link.Replace("/themes?", "/themes/$count?", StringComparison.Ordinal), Restart);
        await AssertGoneAsync(Client, next, "themes?$select=code");
    }

    [Fact]
    public async Task A_version_that_a_restore_took_back_is_gone_and_one_to_come_is_waited_for()
    {
        var link = await LinkAsync();
        await Database.ExecuteAsync("update plan.data_version set version = version - 1");
        using var early = await Client.GetAsync(new Uri(link), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Contains("KWS901", await early.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await Database.ExecuteAsync("update plan.data_version set version = version + 1");
        using var again = await Client.GetAsync(new Uri(link), Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        await Database.ExecuteAsync("update past.data_versions set committed_at = committed_at - interval '1 microsecond' where version = (select version from plan.data_version)");
        await AssertGoneAsync(Client, link, Restart);
    }

    [Fact]
    public async Task A_link_is_good_for_ever_while_its_data_stands_and_expires_after_that()
    {
        var link = await LinkAsync();
        var (other, few) = await ServiceFixture.StartAsync(Database, new ServerOptions { Port = 0, MaxDeltaAge = TimeSpan.Zero }, new QueryLimits());
        await using (other)
        using (few)
        {
            var path = new Uri(link).PathAndQuery[1..];
            using var good = await few.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);

            await Database.ExecuteAsync("update plan.wards set name = '別'");

            await AssertGoneAsync(few, few.BaseAddress + path, Restart);
            using var still = await Client.GetAsync(new Uri(link), Token);
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }
    }

    private static async Task AssertGoneAsync(HttpClient client, string url, string restart)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), Token);

        Assert.Equal((HttpStatusCode.Gone, $"{client.BaseAddress}odata/{restart}"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Contains("KWS118", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync()
    {
        var mirror = new Mirror(Client, "4.01");
        await mirror.StartAsync("themes?$filter=line gt 0&$select=code");
        return mirror.Link;
    }
}
