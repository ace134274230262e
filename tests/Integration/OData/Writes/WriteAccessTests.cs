using System.Net;
using Kawasaki.Domain.Access;
using Kawasaki.Infrastructure.Postgres.Connections;
using Npgsql;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Writes;

/// <summary>Whose rows a caller may write, and that every refusal is kept.</summary>
public sealed class WriteAccessTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Report = """{"reformTaskCode":"ar3-1-2-4","fiscalYear":2025,"status":"onTrack","sourceSystem":"portal","externalId":"17","reportedAt":"2025-09-30T00:00:00Z"}""";

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nobody_without_credentials_or_scope_writes()
    {
        var scopeless = await service.CreateKeyAsync(null, null, Scopes.WriteObservations);

        var unknown = await service.SendAsync("POST", "statusReports", Report, ("Authorization", ""));
        var lacking = await service.SendAsync("POST", "statusReports", Report, ("Authorization", "Bearer " + scopeless));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (unknown.Status, lacking.Status));
        Assert.Equal(2, await service.Database.ScalarAsync<long>("select count(*) from plan.status_reports"));
    }

    [Fact]
    public async Task A_department_writes_about_its_own_tasks()
    {
        await service.Database.ExecuteAsync("insert into plan.departments (code, name, kind, document_code, line) values ('finance', '財政局', 'bureau', 'ar3', 4) on conflict do nothing");
        var own = await KeyAsync(["citizens"]);
        var other = await KeyAsync(["finance"]);
        (string, string)[] As(string key, string request) => [("Authorization", key), ("X-Request-Id", request), ("If-Match", "*")];

        var made = await service.SendAsync("POST", "statusReports", Report, As(own, "own-1")[..2]);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body);
        await RefusedAsync(await service.SendAsync("POST", "statusReports", Report.Replace("\"17\"", "\"18\"", StringComparison.Ordinal), As(other, "other-1")[..2]), "reformTaskCode");
        await RefusedAsync(await service.SendAsync("PATCH", "statusReports('portal.17')", """{"status":"delayed"}""", As(other, "other-2")), "reformTaskCode");
        await RefusedAsync(await service.SendAsync("DELETE", "statusReports('portal.17')", null, As(other, "other-3")), "reformTaskCode");
        await RefusedAsync(await service.SendAsync("PATCH", "statusReports('portal.17')", """{"projectCode":"ip3-5-1-1-p01"}""", As(own, "own-2")), "projectCode");
        await RefusedAsync(await service.SendAsync("PATCH", "statusReports('sr-1')", """{"reformTaskCode":"ar3-1-2-4","projectCode":null}""", As(own, "own-3")), "projectCode");
        Assert.Equal(HttpStatusCode.NoContent, (await service.SendAsync("PATCH", "statusReports('portal.17')", """{"actionCode":"ar3-1-2-4-k01"}""", As(own, "own-4"))).Status);

        Assert.Equal(
            ["other-1|refuse|portal.18", "other-2|refuse|portal.17", "other-3|refuse|portal.17", "own-1|create|portal.17", "own-2|refuse|portal.17", "own-3|refuse|sr-1", "own-4|update|portal.17"],
            await service.Database.RowsAsync("select request_id, operation, entity_code from plan.audit_entries where request_id like 'o%-_' order by 1"));
    }

    [Fact]
    public async Task A_refusal_of_many_rows_names_the_row_that_was_refused()
    {
        var citizens = await KeyAsync(["citizens"]);
        var rows = Enumerable.Range(0, 12).Select(i => Report.Replace("\"17\"", $"\"m{i}\"", StringComparison.Ordinal)).ToList();
        rows[10] = rows[10].Replace("\"reformTaskCode\":\"ar3-1-2-4\"", "\"projectCode\":\"ip3-5-1-1-p01\"", StringComparison.Ordinal);

        await RefusedAsync(await service.SendAsync("PATCH", "statusReports", $$"""{"value":[{{string.Join(',', rows)}}]}""", ("Authorization", citizens), ("X-Request-Id", "many-rows")), "value/10/projectCode");

        Assert.Equal(["portal.m10"], await service.Database.RowsAsync("select entity_code from plan.audit_entries where request_id = 'many-rows'"));
    }

    [Fact]
    public async Task A_system_writes_under_its_own_name()
    {
        var portal = "Bearer " + await service.CreateKeyAsync(null, ["portal"], Scopes.WriteStatusReports, Scopes.WriteObservations);

        Assert.Equal(HttpStatusCode.Created, (await service.SendAsync("POST", "statusReports", Report, ("Authorization", portal))).Status);
        await RefusedAsync(await service.SendAsync("POST", "statusReports", Report.Replace("portal", "ledger", StringComparison.Ordinal), ("Authorization", portal)), "sourceSystem");
        await RefusedAsync(
            await service.SendAsync("POST", "observations", """{"indicatorCode":"5-1-1-o1","fiscalYear":2024,"value":1,"sourceSystem":"ledger"}""", ("Authorization", portal)), "sourceSystem");
    }

    [Fact]
    public async Task Values_of_the_services_own_are_refused_and_the_attempt_is_kept()
    {
        var refused = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"createdBy":"somebody else","status":"delayed"}""", ("If-Match", "*"), ("X-Request-Id", "mass-1"));

        Assert.Equal(((HttpStatusCode)422, "KWS413 createdBy"), (refused.Status, refused.Findings));
        Assert.Equal(["portal|onTrack"], await service.Database.RowsAsync("select created_by, status from plan.status_reports where code = 'sr-1'"));
        Assert.NotEqual(0, await service.Database.ScalarAsync<long>("select count(*) from plan.audit_entries where request_id = 'mass-1' and operation = 'refuse' and entity_code = 'sr-1'"));
        var repeated = await service.SendAsync("PATCH", "statusReports('sr-1')", """{"createdBy":"portal","createdAt":"2025-04-01T00:00:00Z","status":"delayed"}""", ("If-Match", "*"));
        Assert.Equal(HttpStatusCode.NoContent, repeated.Status);
    }

    [Theory]
    [InlineData("update plan.audit_entries set caller = 'nobody'")]
    [InlineData("delete from plan.audit_entries")]
    [InlineData("truncate plan.audit_entries")]
    public async Task Audit_entries_stay_as_they_are(string sql)
    {
        await service.SendAsync("POST", "statusReports", Report);

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync(sql, DatabaseRole.Writer))).SqlState);
        Assert.Equal("KW004", (await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync(sql))).SqlState);
    }

    [Theory]
    [InlineData("select count(*) from plan.audit_entries")]
    [InlineData("select count(*) from plan.repeatable_requests")]
    [InlineData("insert into plan.audit_entries (caller, credential, request_id, operation, entity_set) values ('x', '', '', 'create', 'x')")]
    public async Task The_reader_sees_nothing_of_it(string sql) =>
        Assert.Contains((await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync(sql, DatabaseRole.Reader))).SqlState, (string[])[PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction]);

    private async Task<string> KeyAsync(string[] departments) => "Bearer " + await service.CreateKeyAsync(departments, null, Scopes.WriteStatusReports);

    private static Task RefusedAsync(Written answer, string target)
    {
        Assert.Equal((HttpStatusCode.Forbidden, "KWS304 " + target), (answer.Status, answer.Findings));
        return Task.CompletedTask;
    }
}
