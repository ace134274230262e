using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kawasaki.Tests.Integration.Fuzz;
using Kawasaki.Tests.Integration.OData.Writes;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>What systems write with a key stays text in every page and file, and what is not for everybody is in none.</summary>
public sealed class StoredTextTests(WriteFixture fixture) : IClassFixture<WriteFixture>
{
    private const string Nasty = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&]]>--><!-- javascript:alert(1) =1+1 \u202e\u2066\ufffe\uffff\u0001\u000b\u001f\u2028 \\u003c 𠮷\t\r\n end";

    private static readonly string[] Everywhere =
    [
        "api/v1", "api/v1/datasets", "api/v1/datasets/datapackage.json", "api/v1/catalog.ttl", "api/v1/catalog.jsonld", "api/v1/changes?since=0", "docs/data", "docs", "", "openapi/v1.json", "robots.txt", "metrics", "odata/", "odata/$metadata", "api/v1/search?q=portal",
    ];

    private readonly HttpClient client = fixture.Service.Client;
    private readonly BodyCheck bodies = new();

    [Fact]
    public async Task It_is_text_in_every_form()
    {
        var report = await WriteAsync("statusReports", new { projectCode = "ip3-5-1-1-p01", fiscalYear = 2025, status = "onTrack", sourceSystem = "portal", externalId = "<x>\"'/../\u202e", reportedAt = "2025-09-30T09:00:00Z", summary = Nasty });
        var figure = await WriteAsync("observations", new { indicatorCode = "5-1-1-o1", fiscalYear = 2024, value = 61.5, subgroup = Nasty, note = Nasty, sourceSystem = "portal", externalId = Nasty });

        string[] forms =
        [
            $"id/statusReports/{report}", "id/projects/ip3-5-1-1-p01", $"id/observations/{figure}", "id/indicators/5-1-1-o1", "docs/data", "openapi/v1.json",
        ];
        foreach (var form in forms)
        {
            foreach (var format in form.StartsWith("id", StringComparison.Ordinal) ? (string[])["?format=html", "?lang=en", "?format=json", "?format=jsonld"] : [""])
            {
                var page = await GoodAsync(form + format);
                Assert.False(page.StartsWith("<!DOCTYPE", StringComparison.Ordinal) && page.Contains("<img", StringComparison.Ordinal), form + format);
            }
        }

        string[] files =
        [
            .. ((string[])["statusReports", "observations", "indicatorFacts"]).SelectMany(s => (string[])[$"{s}.csv", $"{s}.csv?bom=true&lang=ja", $"{s}.xlsx", $"{s}.json", $"{s}.jsonld"]),
            "kawasaki-plan-data.zip", "indicatorFacts.sdmx.csv", "indicatorFacts.sdmx.json", "indicatorFacts.sdmx.xml", "indicatorFacts.jsonstat.json", "measures.iati.xml",
        ];
        foreach (var file in files)
        {
            await GoodAsync("api/v1/datasets/" + file);
        }

        using var found = JsonDocument.Parse(await GoodAsync("api/v1/search?q=alert"));
        var hit = found.RootElement.GetProperty("value").EnumerateArray().Single(h => h.GetProperty("code").GetString() == report).GetProperty("highlights")[0];
        Assert.DoesNotMatch("<(?!/?mark>)", hit.GetProperty("html").GetString());
        Assert.Equal(Nasty, hit.GetProperty("text").GetString());
        using var row = JsonDocument.Parse(await GoodAsync("api/v1/statusReports/" + report));
        Assert.Equal(Nasty, row.RootElement.GetProperty("summary").GetString());
        var cited = (await PageReader.ReadAsync(client, $"/id/statusReports/{report}")).GetElementById("cite-ja")!.TextContent;
        Assert.DoesNotContain('\u202e', cited);
    }

    [Fact]
    public async Task What_is_for_holders_of_a_scope_is_told_nowhere()
    {
        await WriteAsync("statusReports", new { projectCode = "ip3-5-1-1-p01", fiscalYear = 2025, status = "onTrack", sourceSystem = "portal", externalId = "kept", reportedAt = "2025-09-30T09:00:00Z" });
        var credential = fixture.Service.Key.Split('_')[1];
        Assert.NotEqual(0, await fixture.Service.Database.ScalarAsync<long>("select count(*) from plan.audit_entries"));
        foreach (var path in Everywhere)
        {
            var body = await GoodAsync(path);
            Assert.DoesNotContain("auditEntr", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(credential, body, StringComparison.Ordinal);
        }

        foreach (var path in (string[])["id/auditEntries/1", "id/AUDITENTRIES/1", "id/audit%45ntries/1", "api/v1/auditEntries", "api/v1/auditEntries/1", "odata/auditEntries"])
        {
            foreach (var accept in (string[])["text/html", "application/json"])
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(path, accept)).Status);
                Assert.Contains((await AskAsync(path, accept, fixture.Service.Key)).Status, (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.NotFound]);
            }
        }

        foreach (var path in (string[])["api/v1/datasets/auditEntries.csv", "api/v1/datasets/auditEntries.csv-metadata.json", "api/v1/datasets/changes.csv", "id/changes/1", "id/webhooks/1", "docs/AuditEntry"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(path, "text/html")).Status);
        }
    }

    private async Task<string> WriteAsync(string set, object body)
    {
        var written = await fixture.Service.SendAsync("POST", set, JsonSerializer.Serialize(body));
        Assert.True(written.Status is HttpStatusCode.Created or HttpStatusCode.OK, written.Body);
        return written.Json.GetProperty("code").GetString()!;
    }

    // An answer that is there and can be read in the form that it says.
    private async Task<string> GoodAsync(string path)
    {
        using var response = await client.GetAsync(new Uri("/" + path, UriKind.Relative), TestContext.Current.CancellationToken);
        var headers = response.Content.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new FuzzAnswer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var fault = answer.Status == 200 ? bodies.Fault(new FuzzRequest("GET", path, [], null), answer) : $"status {answer.Status}: {Encoding.UTF8.GetString(answer.Body)}";
        Assert.True(fault is null, $"{path}: {fault}");
        return Encoding.UTF8.GetString(answer.Body);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path, string accept, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/" + path, UriKind.Relative));
        request.Headers.Add("Accept", accept);
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
