using System.Net;
using Kawasaki.Domain.Access;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>`/$each`: a change of each member of a collection, told row by row.</summary>
public sealed class EachWriteTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync()
    {
        await service.ResetAsync();
        await service.Database.ExecuteAsync("""
            insert into plan.departments (code, name, kind, document_code, line) values ('finance', '財政局', 'bureau', 'ar3', 4) on conflict do nothing;
            insert into plan.status_reports (code, project_code, reform_task_code, fiscal_year, status, source_system, external_id, reported_at)
            select 'e' || i, case when i % 2 = 0 then 'ip3-5-1-1-p01' end, case when i % 2 = 1 then 'ar3-1-2-4' end, 2000 + i, 'onTrack', 'each', i::text, '2025-01-01' from generate_series(1, 20) i
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_member_is_changed_and_told()
    {
        var changed = await service.SendAsync("PATCH", "statusReports/$filter(sourceSystem eq 'each' and fiscalYear gt 2015)/$each", """{"status":"delayed","summary":"遅れ"}""");

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(["e16", "e17", "e18", "e19", "e20"], Codes(changed));
        Assert.All(changed.Json.GetProperty("value").EnumerateArray(), r => Assert.StartsWith("\"", r.GetProperty("@odata.etag").GetString()));
        Assert.Equal(["delayed|遅れ|5", "onTrack||15"], await StatesAsync());
        Assert.Equal(5, await service.Database.ScalarAsync<long>("select count(distinct entity_code) from plan.audit_entries where request_id = $$" + changed.Headers["X-Request-Id"] + "$$ and operation = 'update'"));

        // What changes nothing is told as it stands, and stays as it is.
        var again = await service.SendAsync("PATCH", "statusReports/$filter(sourceSystem eq 'each' and fiscalYear gt 2015)/$each", """{"status":"delayed","summary":"遅れ"}""", ("If-Match", "*"));
        Assert.Equal(changed.Body, again.Body);
    }

    [Fact]
    public async Task Each_member_is_removed_along_a_path_too()
    {
        var minimal = await service.SendAsync("DELETE", "projects('ip3-5-1-1-p01')/statusReports/$filter(fiscalYear lt 2011)/$each", null, ("Prefer", "return=minimal"));
        Assert.Equal((HttpStatusCode.NoContent, "return=minimal"), (minimal.Status, minimal.Headers["Preference-Applied"]));
        Assert.Equal(["onTrack||15"], await StatesAsync());

        var removed = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'each')/$each", null);
        Assert.Equal(15, removed.Json.GetProperty("value").GetArrayLength());
        Assert.All(removed.Json.GetProperty("value").EnumerateArray(), r => Assert.Equal("deleted", r.GetProperty("@removed").GetProperty("reason").GetString()));
        Assert.Empty(await StatesAsync());

        var none = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'each')/$each", null);
        Assert.Equal((HttpStatusCode.OK, 0), (none.Status, none.Json.GetProperty("value").GetArrayLength()));
    }

    [Fact]
    public async Task All_are_changed_or_none_unless_the_caller_goes_on()
    {
        var citizens = "Bearer " + await service.CreateKeyAsync(["citizens"], null, Scopes.WriteStatusReports);

        var all = await service.SendAsync("PATCH", "statusReports/$filter(sourceSystem eq 'each')/$each", """{"status":"delayed"}""", ("Authorization", citizens));
        Assert.Equal(HttpStatusCode.Forbidden, all.Status);
        Assert.StartsWith("KWS304 value/", all.Findings, StringComparison.Ordinal);
        Assert.Equal(["onTrack||20"], await StatesAsync());

        var some = await service.SendAsync("PATCH", "statusReports/$filter(sourceSystem eq 'each')/$each", """{"status":"delayed"}""", ("Authorization", citizens), ("Prefer", "continue-on-error"));
        Assert.Equal(HttpStatusCode.OK, some.Status);
        var refused = some.Json.GetProperty("value").EnumerateArray().Where(r => r.TryGetProperty("@Core.DataModificationException", out _)).ToList();
        Assert.Equal((10, 403), (refused.Count, refused[0].GetProperty("@Core.DataModificationException").GetProperty("responseCode").GetInt32()));
        Assert.Equal(["delayed||10", "onTrack||10"], await StatesAsync());
        Assert.Equal(["ar3-1-2-4"], await service.Database.RowsAsync("select distinct reform_task_code from plan.status_reports where status = 'delayed' and source_system = 'each'"));
    }

    [Fact]
    public async Task Facts_of_documents_stay_as_they_are()
    {
        var refused = await service.SendAsync("DELETE", "observations/$filter(documentCode ne null)/$each", null);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.StartsWith("KWS410 value/0", refused.Findings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", "statusReports/$each", """{"status":"x","nothing":1}""", 400, "KWS202 nothing; KWS405 status")]
    [InlineData("PATCH", "statusReports/$each", """{"code":"other"}""", 422, null)]
    [InlineData("PATCH", "statusReports/$each", """{"createdBy":"x"}""", 422, null)]
    [InlineData("PATCH", "statusReports/$each", "[]", 400, "KWS402")]
    [InlineData("PATCH", "projects/$each", "{}", 405, "KWS111")]
    [InlineData("PATCH", "statusReports('sr-1')/$each", "{}", 400, "KWS101")]
    [InlineData("PATCH", "statusReports('sr-1')/project/$each", "{}", 400, "KWS101")]
    [InlineData("PATCH", "$crossjoin(statusReports,projects)/$each", "{}", 400, "KWS101")]
    [InlineData("PATCH", "statusReports/$each?$filter=fiscalYear gt 1", "{}", 400, "KWS101")]
    [InlineData("PATCH", "statusReports/$each/status", "{}", 400, "KWS101")]
    [InlineData("POST", "statusReports/$each", "{}", 405, "KWS111")]
    [InlineData("PUT", "statusReports/$each", "{}", 405, "KWS111")]
    [InlineData("GET", "statusReports/$each", null, 400, "KWS101")]
    public async Task What_is_wrong_is_refused(string method, string url, string? body, int status, string? findings)
    {
        var refused = await service.SendAsync(method, url, body);

        Assert.True(status == (int)refused.Status, refused.Body);
        Assert.Equal(findings ?? refused.Findings, refused.Findings.StartsWith("KWS101 ", StringComparison.Ordinal) ? "KWS101" : refused.Findings);
        Assert.Equal(["onTrack||20"], await StatesAsync());
        if (status == 405 && url.StartsWith("statusReports", StringComparison.Ordinal))
        {
            Assert.Equal("PATCH, DELETE", refused.Headers["Allow"]);
        }
    }

    [Fact]
    public async Task Conditions_and_limits_hold()
    {
        var tag = await service.TagAsync("statusReports('e1')");
        Assert.Equal("KWS113 If-Match", (await service.SendAsync("PATCH", "statusReports/$each", "{}", ("If-Match", tag))).Findings);
        await service.Database.ExecuteAsync("""
            insert into plan.status_reports (code, project_code, fiscal_year, status, source_system, reported_at) select 'n' || i, 'ip3-5-1-1-p01', 2020, 'onTrack', 'many', '2025-01-01' from generate_series(1, 6001) i
            """);

        var tooMany = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'many')/$each", null);
        Assert.Equal((HttpStatusCode.BadRequest, "KWS105 $each"), (tooMany.Status, tooMany.Findings));
        var most = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'many' and code ne 'n1')/$each", null, ("Prefer", "return=minimal"));
        Assert.True(most.Status == HttpStatusCode.NoContent, most.Body);
        Assert.Equal(1, await service.Database.ScalarAsync<long>("select count(*) from plan.status_reports where source_system = 'many'"));
    }

    [Fact]
    public async Task A_request_with_a_name_is_answered_alike_though_nothing_matches_any_more()
    {
        (string, string)[] named = [("Idempotency-Key", "each-1")];

        var first = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'each')/$each", null, named);
        var again = await service.SendAsync("DELETE", "statusReports/$filter(sourceSystem eq 'each')/$each", null, named);

        Assert.Equal((20, first.Body, "true"), (first.Json.GetProperty("value").GetArrayLength(), again.Body, again.Headers["Idempotent-Replayed"]));
    }

    // Writers move rows into and out of the collection all the time: whatever is changed was a member when it was changed.
    [Fact]
    public async Task What_is_no_member_any_more_is_not_changed()
    {
        var (wrong, rounds) = (0, 0);
        var ends = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                // A completed report must never be reopened.
                await service.SendAsync("PATCH", $"statusReports('e{(i % 20) + 1}')", """{"status":"completed","summary":"done"}""", ("If-Match", "*"));
            }
        }, TestContext.Current.CancellationToken);
        while (!ends.IsCompleted)
        {
            var answer = await service.SendAsync("PATCH", "statusReports/$filter(sourceSystem eq 'each' and status ne 'completed')/$each", $$"""{"status":"{{(rounds++ % 2 == 0 ? "atRisk" : "delayed")}}"}""");
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.Body);
            wrong += (int)await service.Database.ScalarAsync<long>("select count(*) from plan.status_reports where source_system = 'each' and summary = 'done' and status <> 'completed'");
        }

        await ends;
        Assert.Equal(0, wrong);
        Assert.Equal(["completed|done|20"], await StatesAsync());
    }

    private Task<IReadOnlyList<string>> StatesAsync() =>
        service.Database.RowsAsync("select status, summary, count(*) from plan.status_reports where source_system = 'each' group by 1, 2 order by 1, 2");

    private static IEnumerable<string?> Codes(Written answer) => answer.Json.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("code").GetString());
}
