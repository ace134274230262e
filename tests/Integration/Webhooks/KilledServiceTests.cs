using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kawasaki.Tests.Integration.Sync;
using Xunit;

namespace Kawasaki.Tests.Integration.Webhooks;

/// <summary>The program itself, killed while it delivers: whoever follows the deliveries ends with what the service holds.</summary>
public sealed class KilledServiceTests
{
    private const int Reports = 120;

    [Fact]
    public async Task Nothing_is_lost_when_the_service_and_the_database_are_killed_amid_deliveries()
    {
        await using var receiver = await TestReceiver.StartAsync();
        receiver.Answer = async (_, _) =>
        {
            await Task.Yield();
            return Random.Shared.Next(10) == 0 ? 503 : 204;
        };
        await using var server = await OwnServer.StartAsync(new Dictionary<string, string>
        {
            ["KAWASAKI_WEBHOOK_HTTP"] = "true", ["KAWASAKI_WEBHOOK_NETWORKS"] = "127.0.0.0/8", ["KAWASAKI_WEBHOOK_PAUSE_SECONDS"] = "0.05", ["KAWASAKI_WEBHOOK_BREAK_SECONDS"] = "0.5",
        });
        var key = (await server.RunAsync("keys", "create", "--name", "portal", "--scope", "statusReports.write", "--scope", "webhooks.manage")).Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("kwk_", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = server.Root };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assert.Contains("\"secret\"", await SendAsync(client, "api/v1/webhooks", $$"""{"url":"{{receiver.Url}}","entitySet":"statusReports"}"""), StringComparison.Ordinal);

        for (var i = 0; i < Reports; i++)
        {
            await SendAsync(client, "odata/statusReports", $$"""{"reformTaskCode":"ar3-1-2-4","fiscalYear":2025,"status":"onTrack","sourceSystem":"hooks","externalId":"{{i}}","reportedAt":"2025-09-30T18:00:00+09:00"}""");
            if (i is 30 or 80)
            {
                await receiver.TakesAsync(i / 2);
                await server.KillAsync();
                if (i == 80)
                {
                    await server.KillDatabaseAsync();
                }

                await server.ServeAsync();
            }
        }

        await receiver.UntilAsync(() => receiver.Mirror().Count == Reports);
        var rows = JsonDocument.Parse(await client.GetStringAsync(new Uri("odata/statusReports?$top=200&$select=code", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement.GetProperty("value");
        Assert.Equal(rows.EnumerateArray().Select(r => r.GetProperty("code").GetString()), receiver.Mirror().Keys);
        Assert.All(receiver.Taken.GroupBy(d => d.Id), same => Assert.Single(same.Select(d => d.Body).Distinct()));
        var versions = receiver.Taken.DistinctBy(d => d.Id).Select(d => long.Parse(d.Events[0].GetProperty("dataversion").GetString()!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(versions.Order(), versions);
    }

    private static async Task<string> SendAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
