using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Good bodies, damaged at random: whatever comes is answered, never by a fault, and what was refused left no trace. KAWASAKI_FUZZ multiplies them.</summary>
public sealed class MutatedBodyTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-", "0", "1e999", "1E-400", "99999999999999999999999999999999", "0.1", "\\u0000", "\\ud800", "\"\"", "{}", "[]", "[[[[[[[[[[", "\u0000",
        "\"@odata.id\":\"statusReports('sr-1')\",", "\"@removed\":{},", "\"code\":\"sr-1\",", "\"code\":\"\",", "\"project@odata.bind\":\"projects('ip3-5-1-1-p02')\",", "\"project\":{\"@id\":\"projects(\"},", "\"@odata.etag\":\"W/\\\"1\\\"\",",
        "\"reformTask\":null,", "\"createdBy\":\"x\",", "\"status\":[],", "\"value\":[],", "\"value\":5,", "日本語", "\ufeff", "𠮷", "/*", "'", "NaN", "Infinity", "1900", "2201", "\"2025-02-30T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"",
    ];

    private static readonly (string Method, string Url, string Body)[] Requests =
    [
        ("POST", "statusReports", """{"projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","progressPercent":62.5,"summary":"順調","sourceSystem":"portal","externalId":"m","reportedAt":"2025-09-30T18:00:00+09:00"}"""),
        ("POST", "observations", """{"indicatorCode":"5-1-1-o1","fiscalYear":2024,"value":61.5,"wardCode":"141313","sourceSystem":"portal","externalId":"m"}"""),
        ("PATCH", "statusReports('sr-1')", """{"status":"delayed","progressPercent":1,"summary":null,"achievement":"below","reformTask@odata.bind":"reformTasks('ar3-1-2-4')"}"""),
        ("PUT", "statusReports('sr-2')", """{"projectCode":"ip3-5-1-1-p02","fiscalYear":2026,"status":"atRisk","sourceSystem":"portal","reportedAt":"2026-04-01T00:00:00Z"}"""),
        ("PATCH", "statusReports", """{"value":[{"code":"m1","projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","reportedAt":"2025-09-30T18:00:00Z"},{"code":"sr-1","status":"completed"},{"@removed":{"reason":"deleted"},"@odata.id":"statusReports('m1')"}]}"""),
        ("PUT", "statusReports('sr-1')/summary", """{"value":"text"}"""),
        ("PUT", "statusReports('sr-1')/reformTask/$ref", """{"@odata.id":"reformTasks('ar3-1-2-4')"}"""),
        ("POST", "projects('ip3-5-1-1-p01')/statusReports/$ref", """{"@odata.id":"statusReports('sr-2')"}"""),
    ];

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_body_is_answered_and_none_by_a_fault()
    {
        var count = 2_000 * int.Parse(Environment.GetEnvironmentVariable("KAWASAKI_FUZZ") ?? "1", CultureInfo.InvariantCulture);
        var faults = new List<string>();
        var made = 0;
        foreach (var seed in Enumerable.Range(0, count))
        {
            var random = new Random(seed);
            var (method, url, body) = Requests[random.Next(Requests.Length)];
            var bytes = Damage(Encoding.UTF8.GetBytes(body), random);
            var before = made == 0 ? null : await StateAsync();
            var (status, text) = await SendAsync(method, url, bytes);
            made += status < 300 ? 1 : 0;
            if (status >= 500)
            {
                faults.Add($"seed {seed}: {status} {method} {url} {Encoding.UTF8.GetString(bytes)} {text}");
            }
            else if (status >= 400 && before is not null)
            {
                Assert.Equal(before, await StateAsync());
            }
        }

        Assert.Empty(faults);
        Assert.True(made > count / 100, $"{made} of {count} made: the damage is too great to tell anything");
    }

    private Task<string?> StateAsync() => service.Database.ScalarAsync<string>("select (select coalesce(sum(revision), 0) || ' ' || count(*) from plan.status_reports) || ' ' || (select coalesce(sum(revision), 0) || ' ' || count(*) from plan.observations)");

    /// <summary>A body with up to three damages.</summary>
    internal static byte[] Damage(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var i = random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Skip(at).Take(random.Next(1, 40)).ToList());
                    break;
                default:
                    bytes.InsertRange(random.Next(3) == 0 ? Math.Min(1, bytes.Count) : at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private async Task<(int Status, string Body)> SendAsync(string method, string url, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Root + url)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + service.Key);
        if (method is "PATCH" or "PUT")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
