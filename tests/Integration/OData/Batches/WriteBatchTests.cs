using System.Globalization;
using System.Text.Json;
using Kawasaki.Domain.Access;
using Kawasaki.Tests.Integration.OData.Writes;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Batches;

/// <summary>Changes in batches: alone, and together in change sets and atomicity groups; what the database holds is asked by plain SQL.</summary>
public sealed class WriteBatchTests(WriteFixture fixture) : IClassFixture<WriteFixture>, IAsyncLifetime
{
    private const string Reports = "select code || '|' || status from plan.status_reports where source_system = 'batch' order by code";

    private readonly WriteService service = fixture.Service;

    public async ValueTask InitializeAsync() => await service.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_change_set_is_one_transaction_and_its_requests_refer_to_each_other()
    {
        var before = await VersionAsync();
        var answers = await MultipartAsync(
            Post("1"), "PATCH $1 HTTP/1.1\nContent-Type: application/json\nIf-Match: $1\n\n{\"status\":\"completed\"}", Post("2"),
            "PATCH $3/summary HTTP/1.1\nContent-Type: application/json\nIf-Match: *\n\n{\"value\":\"two\"}", "DELETE statusReports('sr-1') HTTP/1.1\nIf-Match: *\n");

        Assert.Equal([201, 204, 201, 204, 204], answers.Select(a => a.Status));
        Assert.Equal(["1", "2", "3", "4", "5"], answers.Select(a => a.Id));
        Assert.All(answers, a => Assert.True(a.IsInGroup));
        Assert.Equal(service.Root + "statusReports('batch.1')", answers[0].Headers["Location"]);
        Assert.Contains("\"status\":\"completed\"", answers[0].Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["batch.1|completed", "batch.2|onTrack"], await service.Database.RowsAsync(Reports));
        Assert.Equal(["two"], await service.Database.RowsAsync("select summary from plan.status_reports where code = 'batch.2'"));
        Assert.Equal(before + 1, await VersionAsync());
    }

    [Fact]
    public async Task A_link_is_removed_by_a_reference_in_the_query()
    {
        var answer = await service.SendAsync("POST", "$batch", """
            {"requests":[
              {"id":"1","method":"post","url":"statusReports","body":{"projectCode":"ip3-5-1-1-p01","reformTaskCode":"ar3-1-2-4","fiscalYear":2025,"status":"onTrack","sourceSystem":"batch","externalId":"l","reportedAt":"2025-01-01T00:00:00Z"}},
              {"id":"2","dependsOn":["1"],"method":"delete","url":"projects('ip3-5-1-1-p01')/statusReports/$ref?$id=$1"},
              {"id":"3","dependsOn":["2"],"if":"$1/status eq 'onTrack' and $2/$succeeded","method":"get","url":"$1/projectCode"},
              {"id":"4","dependsOn":["1"],"method":"patch","url":"statusReports/$filter(sourceSystem eq 'batch')/$each","body":{"status":"delayed"}}]}
            """);

        Assert.Equal("201 204 204 200", string.Join(' ', answer.Json.GetProperty("responses").EnumerateArray().Select(r => r.GetProperty("status"))));
        Assert.Equal(["batch.l|delayed"], await service.Database.RowsAsync(Reports));
    }

    [Fact]
    public async Task Of_a_change_set_that_fails_nothing_is_kept_and_one_answer_says_why()
    {
        var before = await VersionAsync();
        foreach (var fault in (string[])[
            Post("3", "\"status\":\"great\""), // not understood
            Post("3", "\"progressPercent\":101"), // not acceptable
            "PATCH statusReports('sr-1') HTTP/1.1\nContent-Type: application/json\nIf-Match: \"0\"\n\n{\"status\":\"delayed\"}", // found in the database
            "PATCH statusReports('sr-1') HTTP/1.1\nContent-Type: application/json\n\n{\"status\":\"delayed\"}",
            "DELETE plans('ip3') HTTP/1.1\n",
            "PATCH $9 HTTP/1.1\nContent-Type: application/json\n\n{}",
        ])
        {
            foreach (var requests in (string[][])[[Post("1"), Post("2"), fault], [fault, Post("1")], [Post("1"), fault, Post("2")]])
            {
                var answer = Assert.Single(await MultipartAsync(requests));
                Assert.True(answer is { Status: >= 400 and not 424 and < 500, IsInGroup: false }, $"{fault}: {answer}");
                Assert.Equal((Array.IndexOf(requests, fault) + 1).ToString(CultureInfo.InvariantCulture), answer.Id);
            }
        }

        Assert.Empty(await service.Database.RowsAsync(Reports));
        Assert.Equal(before, await VersionAsync());
    }

