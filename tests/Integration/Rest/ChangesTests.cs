using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.OData.Binding;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>`GET /api/v1/changes`: every entry once, in order, and a link that leads on.</summary>
public sealed class ChangesTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const string Entries = "select sequence || ' ' || entity_set || ' ' || entity_code || ' ' || operation || ' ' || data_version from plan.changes";

    private protected override QueryLimits Limits => new() { MaxPageRows = 500 };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Pages_put_together_are_the_feed(int limit)
    {
        var expected = await Database.RowsAsync(Entries + " order by sequence");
        var found = new List<string>();
        for (var url = $"api/v1/changes?limit={limit}"; ;)
        {
            var page = await GetAsync(url);
            found.AddRange(page.GetProperty("value").EnumerateArray().Select(Text));
            url = page.GetProperty("next").GetString()!;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                break;
            }

            Assert.Equal(limit, page.GetProperty("value").GetArrayLength());
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task The_link_at_the_end_tells_later_what_came_deletions_included()
    {
        var last = await Database.ScalarAsync<long>("select max(sequence) from plan.changes");
        var end = await GetAsync($"api/v1/changes?since={last}");
        Assert.Equal(0, end.GetProperty("value").GetArrayLength());

        await Database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'; insert into plan.wards (code, name, name_en, document_code, line) values ('141321', '幸区', 'Saiwai-ku', 'civic2015', 5)");
        await Database.ExecuteAsync("delete from plan.passages");
        var next = await GetAsync(end.GetProperty("next").GetString()!);
        Assert.Equal(["themes 1-2 update", "wards 141321 create", "passages ip3-t1 delete"], next.GetProperty("value").EnumerateArray().Select(c => $"{c.GetProperty("entitySet")} {c.GetProperty("entityCode")} {c.GetProperty("operation")}"));
        Assert.Equal(["sequence", "entitySet", "entityCode", "operation", "changedAt", "changedBy", "dataVersion"], next.GetProperty("value")[0].EnumerateObject().Select(p => p.Name));

        var empty = await GetAsync(next.GetProperty("next").GetString()!);
        Assert.Equal((0, false), (empty.GetProperty("value").GetArrayLength(), empty.GetProperty("hasMore").GetBoolean()));
        Assert.Equal(next.GetProperty("next").GetString(), empty.GetProperty("next").GetString());
    }

    [Fact]
    public async Task The_answer_is_plain_json_with_a_tag()
    {
        using var first = await SendAsync("api/v1/changes?limit=2");
        Assert.Equal("application/json", first.Content.Headers.ContentType!.ToString());
        Assert.False(first.Headers.Contains("OData-Version"));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/changes?limit=2", UriKind.Relative));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("changes?since=-1", 400, "KWS107", "since")]
    [InlineData("changes?since=x", 400, "KWS107", "since")]
    [InlineData("changes?since=", 400, "KWS107", "since")]
    [InlineData("changes?since=99999999999999999999", 400, "KWS107", "since")]
    [InlineData("changes?limit=0", 400, "KWS107", "limit")]
    [InlineData("changes?limit=501", 400, "KWS107", "limit")]
    [InlineData("changes?since=1&since=2", 400, "KWS102", "since")]
    [InlineData("changes?sinse=1", 400, "KWS103", "sinse")]
    [InlineData("changes?feed=x", 400, "KWS108", "feed")]
    [InlineData("nothing", 404, "KWS201", null)]
    [InlineData("changes/1", 404, "KWS201", null)]
    public async Task What_is_wrong_is_a_problem(string url, int status, string code, string? target)
    {
        using var response = await SendAsync("api/v1/" + url);
        await AssertProblemAsync(response, status, code, target);
    }

    [Fact]
    public async Task Writing_needs_credentials_here_too()
    {
        using var response = await Client.PostAsync(new Uri("api/v1/changes", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await AssertProblemAsync(response, 401, "KWS301", "Authorization");
    }

    [Fact]
    public async Task A_link_of_another_feed_is_gone()
    {
        await Database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");
        var last = await Database.ScalarAsync<long>("select max(sequence) from plan.changes");
        var next = (await GetAsync($"api/v1/changes?since={last - 1}")).GetProperty("next").GetString()!;

        // As after a restore: the sequence is there again and stands for another change.
        await Database.ExecuteAsync("update plan.changes set changed_at = changed_at - interval '1 microsecond' where sequence = (select max(sequence) from plan.changes)");
        await AssertGoneAsync(next);
        await Database.ExecuteAsync("update plan.changes set changed_at = changed_at + interval '1 microsecond' where sequence = (select max(sequence) from plan.changes)");
        Assert.Equal(0, (await GetAsync(next)).GetProperty("value").GetArrayLength());

        await Database.ExecuteAsync("update plan.data_version set changed_at = changed_at - interval '1 hour'; delete from plan.changes where sequence = (select max(sequence) from plan.changes)");
        using var behind = await SendAsync(next);
        await AssertProblemAsync(behind, 503, "KWS901", null);

        await Database.ExecuteAsync("update plan.data_version set lineage = gen_random_uuid()");
        await AssertGoneAsync(next);
        await AssertGoneAsync("api/v1/changes?since=0&feed=00000000000000000000000000000000.0");
    }

    private static string Text(JsonElement entry) =>
        $"{entry.GetProperty("sequence")} {entry.GetProperty("entitySet")} {entry.GetProperty("entityCode")} {entry.GetProperty("operation")} {entry.GetProperty("dataVersion")}";

    private async Task AssertGoneAsync(string url)
    {
        using var response = await SendAsync(url);
        await AssertProblemAsync(response, 410, "KWS118", "feed");
        Assert.Equal(Client.BaseAddress + "api/v1/changes?since=0", response.Headers.Location?.OriginalString);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, int status, string code, string? target)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.False(response.Headers.Contains("OData-Version"));
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Equal(target, problem.TryGetProperty("target", out var named) ? named.GetString() : null);
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Equal(response.Headers.GetValues("X-Request-ID").Single(), problem.GetProperty("requestId").GetString());
    }

    private async Task<JsonElement> GetAsync(string url)
    {
        using var response = await SendAsync(url);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private Task<HttpResponseMessage> SendAsync(string url) => Client.GetAsync(new Uri(url, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
}
