using System.Net;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>The same request twice happens once: by the name its source system gives a row, and by the name of the request itself.</summary>
public sealed class RepeatTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Known = """{"projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","externalId":"Ä 1","reportedAt":"2025-09-30T00:00:00Z"}""";
    private const string Unknown = """{"projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","reportedAt":"2025-09-30T00:00:00Z"}""";

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_row_that_its_source_system_sends_again_is_answered_as_the_first_time()
    {
        var first = await service.SendAsync("POST", "statusReports", Known);
        var again = await service.SendAsync("POST", "statusReports", Known);

        Assert.Equal((first.Status, first.Body, first.Tag, first.Headers["Location"]), (again.Status, again.Body, again.Tag, again.Headers["Location"]));
        var other = await service.SendAsync("POST", "statusReports", Known.Replace("onTrack", "delayed", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Conflict, "KWS407 status", first.Tag), (other.Status, other.Findings, other.Tag));
        Assert.Contains($"'{first.Json.GetProperty("code").GetString()}'", other.Body, StringComparison.Ordinal);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task Many_who_send_one_row_at_once_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => service.SendAsync("POST", "statusReports", Known, ("X-Request-Id", "many"))));

        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created, a.Body));
        Assert.Single(answers.Select(a => a.Body + a.Tag).Distinct());
        Assert.Equal(3, await CountAsync());
        Assert.Equal(1, await service.Database.ScalarAsync<long>("select count(*) from plan.audit_entries where request_id = 'many'"));
    }

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("Repeatability-Request-ID")]
    public async Task A_request_with_a_name_happens_once(string header)
    {
        (string, string)[] headers = [(header, "2f1c8c9e-0001"), .. header.StartsWith('R') ? [("Repeatability-First-Sent", "Sun, 23 Nov 2025 04:00:00 GMT")] : Array.Empty<(string, string)>()];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.SendAsync("POST", "statusReports", Unknown, headers)));

        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created, a.Body));
        Assert.Single(answers.Select(a => a.Body + a.Tag + a.Headers["Location"]).Distinct());
        Assert.Equal(7, answers.Count(a => a.Headers.ContainsKey("Idempotent-Replayed")));
        Assert.All(answers, a => Assert.Equal(header.StartsWith('R') ? "accepted" : null, a.Headers.GetValueOrDefault("Repeatability-Result")));
        Assert.Equal(3, await CountAsync());
        var other = await service.SendAsync("POST", "statusReports", Known, headers);
        Assert.Equal(((HttpStatusCode)422, "KWS411 Idempotency-Key", header.StartsWith('R') ? "rejected" : null), (other.Status, other.Findings, other.Headers.GetValueOrDefault("Repeatability-Result")));
    }

    [Fact]
    public async Task A_request_that_failed_may_come_again_under_its_name()
    {
        var refused = await service.SendAsync("POST", "statusReports", Unknown.Replace("p01", "p99", StringComparison.Ordinal), ("Idempotency-Key", "k"));
        Assert.Equal("KWS406 projectCode", refused.Findings);
        Assert.Equal(HttpStatusCode.Created, (await service.SendAsync("POST", "statusReports", Unknown, ("Idempotency-Key", "k"))).Status);
    }

    [Fact]
    public async Task A_name_is_its_callers_own_and_is_forgotten_in_the_end()
    {
        await service.SendAsync("POST", "statusReports", Unknown, ("Idempotency-Key", "k"));
        await service.Database.ExecuteAsync("update plan.repeatable_requests set expires_at = now() - interval '1 s'");
        Assert.Equal(HttpStatusCode.Created, (await service.SendAsync("POST", "statusReports", Known, ("Idempotency-Key", "k"))).Status);
        Assert.Equal(4, await CountAsync());
    }

    [Theory]
    [InlineData("POST", "statusReports")]
    [InlineData("POST", "statusReports?$select=code,status,summary&$expand=project($select=code;$expand=statusReports($select=status))")]
    [InlineData("PATCH", "statusReports('sr-1')")]
    [InlineData("PUT", "statusReports('sr-1')?$expand=project")]
    public async Task What_is_answered_again_is_the_row_as_the_request_left_it(string method, string url)
    {
        (string, string)[] headers = [("Idempotency-Key", "again"), ("If-Match", method == "POST" ? "" : "*"), ("Prefer", "return=representation")];
        headers = method == "POST" ? [headers[0], headers[2]] : headers;
        var first = await service.SendAsync(method, url, Unknown, headers);
        var code = first.Json.GetProperty("code").GetString();
        var exact = await service.SendAsync(method, url, Unknown, headers);
        await service.SendAsync("PATCH", $"statusReports('{code}')", """{"status":"discontinued","summary":"later"}""", ("If-Match", "*"));
        await service.SendAsync("POST", "statusReports", Known);
        var later = await service.SendAsync(method, url, Unknown, headers);
        await service.SendAsync("DELETE", $"statusReports('{code}')", null, ("If-Match", "*"));
        var gone = await service.SendAsync(method, url, Unknown, headers);

        Assert.Equal(method == "POST" ? HttpStatusCode.Created : HttpStatusCode.OK, first.Status);
        Assert.All((Written[])[exact, later, gone], a => Assert.Equal((first.Status, first.Body, first.Tag, "true"), (a.Status, a.Body, a.Tag, a.Headers["Idempotent-Replayed"])));
    }

    [Fact]
    public async Task A_change_sent_again_is_answered_though_its_tag_is_old()
    {
        var tag = await service.TagAsync("statusReports('sr-1')");
        var first = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"status":"delayed"}""", ("If-Match", tag), ("Idempotency-Key", "p"));
        var again = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"status":"delayed"}""", ("If-Match", tag), ("Idempotency-Key", "p"));

        Assert.Equal((HttpStatusCode.NoContent, first.Tag), (again.Status, again.Tag));
    }

    [Theory]
    [InlineData("Idempotency-Key", "", "KWS113 Idempotency-Key")]
    [InlineData("Idempotency-Key", "a b", "KWS113 Idempotency-Key")]
    [InlineData("Repeatability-Request-ID", "x", "KWS113 Repeatability-First-Sent")]
    [InlineData("Repeatability-First-Sent", "x", "KWS113 Repeatability-First-Sent")]
    public async Task Names_that_cannot_be_used_are_refused(string header, string value, string finding) =>
        Assert.Equal((HttpStatusCode.BadRequest, finding), await RefusedAsync(header, value));

    private async Task<(HttpStatusCode, string)> RefusedAsync(string header, string value)
    {
        var refused = await service.SendAsync("POST", "statusReports", Unknown, (header, value));
        return (refused.Status, refused.Findings);
    }

    private Task<long> CountAsync() => service.Database.ScalarAsync<long>("select count(*) from plan.status_reports");
}
