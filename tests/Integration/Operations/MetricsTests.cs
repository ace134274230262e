using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json;
using Kawasaki.Api.Operations;
using Kawasaki.Tests.Integration.Clients;
using Xunit;

namespace Kawasaki.Tests.Integration.Operations;

/// <summary>`/metrics`, read by the client library of Prometheus.</summary>
public sealed class MetricsTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_reads_both_forms_and_finds_what_happened()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using var service = await OperatedService.StartAsync(database);
        foreach (var url in (string[])["odata/plans", "odata/plans", "odata/plans?$filter=", "odata/plans('ip3')", "odata/plans('ar3')", "api/v1/plans", "nothing/here.js", "nor/\"here\""])
        {
            using var answer = await service.GetAsync(url);
        }

        var plain = await ReadAsync(service, "plain", "text/plain;version=0.0.4", "text/plain");
        var open = await ReadAsync(service, "openmetrics", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5", "application/openmetrics-text");

        const string OData = """{"method": "GET", "route": "/odata/{**path}", "status": "2xx"}""";
        Assert.Equal(4, plain["kawasaki_http_request_duration_seconds_count" + OData]);
        Assert.Equal(4, open["kawasaki_http_request_duration_seconds_bucket" + """{"le": "+Inf", "method": "GET", "route": "/odata/{**path}", "status": "2xx"}"""]);
        Assert.InRange(plain["kawasaki_http_request_duration_seconds_sum" + OData], 0.0001, 60);
        Assert.Equal(1, plain["kawasaki_http_request_duration_seconds_count" + """{"method": "GET", "route": "/odata/{**path}", "status": "4xx"}"""]);
        Assert.Equal(2, plain["kawasaki_http_request_duration_seconds_count" + """{"method": "GET", "route": "{*path}", "status": "4xx"}"""]);
        Assert.Equal(1, plain["kawasaki_answer_cache_hits_total{}"]);
        Assert.True(plain["kawasaki_answer_cache_bytes{}"] > 1_000);
        Assert.Equal(1, plain["kawasaki_plan_cache_hits_total{}"]);
        Assert.Equal(2, plain["""kawasaki_problems_total{"code": "KWS201"}"""]);
        Assert.True(plain["""kawasaki_http_response_body_bytes_total{"route": "/odata/{**path}"}"""] > 100);
        Assert.Equal(await database.ScalarAsync<long>("select version from plan.data_version"), plain["kawasaki_data_version{}"]);
        Assert.InRange(plain["kawasaki_data_age_seconds{}"], 0, 86_400);
        Assert.True(plain["""kawasaki_database_connections{"pool": "reader", "state": "idle"}"""] >= 1);
        Assert.True(plain["""kawasaki_database_connections_max{"pool": "reader"}"""] >= 1);
        Assert.Contains("kawasaki_database_circuit_open{}", plain.Keys);
        Assert.InRange(plain["process_resident_memory_bytes{}"], 10_000_000, 100_000_000_000);
        Assert.Equal(plain.Keys.Where(k => !k.StartsWith("kawasaki_database_connections{", StringComparison.Ordinal)).Order(), open.Keys.Where(k => !k.Contains("/metrics", StringComparison.Ordinal) && !k.StartsWith("kawasaki_database_connections{", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Nothing_of_callers_or_of_the_connection_is_told()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using var service = await OperatedService.StartAsync(database);
        using var asked = await service.GetAsync("odata/plans('geheim')?$filter=name eq 'geheim'");
        using var unknown = await service.SendAsync(new HttpMethod("GEHEIM"), "odata/plans");

        var text = await service.Client.GetStringAsync(new Uri("metrics", UriKind.Relative), Token);

        Assert.DoesNotContain("geheim", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Username", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(database.Name, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("method=\"other\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_served_where_the_operator_says()
    {
        var database = await postgres.SharedAsync("service", ServiceFixture.FillAsync);
        await using (var off = await OperatedService.StartAsync(database, parts => parts with { Metrics = new MetricsOptions { Place = "off" } }))
        {
            using var answer = await off.GetAsync("metrics");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        var place = $"127.0.0.1:{FreePort()}";
        await using var apart = await OperatedService.StartAsync(database, parts => parts with { Metrics = new MetricsOptions { Place = place } });
        using var main = await apart.GetAsync("metrics");
        using var own = await apart.GetAsync($"http://{place}/metrics", ("Host", "prometheus.internal"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (main.StatusCode, own.StatusCode));
    }

    private static async Task<Dictionary<string, double>> ReadAsync(OperatedService service, string form, string accept, string type)
    {
        using var answer = await service.GetAsync("metrics", ("Accept", accept));
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        using var folder = ThrowAwayFolder.Create();
        var file = Path.Combine(folder.Path, "figures");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Token), Token);
        using var reader = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(ClientProgram.Folder, "metrics.py"), form, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaints = reader.StandardError.ReadToEndAsync(Token);
        var read = await reader.StandardOutput.ReadToEndAsync(Token);
        Assert.True(read.Length > 0, await complaints);
        return JsonSerializer.Deserialize<Dictionary<string, double>>(read)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