    [Fact]
    public async Task Of_an_atomicity_group_that_fails_each_request_says_what_is_wrong_with_it()
    {
        var answers = await JsonAsync(
            Request("a", "post", "statusReports", Report("1"), "g"), Request("b", "post", "statusReports", Report("2", "\"reformTaskCode\":\"none\""), "g"),
            Request("c", "patch", "statusReports('sr-1')", "{\"status\":\"delayed\"}", "g"), Request("d", "get", "statusReports/$count", null, null), Request("e", "get", "plans", null, null, "g"));

        Assert.Equal([("a", 424, true), ("b", 422, true), ("c", 428, true), ("d", 200, false), ("e", 424, false)], answers.Select(a => (a.Id!, a.Status, a.IsInGroup)));
        Assert.Equal("reformTaskCode", JsonDocument.Parse(answers[1].Body).RootElement.GetProperty("error").GetProperty("target").GetString());
        Assert.True(answers[2].Headers.ContainsKey("ETag"));
        Assert.Empty(await service.Database.RowsAsync(Reports));
    }

    [Fact]
    public async Task An_atomicity_group_that_succeeds_is_seen_by_what_comes_after_it()
    {
        var answers = await JsonAsync(
            Request("a", "post", "statusReports", Report("1"), "g"), Request("b", "post", "statusReports", Report("2"), "g"),
            Request("c", "get", "$a?$select=code", null, null, "g"), Request("d", "patch", "$b", "{\"status\":\"delayed\"}", null, "b", ("If-Match", "$b")), Request("e", "get", "$a/reformTask/code", null, null));

        Assert.Equal([201, 201, 200, 204, 200], answers.Select(a => a.Status));
        Assert.Contains("batch.1", answers[2].Body, StringComparison.Ordinal);
        Assert.Equal(["batch.1|onTrack", "batch.2|delayed"], await service.Database.RowsAsync(Reports));
    }

    [Fact]
    public async Task A_body_may_refer_to_the_row_of_another_request()
    {
        var answers = await JsonAsync(
            Request("task", "get", "reformTasks('ar3-1-2-4')", null, null),
            Request("a", "post", "statusReports", "{\"reformTask@odata.bind\":\"$task\",\"fiscalYear\":2025,\"status\":\"onTrack\",\"sourceSystem\":\"batch\",\"externalId\":\"1\",\"reportedAt\":\"2025-09-30T09:00:00Z\"}", "g"),
            Request("b", "post", "statusReports", "{\"reformTask@odata.bind\":\"$none\",\"fiscalYear\":2025,\"status\":\"onTrack\",\"sourceSystem\":\"batch\",\"externalId\":\"2\",\"reportedAt\":\"2025-09-30T09:00:00Z\"}", null));

        Assert.Equal([200, 201, 400], answers.Select(a => a.Status));
        Assert.Equal(["ar3-1-2-4"], await service.Database.RowsAsync("select reform_task_code from plan.status_reports where code = 'batch.1'"));
    }

    [Fact]
    public async Task Each_change_outside_of_a_group_stands_for_itself()
    {
        var answers = await JsonAsync(
            Request("a", "post", "statusReports", Report("1"), null), Request("b", "post", "statusReports", Report("2", "\"status\":\"great\""), null), Request("c", "post", "statusReports", Report("3"), null));

        Assert.Equal([201, 422, 201], answers.Select(a => a.Status));
        Assert.Equal(["batch.1|onTrack", "batch.3|onTrack"], await service.Database.RowsAsync(Reports));
    }

