using System.Net;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>One row at a time: made, changed, replaced, removed, with its conditions; what the database holds is asked by plain SQL.</summary>
public sealed class RowWriteTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Report =
        """{"reformTaskCode":"ar3-1-2-4","fiscalYear":2025,"status":"onTrack","progressPercent":62.50,"summary":"順調 𠮷","sourceSystem":"portal","externalId":"17","reportedAt":"2025-09-30T18:00:00+09:00"}""";

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Post_makes_a_row_and_answers_with_it()
    {
        var made = await service.SendAsync("POST", "statusReports", Report);

        Assert.Equal((HttpStatusCode.Created, service.Root + "statusReports('portal.17')"), (made.Status, made.Headers["Location"]));
        Assert.Equal(made.Headers["Location"], made.Headers["OData-EntityId"]);
        Assert.Equal(service.Root + "$metadata#statusReports/$entity", made.Json.GetProperty("@odata.context").GetString());
        Assert.Equal(made.Tag, made.Json.GetProperty("@odata.etag").GetString());
        Assert.Equal("2025-09-30T09:00:00Z", made.Json.GetProperty("reportedAt").GetString());
        Assert.Equal("62.50", made.Json.GetProperty("progressPercent").GetRawText());
        Assert.Equal("portal", made.Json.GetProperty("createdBy").GetString());
        Assert.Equal(
            ["portal.17|ar3-1-2-4|2025|onTrack|62.50|順調 𠮷|portal|17|True"],
            await service.Database.RowsAsync("select code, reform_task_code, fiscal_year, status, progress_percent, summary, source_system, external_id, created_at = changed_at from plan.status_reports where external_id = '17'"));
        var read = await service.SendAsync("GET", "statusReports('portal.17')");
        Assert.Equal(made.Body, read.Body);
        Assert.StartsWith(made.Tag[..^1] + ".", read.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_answers_without_the_row_where_that_is_preferred()
    {
        var made = await service.SendAsync("POST", "statusReports?$select=code", Report, ("Prefer", "return=minimal"));

        Assert.Equal((HttpStatusCode.NoContent, "return=minimal", ""), (made.Status, made.Headers["Preference-Applied"], made.Body));
        Assert.Equal(service.Root + "statusReports('portal.17')", made.Headers["OData-EntityId"]);
        Assert.Equal(made.Headers["OData-EntityId"], made.Headers["Location"]);
    }

    [Fact]
    public async Task Every_write_has_its_audit_entry_and_its_entry_in_the_feed()
    {
        var last = await service.Database.ScalarAsync<long>("select max(sequence) from plan.changes");
        var made = await service.SendAsync("POST", "statusReports", Report, ("X-Request-Id", "req-1"));
        var changed = await service.SendAsync("PATCH", "statusReports('portal.17')", """{"status":"delayed"}""", ("If-Match", made.Tag), ("X-Request-Id", "req-2"));
        await service.SendAsync("PATCH", "statusReports('portal.17')", """{"status":"delayed"}""", ("If-Match", changed.Tag), ("X-Request-Id", "req-3"));
        await service.SendAsync("DELETE", "statusReports('portal.17')", null, ("If-Match", changed.Tag), ("X-Request-Id", "req-4"));

        Assert.Equal(
            ["statusReports|portal.17|create|portal", "statusReports|portal.17|update|portal", "statusReports|portal.17|delete|portal"],
            await service.Database.RowsAsync($"select entity_set, entity_code, operation, changed_by from plan.changes where sequence > {last} order by sequence"));
        Assert.Equal(
            ["create|req-1||onTrack", "update|req-2|onTrack|delayed", "delete|req-4|delayed|"],
            await service.Database.RowsAsync("select operation, request_id, before ->> 'status', after ->> 'status' from plan.audit_entries where request_id like 'req-%' order by sequence"));
    }

    [Fact]
    public async Task Patch_changes_what_it_names()
    {
        var before = await service.TagAsync("statusReports('sr-1')");

        var changed = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"status":"completed","progressPercent":100}""", ("If-Match", before));

        Assert.Equal((HttpStatusCode.NoContent, ""), (changed.Status, changed.Body));
        Assert.NotEqual(before, changed.Tag);
        Assert.Equal(changed.Tag, await service.TagAsync("statusReports('sr-1')"));
        Assert.Equal(["completed|100|順調 𠮷|True"], await service.Database.RowsAsync("select status, progress_percent, summary, changed_at > created_at from plan.status_reports where code = 'sr-1'"));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_tag_and_the_version()
    {
        var (tag, version) = (await service.TagAsync("statusReports('sr-1')"), await VersionAsync());

        var same = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"status":"onTrack","progressPercent":62.50}""", ("If-Match", tag), ("Prefer", "return=representation"));

        Assert.Equal((HttpStatusCode.OK, tag, version), (same.Status, same.Tag, await VersionAsync()));
    }

    [Fact]
    public async Task Put_replaces_every_value_that_may_change()
    {
        var put = await service.SendAsync(
            "PUT", "statusReports('sr-1')",
            """{"code":"sr-1","projectCode":"ip3-5-1-1-p02","fiscalYear":2026,"status":"atRisk","sourceSystem":"portal","externalId":"1","reportedAt":"2026-04-01T00:00:00Z"}""",
            ("If-Match", await service.TagAsync("statusReports('sr-1')")));

        Assert.Equal(HttpStatusCode.NoContent, put.Status);
        Assert.Equal(
            ["ip3-5-1-1-p02|2026|atRisk||||portal|1"],
            await service.Database.RowsAsync("select project_code, fiscal_year, status, achievement, progress_percent, summary, source_system, external_id from plan.status_reports where code = 'sr-1'"));
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_key_that_does_not_exist_is_made(string method)
    {
        var made = await service.SendAsync(method, "statusReports('own-key')", Report, ("If-None-Match", "*"), ("Prefer", "return=representation"));

        Assert.Equal((HttpStatusCode.Created, service.Root + "statusReports('own-key')"), (made.Status, made.Headers["Location"]));
        var again = await service.SendAsync(method, "statusReports('own-key')", Report, ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, made.Tag, "KWS408"), (again.Status, again.Tag, again.Findings));
        var absent = await service.SendAsync(method, "statusReports('no-key')", Report, ("If-Match", "*"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "KWS408"), (absent.Status, absent.Findings));
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_needs_the_tag_of_the_row_as_it_stands(string method)
    {
        var body = method == "DELETE" ? null : Report.Replace("\"17\"", "\"1\"", StringComparison.Ordinal);
        var old = await service.TagAsync("statusReports('sr-1')");
        var now = (await service.SendAsync("PATCH", "statusReports('sr-1')", """{"summary":"another"}""", ("If-Match", old))).Tag;

        var unsaid = await service.SendAsync(method, "statusReports('sr-1')", body);
        Assert.Equal((HttpStatusCode.PreconditionRequired, "KWS409", now), (unsaid.Status, unsaid.Findings, unsaid.Tag));
        foreach (var tag in (string[])[old, "\"0\"", "W/" + now, "\"abc\""])
        {
            var refused = await service.SendAsync(method, "statusReports('sr-1')", body, ("If-Match", tag));
            Assert.Equal((HttpStatusCode.PreconditionFailed, "KWS408", now), (refused.Status, refused.Findings, refused.Tag));
        }

        var whole = (await service.SendAsync("GET", "statusReports('sr-1')?$select=status")).Tag;
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync(method, "statusReports('sr-1')", body, ("If-Match", $"\"1\", {whole}"))).Status);
    }

    [Fact]
    public async Task Delete_removes_the_row()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("DELETE", "statusReports('sr-1')", null, ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.SendAsync("GET", "statusReports('sr-1')")).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await service.SendAsync("DELETE", "statusReports('sr-1')", null, ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.SendAsync("DELETE", "statusReports('sr-1')")).Status);
    }

    [Fact]
    public async Task Properties_are_set_and_cleared_alone()
    {
        var put = await service.SendAsync("PUT", "statusReports('sr-1')/summary", """{"value":"短い"}""", ("If-Match", "*"));
        Assert.Equal((HttpStatusCode.NoContent, "短い"), (put.Status, await SummaryAsync()));
        var raw = await service.SendAsync("PUT", "statusReports('sr-1')/summary/$value", "\"quoted\"", ("If-Match", put.Tag), ("Content-Type", "text/plain"));
        Assert.Equal((HttpStatusCode.NoContent, "\"quoted\""), (raw.Status, await SummaryAsync()));
        var number = await service.SendAsync("PUT", "statusReports('sr-1')/progressPercent/$value", "12.5", ("If-Match", raw.Tag), ("Content-Type", "text/plain"));
        Assert.Equal(HttpStatusCode.NoContent, number.Status);
        var cleared = await service.SendAsync("DELETE", "statusReports('sr-1')/summary", null, ("If-Match", number.Tag));
        Assert.Equal((HttpStatusCode.NoContent, null), (cleared.Status, await SummaryAsync()));
        var needed = await service.SendAsync("DELETE", "statusReports('sr-1')/status", null, ("If-Match", "*"));
        Assert.Equal(((HttpStatusCode)422, "KWS405 status"), (needed.Status, needed.Findings));

        Task<string?> SummaryAsync() => service.Database.ScalarAsync<string>("select summary from plan.status_reports where code = 'sr-1'");
    }

    [Fact]
    public async Task Rows_are_made_among_the_rows_of_a_row()
    {
        var made = await service.SendAsync(
            "POST", "projects('ip3-5-1-1-p01')/statusReports", """{"fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","reportedAt":"2025-09-30T18:00:00Z"}""");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("ip3-5-1-1-p01", made.Json.GetProperty("projectCode").GetString());
        var nowhere = await service.SendAsync("POST", "projects('none')/statusReports", """{"fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","reportedAt":"2025-09-30T18:00:00Z"}""");
        Assert.Equal(((HttpStatusCode)422, "KWS406 projectCode"), (nowhere.Status, nowhere.Findings));
    }

    [Fact]
    public async Task Links_are_set_and_removed_from_both_ends()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("PUT", "statusReports('sr-1')/reformTask/$ref", """{"@odata.id":"reformTasks('ar3-1-2-4')"}""")).Status);
        Assert.Equal("ip3-5-1-1-p01 ar3-1-2-4", await LinksAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("DELETE", "statusReports('sr-1')/project/$ref")).Status);
        Assert.Equal("- ar3-1-2-4", await LinksAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("POST", "projects('ip3-5-1-1-p02')/statusReports/$ref", $$"""{"@id":"{{service.Root}}statusReports('sr-1')"}""")).Status);
        Assert.Equal("ip3-5-1-1-p02 ar3-1-2-4", await LinksAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("DELETE", "projects('ip3-5-1-1-p02')/statusReports('sr-1')/$ref")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("POST", "projects('ip3-5-1-1-p02')/statusReports/$ref", """{"@id":"statusReports('sr-1')"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("DELETE", $"projects('ip3-5-1-1-p02')/statusReports/$ref?$id={service.Root}statusReports('sr-1')")).Status);
        Assert.Equal("- ar3-1-2-4", await LinksAsync());
        var last = await service.SendAsync("DELETE", "statusReports('sr-1')/reformTask/$ref");
        Assert.Equal(((HttpStatusCode)422, "KWS405 projectCode"), (last.Status, last.Findings));

        async Task<string> LinksAsync() => (await service.Database.RowsAsync("select coalesce(project_code, '-') || ' ' || coalesce(reform_task_code, '-') from plan.status_reports where code = 'sr-1'"))[0];
    }

    [Fact]
    public async Task A_path_over_a_row_leads_to_the_row_it_names()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("PATCH", "projects('ip3-5-1-1-p01')/statusReports('sr-1')", """{"summary":"by path"}""", ("If-Match", "*"))).Status);
        Assert.Equal("by path", await service.Database.ScalarAsync<string>("select summary from plan.status_reports where code = 'sr-1'"));
        Assert.Equal(HttpStatusCode.NotFound, (await service.SendAsync("PATCH", "projects('ip3-5-1-1-p02')/statusReports('sr-1')", """{"summary":"other"}""", ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task Actual_values_are_reported_beside_those_of_documents()
    {
        const string actual = """{"indicatorCode":"5-1-1-o1","fiscalYear":2024,"value":61.50,"sourceSystem":"portal","externalId":"a1"}""";

        var made = await service.SendAsync("POST", "observations", actual);

        Assert.Equal((HttpStatusCode.Created, "r.portal.a1"), (made.Status, made.Json.GetProperty("code").GetString()));
        Assert.Equal(
            ["actual|61.50|61.50%|%|eq|ok|fiscalYear|04/01/2024|03/31/2025|||portal|a1"],
            await service.Database.RowsAsync("select value_type, value, value_text, unit, comparator, status, period_kind, period_start, period_end, document_code, line, source_system, external_id from plan.observations where code = 'r.portal.a1'"));
        Assert.Equal("61.50", (await service.SendAsync("GET", "indicatorFacts('r.portal.a1')")).Json.GetProperty("value").GetRawText());
        var changed = await service.SendAsync("PATCH", "observations('r.portal.a1')", """{"value":62}""", ("If-Match", made.Tag), ("Prefer", "return=representation"));
        Assert.Equal((HttpStatusCode.OK, "62%"), (changed.Status, changed.Json.GetProperty("valueText").GetString()));
    }

    [Theory]
    [InlineData("PATCH", "observations('5-1-1-o1.target.2025')", HttpStatusCode.Forbidden, "KWS410")]
    [InlineData("DELETE", "observations('5-1-1-o1.target.2025')", HttpStatusCode.Forbidden, "KWS410")]
    [InlineData("POST", "projects", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("PATCH", "projects('ip3-5-1-1-p01')", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("DELETE", "projects('ip3-5-1-1-p01')", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("PUT", "statusReports", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("POST", "statusReports('sr-1')", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("POST", "statusReports('sr-1')/summary", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("DELETE", "statusReports", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("POST", "changes", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("POST", "", HttpStatusCode.MethodNotAllowed, "KWS111")]
    [InlineData("POST", "statusReports?$filter=true", HttpStatusCode.BadRequest, "KWS101")]
    [InlineData("POST", "nothing", HttpStatusCode.NotFound, "KWS201 path")]
    public async Task What_may_not_be_written_is_refused(string method, string url, HttpStatusCode status, string finding)
    {
        var refused = await service.SendAsync(method, url, method == "DELETE" ? null : "{}", ("If-Match", "*"));

        Assert.Equal((status, finding), (refused.Status, refused.Findings));
        Assert.True(refused.Headers.ContainsKey("Allow") == (status == HttpStatusCode.MethodNotAllowed));
    }

    private Task<long> VersionAsync() => service.Database.ScalarAsync<long>("select version from plan.data_version");
}
