using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Many rows in one request: a delta payload on a set, one transaction, a result for each row.</summary>
public sealed class BulkWriteTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Rows_are_made_changed_and_removed_at_once()
    {
        var version = await VersionAsync();
        var tag = await service.TagAsync("statusReports('sr-2')");

        var answer = await service.SendAsync("PATCH", "statusReports", Payload(
            Row("a"),
            """{"code":"sr-2","status":"completed","@odata.etag":TAG}""".Replace("TAG", JsonSerializer.Serialize(tag), StringComparison.Ordinal),
            """{"@removed":{"reason":"deleted"},"@odata.id":"statusReports('sr-1')"}"""));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal(service.Root + "$metadata#statusReports/$delta", answer.Json.GetProperty("@odata.context").GetString());
        Assert.Equal(
            [$"{service.Root}statusReports('portal.a') portal.a", $"{service.Root}statusReports('sr-2') sr-2", $"{service.Root}statusReports('sr-1') removed"],
            answer.Json.GetProperty("value").EnumerateArray().Select(r => $"{r.GetProperty("@odata.id")} {(r.TryGetProperty("@removed", out _) ? "removed" : r.GetProperty("code"))}"));
        Assert.Equal(await service.TagAsync("statusReports('sr-2')"), answer.Json.GetProperty("value")[1].GetProperty("@odata.etag").GetString());
        Assert.Equal(["portal.a|onTrack", "sr-2|completed"], await service.Database.RowsAsync("select code, status from plan.status_reports order by code"));
        Assert.Equal(version + 1, await VersionAsync());
    }

    [Fact]
    public async Task Thousands_of_rows_are_one_transaction()
    {
        const int count = 5_000;
        var rows = Enumerable.Range(0, count).Select(i => Row(string.Create(CultureInfo.InvariantCulture, $"n{i}"))).ToArray();
        var version = await VersionAsync();

        var made = await service.SendAsync("PATCH", "statusReports", Payload(rows), ("Prefer", "return=minimal"));

        Assert.True(made.Status == HttpStatusCode.NoContent, made.Body);
        Assert.Equal("return=minimal", made.Headers["Preference-Applied"]);
        Assert.Equal((count + 2, version + 1), (await CountAsync(), await VersionAsync()));
        Assert.Equal(count, await service.Database.ScalarAsync<long>($"select count(*) from plan.changes where data_version = {version + 1} and operation = 'create'"));

        var again = await service.SendAsync("PATCH", "statusReports", Payload(rows), ("Prefer", "return=minimal"));
        Assert.Equal((HttpStatusCode.NoContent, version + 1), (again.Status, await VersionAsync()));

        var changed = await service.SendAsync("PATCH", "statusReports", Payload([.. rows.Select(r => r.Replace("onTrack", "delayed", StringComparison.Ordinal))]));
        Assert.Equal((HttpStatusCode.OK, count, version + 2), (changed.Status, changed.Json.GetProperty("value").GetArrayLength(), await VersionAsync()));
        Assert.Equal(count, await service.Database.ScalarAsync<long>($"select count(*) from plan.changes where data_version = {version + 2} and operation = 'update'"));
    }

    [Fact]
    public async Task A_row_that_cannot_be_changed_leaves_all_as_they_were()
    {
        var refused = await service.SendAsync("PATCH", "statusReports", Payload(
            Row("a"), Row("b").Replace("p01", "p98", StringComparison.Ordinal), """{"code":"sr-1","status":"delayed","@odata.etag":"\"1\""}""", Row("c").Replace("p01", "p99", StringComparison.Ordinal)));

        Assert.Equal("KWS406 value/1/projectCode; KWS406 value/3/projectCode; KWS408 value/2", refused.Findings);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task The_others_are_changed_where_the_caller_goes_on()
    {
        var answer = await service.SendAsync(
            "PATCH", "statusReports",
            Payload(Row("a"), Row("b").Replace("p01", "p98", StringComparison.Ordinal), """{"code":"none","@removed":{}}""", """{"code":"sr-1","status":"delayed"}"""),
            ("Prefer", "odata.continue-on-error, return=minimal"), ("Accept-Language", "ja"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ["-", "upsert 422 KWS406 value/1/projectCode", "delete 404 KWS203 value/2", "-"],
            answer.Json.GetProperty("value").EnumerateArray().Select(r => r.TryGetProperty("@Core.DataModificationException", out var e)
                ? $"{e.GetProperty("failedOperation")} {e.GetProperty("responseCode")} {e.GetProperty("info").GetProperty("code")} {e.GetProperty("info").GetProperty("target")}" : "-"));
        Assert.Equal("ja, en", answer.Headers["Content-Language"]);
        Assert.StartsWith("参照先の行がありません。 ", answer.Json.GetProperty("value")[1].GetProperty("@Core.DataModificationException").GetProperty("info").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["portal.a|onTrack", "sr-1|delayed", "sr-2|delayed"], await service.Database.RowsAsync("select code, status from plan.status_reports order by code"));
    }

    [Fact]
    public async Task One_row_named_twice_ends_as_the_last_says()
    {
        var answer = await service.SendAsync("PATCH", "statusReports", Payload(
            Row("a"), """{"code":"portal.a","status":"atRisk"}""", """{"code":"portal.a","status":"completed"}""", """{"code":"sr-1","@removed":{}}""", """{"code":"sr-2","status":"onTrack"}""", """{"code":"sr-2","status":"delayed"}"""));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal(["portal.a|completed", "sr-2|delayed"], await service.Database.RowsAsync("select code, status from plan.status_reports order by code"));
    }

    [Fact]
    public async Task A_row_without_a_key_is_the_one_that_its_source_system_knows()
    {
        var answer = await service.SendAsync("PATCH", "statusReports", Payload(Row("1").Replace("onTrack", "atRisk", StringComparison.Ordinal)));

        Assert.Equal("sr-1", answer.Json.GetProperty("value")[0].GetProperty("code").GetString());
        Assert.Equal(["sr-1|atRisk", "sr-2|delayed"], await service.Database.RowsAsync("select code, status from plan.status_reports order by code"));
    }

    [Fact]
    public async Task The_rows_of_a_row_are_changed_too()
    {
        var answer = await service.SendAsync("PATCH", "projects('ip3-5-1-1-p02')/statusReports", Payload(Row("a").Replace("\"projectCode\":\"ip3-5-1-1-p01\",", "", StringComparison.Ordinal)));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("ip3-5-1-1-p02", await service.Database.ScalarAsync<string>("select project_code from plan.status_reports where code = 'portal.a'"));
    }

    [Fact]
    public async Task The_same_payload_under_its_name_is_answered_as_the_first_time()
    {
        var first = await service.SendAsync("PATCH", "statusReports", Payload(Row("a"), """{"code":"sr-1","@removed":{}}"""), ("Idempotency-Key", "bulk"));
        var again = await service.SendAsync("PATCH", "statusReports", Payload(Row("a"), """{"code":"sr-1","@removed":{}}"""), ("Idempotency-Key", "bulk"));

        Assert.Equal((HttpStatusCode.OK, first.Body, "true"), (again.Status, again.Body, again.Headers["Idempotent-Replayed"]));
    }

    [Theory]
    [InlineData("[]", "KWS402 value")]
    [InlineData("{}", "KWS402 value")]
    [InlineData("""{"value":{}}""", "KWS402 value")]
    [InlineData("""{"value":[],"rows":[]}""", "KWS402 rows")]
    [InlineData("""{"value":[1,null]}""", "KWS402 value/0; KWS402 value/1")]
    [InlineData("""{"value":[{"@removed":{}}]}""", "KWS402 value/0")]
    [InlineData("""{"value":[{"@odata.id":"projects('x')"}]}""", "KWS404 value/0/@odata.id")]
    [InlineData("""{"value":[{"code":"sr-1","status":"x"},{"code":"sr-2","foo":1}]}""", "KWS202 value/1/foo; KWS405 value/0/status")]
    public async Task Bad_payloads_are_told_row_by_row(string body, string findings) =>
        Assert.Equal(findings, (await service.SendAsync("PATCH", "statusReports", body)).Findings);

    [Fact]
    public async Task The_number_of_rows_is_limited()
    {
        var refused = await service.SendAsync("PATCH", "statusReports", Payload([.. Enumerable.Repeat("""{"code":"sr-1"}""", 6_001)]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "KWS115 value"), (refused.Status, refused.Findings));
    }

    private static string Row(string id) =>
        $$"""{"projectCode":"ip3-5-1-1-p01","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","externalId":"{{id}}","reportedAt":"2025-09-30T00:00:00Z"}""";

    private static string Payload(params string[] rows) => $$"""{"@odata.context":"$metadata#statusReports/$delta","value":[{{string.Join(',', rows)}}]}""";

    private Task<long> VersionAsync() => service.Database.ScalarAsync<long>("select version from plan.data_version");

    private Task<long> CountAsync() => service.Database.ScalarAsync<long>("select count(*) from plan.status_reports");
}
