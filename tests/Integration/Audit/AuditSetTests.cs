using System.Net;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Access;
using Kawasaki.Infrastructure.Postgres.Connections;
using Kawasaki.Tests.Integration.OData.Writes;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.Audit;

/// <summary>The audit entries as a set: for holders of the scope, and for nobody else in any way.</summary>
public sealed class AuditSetTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Report = """{"reformTaskCode":"ar3-1-2-4","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","externalId":"17","reportedAt":"2025-09-30T00:00:00Z"}""";

    private readonly WriteService service = fixture.Service;
    private string auditor = "";
    private string writer = "";

    public async ValueTask InitializeAsync()
    {
        await service.ResetAsync();
        auditor = "Bearer " + await service.CreateKeyAsync(null, null, Scopes.ReadAudit);
        writer = "Bearer " + await service.CreateKeyAsync(null, null, Scopes.WriteStatusReports);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_has_the_scope_sees_what_changed_from_what_to_what()
    {
        await service.SendAsync("POST", "statusReports", Report, ("X-Request-Id", "seen-1"));
        await service.SendAsync("PATCH", "statusReports('portal.17')", """{"status":"delayed","summary":"遅れ"}""", ("If-Match", "*"), ("X-Request-Id", "seen-2"));
        await service.SendAsync("DELETE", "statusReports('portal.17')", null, ("If-Match", "*"), ("X-Request-Id", "seen-3"));

        var seen = await service.SendAsync(
            "GET",
            "auditEntries?$filter=startswith(requestId,'seen-') and changes/any(c:c/property eq 'status')&$orderby=sequence&$select=caller,operation,entitySet,entityCode,requestId,problem,attempts",
            null, ("Authorization", auditor));
        var changes = await service.SendAsync("GET", "auditEntries?$filter=requestId eq 'seen-2'&$select=changes", null, ("Authorization", auditor));

        Assert.Equal((HttpStatusCode.OK, "private, no-store"), (seen.Status, seen.Headers["Cache-Control"]));
        Assert.Contains("Authorization", seen.Headers["Vary"], StringComparison.Ordinal);
        Assert.Equal(
            ["portal create statusReports portal.17 seen-1", "portal update statusReports portal.17 seen-2", "portal delete statusReports portal.17 seen-3"],
            seen.Json.GetProperty("value").EnumerateArray().Select(e => string.Join(' ', ((string[])["caller", "operation", "entitySet", "entityCode", "requestId"]).Select(n => e.GetProperty(n).GetString()))));
        var told = changes.Json.GetProperty("value")[0].GetProperty("changes").EnumerateArray().ToDictionary(c => c.GetProperty("property").GetString()!, c => (c.GetProperty("before").GetString(), c.GetProperty("after").GetString()));
        Assert.Equal(["changedAt", "status", "summary"], told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((("onTrack", "delayed"), (null, "遅れ")), (told["status"], told["summary"]));
    }

    [Theory]
    [InlineData("auditEntries")]
    [InlineData("AUDITENTRIES")]
    [InlineData("auditEntries?$top=0&$count=true")]
    [InlineData("auditEntries/$count")]
    [InlineData("auditEntries(1)")]
    [InlineData("auditEntries/1/caller")]
    [InlineData("auditEntries/$ref")]
    [InlineData("%61uditEntries")]
    [InlineData("auditEntries?$format=csv")]
    public async Task Nobody_else_reads_the_set(string url)
    {
        await service.SendAsync("POST", "statusReports", Report);

        foreach (var method in (string[])["GET", "HEAD"])
        {
            var (unknown, lacking) = (await service.SendAsync(method, url, null, ("Authorization", "")), await service.SendAsync(method, url, null, ("Authorization", writer)));
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (unknown.Status, lacking.Status));
            Assert.Contains("scope=\"audit.read\"", lacking.Headers["WWW-Authenticate"], StringComparison.Ordinal);
            Assert.Equal("no-store", lacking.Headers["Cache-Control"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("$metadata")]
    [InlineData("$metadata?$format=json")]
    [InlineData("$all?$top=1000")]
    [InlineData("$all?$search=portal")]
    [InlineData("$crossjoin(auditEntries)")]
    [InlineData("$crossjoin(statusReports,auditEntries)")]
    [InlineData("$entity?$id=auditEntries(1)")]
    [InlineData("$all/kawasaki.AuditEntry")]
    [InlineData("statusReports?$filter=$root/auditEntries/any()")]
    [InlineData("statusReports?$filter=$root/auditEntries(1)/caller eq 'portal'")]
    [InlineData("statusReports?$expand=auditEntries")]
    [InlineData("statusReports?$apply=join(auditEntries as a)")]
    [InlineData("statusReports?$apply=concat(identity,aggregate(auditEntries/$count as n))")]
    [InlineData("changes?$filter=entitySet eq 'auditEntries'")]
    [InlineData("../api/v1/changes?since=0")]
    public async Task Nothing_else_leads_there(string url)
    {
        const string trace = "trace-of-an-entry";
        await service.SendAsync("POST", "statusReports", Report, ("X-Request-Id", trace));

        foreach (var authorization in (string[])["", writer])
        {
            var answer = await service.SendAsync("GET", url, null, ("Authorization", authorization));
            Assert.DoesNotContain(trace, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("AuditEntry\"", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("auditEntries(", answer.Status == HttpStatusCode.OK ? answer.Body : "", StringComparison.Ordinal);
            Assert.True(answer.Status != HttpStatusCode.OK || url is "" || url[0] is '$' or '.' || url.StartsWith("changes", StringComparison.Ordinal), $"{url}: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_batch_is_asked_for_the_scope_too()
    {
        const string batch = """{"requests":[{"id":"1","method":"get","url":"auditEntries/$count"},{"id":"2","method":"get","url":"statusReports/$count"}]}""";

        var seen = await service.SendAsync("POST", "$batch", batch, ("Authorization", auditor));
        var open = await service.SendAsync("POST", "$batch", batch, ("Authorization", ""));
        var lacking = await service.SendAsync("POST", "$batch", batch, ("Authorization", writer));

        Assert.Equal(["200,200", "401,200", "403,200"], ((Written[])[seen, open, lacking]).Select(a => string.Join(',', a.Json.GetProperty("responses").EnumerateArray().Select(r => r.GetProperty("status").GetInt32()))));
    }

    [Fact]
    public async Task Its_holder_sees_it_wherever_sets_are_seen_and_cannot_change_it()
    {
        await service.SendAsync("POST", "statusReports", Report);

        Assert.Contains("\"auditEntries\"", (await service.SendAsync("GET", "", null, ("Authorization", auditor))).Body, StringComparison.Ordinal);
        Assert.Contains("AuditEntry", (await service.SendAsync("GET", "$metadata", null, ("Authorization", auditor))).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync("GET", "auditEntries?$at=2020-01-01", null, ("Authorization", auditor))).Status);
        foreach (var (method, url) in ((string, string)[])[("POST", "auditEntries"), ("PATCH", "auditEntries(1)"), ("PUT", "auditEntries(1)"), ("DELETE", "auditEntries(1)"), ("DELETE", "auditEntries(1)/problem")])
        {
            var refused = await service.SendAsync(method, url, method == "DELETE" ? null : "{}", ("Authorization", auditor), ("If-Match", "*"));
            Assert.True(refused.Status == HttpStatusCode.MethodNotAllowed, $"{method} {url}: {refused.Status} {refused.Body}");
            Assert.Equal(HttpStatusCode.Forbidden, (await service.SendAsync(method, url, method == "DELETE" ? null : "{}", ("Authorization", writer))).Status);
        }
    }

    [Theory]
    [InlineData(DatabaseRole.Reader, "select count(*) from plan.audit_log", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Reader, "select count(*) from past.audit_log(now())", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Reader, "select plan.audit_refusal('x', 'x', 'x', null, null, 'x', 1)", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "insert into plan.audit_entries (caller, credential, request_id, operation, entity_set) values ('x', '', '', 'create', 'x')", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "update plan.audit_entries set caller = 'x'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "delete from plan.audit_entries", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "truncate plan.audit_entries", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "alter table plan.audit_entries disable trigger keep_audit", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Writer, "delete from plan.audit_log", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(DatabaseRole.Auditor, "select plan.audit_refusal('x', 'x', 'x', null, null, 'x', 1)", PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(DatabaseRole.Owner, "update plan.audit_entries set caller = 'x'", "KW004")]
    [InlineData(DatabaseRole.Owner, "delete from plan.audit_entries", "KW004")]
    [InlineData(DatabaseRole.Owner, "truncate plan.audit_entries", "KW004")]
    public async Task The_database_lets_nobody_change_it(DatabaseRole role, string sql, string refusal)
    {
        await service.SendAsync("POST", "statusReports", Report);
        var before = await service.Database.RowsAsync("select * from plan.audit_entries order by sequence");

        Assert.Equal(refusal, (await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync(sql, role))).SqlState);

        Assert.NotEmpty(before);
        Assert.Equal(before, await service.Database.RowsAsync("select * from plan.audit_entries order by sequence"));
    }

    [Fact]
    public async Task Credentials_that_are_not_good_and_scopes_that_are_missing_are_kept()
    {
        var (id, expired) = ApiKeyText.Create();
        await new ApiKeyStore(service.Database.Sources).CreateAsync(
            new ApiKey(id, "old", ApiKeyText.Hash(expired), new HashSet<string> { Scopes.WriteStatusReports }, null, null, DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken);

        await service.SendAsync("POST", "statusReports", Report, ("Authorization", "Bearer " + expired), ("X-Request-Id", "bad-1"));
        await service.SendAsync("PATCH", "statusReports('sr-1')", "{}", ("Authorization", "Bearer " + expired[..^1] + (expired[^1] == 'A' ? 'B' : 'A')), ("X-Request-Id", "bad-2"));
        await service.SendAsync("GET", "projects", null, ("Authorization", "Bearer nonsense"), ("X-Request-Id", "bad-3"));
        await service.SendAsync("GET", "auditEntries(7)", null, ("Authorization", writer), ("X-Request-Id", "bad-4"));
        await service.SendAsync("DELETE", "statusReports('sr-1')", null, ("Authorization", auditor), ("X-Request-Id", "bad-5"));
        await service.SendAsync("DELETE", "statusReports('sr-1')", null, ("Authorization", ""), ("X-Request-Id", "bad-6"));

        Assert.Equal(
            [
                $"bad-1|-|{id}|statusReports||BadCredentials: expired key|1",
                $"bad-2|-|{id}|statusReports|sr-1|BadCredentials: wrong secret|1",
                "bad-3|-|-|||BadCredentials: no issuer is set|1",
                "bad-4|portal|" + writer[11..23] + "|auditEntries|7|ScopeMissing: The credentials do not have the scope audit.read.|1",
                "bad-5|portal|" + auditor[11..23] + "|statusReports|sr-1|ScopeMissing: The credentials do not have the scope statusReports.write.|1",
            ],
            await service.Database.RowsAsync("select request_id, caller, credential, entity_set, entity_code, problem, attempts from plan.audit_entries where request_id like 'bad-%' and operation = 'refuse' order by 1"));
    }
}