    [Fact]
    public async Task Each_change_is_authorised_as_if_it_had_come_alone()
    {
        var observations = await service.CreateKeyAsync(null, null, Scopes.WriteObservations);
        string[] requests = [Request("a", "post", "statusReports", Report("1"), null), Request("b", "get", "plans/$count", null, null), Request("c", "post", "statusReports", Report("1"), "g"), Request("d", "delete", "nowhere", null, null)];

        var anonymous = await JsonAsync("Basic x", requests);
        var other = await JsonAsync("Bearer " + observations, requests);
        var refused = await service.SendAsync("POST", "$batch", "{}", ("Authorization", "Bearer kwk_nobody"));

        Assert.Equal([(401, "KWS301"), (200, null), (401, "KWS301"), (401, "KWS301")], anonymous.Select(a => (a.Status, a.Code)));
        Assert.StartsWith("Bearer realm", anonymous[0].Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Equal([(403, "KWS303"), (200, null), (403, "KWS303"), (404, "KWS201")], other.Select(a => (a.Status, a.Code)));
        Assert.Equal(401, (int)refused.Status);
        Assert.Empty(await service.Database.RowsAsync(Reports));
    }

    [Fact]
    public async Task A_batch_that_names_itself_happens_once()
    {
        var body = Json(
            Request("a", "post", "statusReports", Nameless, "g"), Request("b", "patch", "$a", "{\"status\":\"completed\"}", "g", null, ("If-Match", "$a")),
            Request("c", "post", "statusReports", Nameless, null), Request("d", "patch", "$c", "{\"status\":\"delayed\"}", null, null, ("If-Match", "$c")));

        var first = await (await service.SendAsync("POST", "$batch", body, ("Idempotency-Key", "night-1"))).AnswersAsync();
        var second = await (await service.SendAsync("POST", "$batch", body, ("Idempotency-Key", "night-1"))).AnswersAsync();

        Assert.Equal([201, 204, 201, 204], first.Select(a => a.Status));
        Assert.Equal([201, 204, 201, 204], second.Select(a => a.Status));
        Assert.Equal(first.Select(a => a.Headers["OData-EntityId"]), second.Select(a => a.Headers["OData-EntityId"]));
        Assert.All(second, a => Assert.Equal("true", a.Headers["Idempotent-Replayed"]));
        Assert.Equal(["completed", "delayed"], await service.Database.RowsAsync("select status from plan.status_reports where source_system = 'batch' order by status"));
    }

    [Fact]
    public async Task Every_change_has_its_audit_entry_under_the_id_of_the_batch()
    {
        await service.SendAsync("POST", "$batch", Json(Request("a", "post", "statusReports", Report("1"), "g"), Request("b", "post", "statusReports", Report("2"), "g"), Request("c", "post", "statusReports", Report("3"), null)), ("X-Request-Id", "nightly"));

        Assert.Equal(["nightly|batch.1", "nightly|batch.2", "nightly.3|batch.3"], await service.Database.RowsAsync("select request_id, entity_code from plan.audit_entries where request_id like 'nightly%' order by entity_code"));
    }

    private const string Nameless = "{\"reformTaskCode\":\"ar3-1-2-4\",\"fiscalYear\":2025,\"status\":\"onTrack\",\"sourceSystem\":\"batch\",\"reportedAt\":\"2025-09-30T09:00:00Z\"}";

    // What is given again replaces what the report has.
    private static string Report(string id, string? instead = null)
    {
        var report = new Dictionary<string, string>
        {
            ["reformTaskCode"] = "\"ar3-1-2-4\"",
            ["fiscalYear"] = "2025",
            ["status"] = "\"onTrack\"",
            ["sourceSystem"] = "\"batch\"",
            ["externalId"] = $"\"{id}\"",
            ["reportedAt"] = "\"2025-09-30T09:00:00Z\"",
        };
        if (instead?.Split(':') is [var name, var value])
        {
            report[name.Trim('"')] = value;
        }

        return $"{{{string.Join(',', report.Select(p => $"\"{p.Key}\":{p.Value}"))}}}";
    }

    private static string Post(string id, string? instead = null) => $"POST statusReports HTTP/1.1\nContent-Type: application/json\n\n{Report(id, instead)}";

    private static string Request(string id, string method, string url, string? body, string? group, string? depends = null, params (string Name, string Value)[] headers) =>
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["id"] = id,
            ["method"] = method,
            ["url"] = url,
            ["body"] = body is null ? null : JsonDocument.Parse(body).RootElement,
            ["atomicityGroup"] = group,
            ["dependsOn"] = depends is null ? null : new[] { depends },
            ["headers"] = headers.ToDictionary(h => h.Name, h => h.Value),
        });

    private static string Json(params string[] requests) => $"{{\"requests\":[{string.Join(',', requests)}]}}";

    private async Task<long> VersionAsync() => await service.Database.ScalarAsync<long>("select version from plan.data_version");

    private async Task<IReadOnlyList<Answered>> JsonAsync(params string[] requests) => await JsonAsync("Bearer " + service.Key, requests);

    private async Task<IReadOnlyList<Answered>> JsonAsync(string authorization, string[] requests) =>
        await (await service.SendAsync("POST", "$batch", Json(requests), ("Authorization", authorization))).AnswersAsync();

    private async Task<IReadOnlyList<Answered>> MultipartAsync(params string[] requests) =>
        await (await service.SendAsync("POST", "$batch", BatchClient.ChangeSet(requests), ("Content-Type", BatchClient.Mixed))).AnswersAsync();
}
