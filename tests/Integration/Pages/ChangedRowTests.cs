using System.Net;
using System.Net.Http;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>Identifiers of rows that are changed and deleted, in a database of their own: nothing is forgotten, nothing is markup.</summary>
public sealed class ChangedRowTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    private const string Nasty = "</h1><script>alert('x')</script>\"&<img src=x onerror=alert(1)>";

    [Fact]
    public async Task The_history_tells_each_value_before_and_after()
    {
        var before = await Database.ScalarAsync<string>("select name from plan.measures where code = '5-1-1'");
        await Database.ExecuteAsync("update plan.measures set name = 'once' where code = '5-1-1'");
        await Database.ExecuteAsync("update plan.measures set name = 'twice', line = line + 1 where code = '5-1-1'");

        var history = (await JsonAsync("/id/measures/5-1-1?format=json")).GetProperty("history").EnumerateArray().ToList();

        Assert.Equal(["update", "update", "create"], history.Select(h => h.GetProperty("operation").GetString()));
        var last = history[0].GetProperty("changes").EnumerateArray().Select(c => (c.GetProperty("property").GetString(), c.GetProperty("before").ToString(), c.GetProperty("after").ToString())).ToList();
        Assert.Equal(["line", "name"], last.Select(c => c.Item1));
        Assert.Equal(("name", "once", "twice"), last[1]);
        Assert.Equal(before, history[1].GetProperty("changes")[0].GetProperty("before").GetString());
    }

    [Fact]
    public async Task More_changes_than_are_shown_are_counted()
    {
        for (var i = 0; i < 12; i++)
        {
            await Database.ExecuteAsync($"update plan.measures set line = {1000 + i} where code = '5-1-1'");
        }

        // Another set has a row of the same code: its changes are none of these.
        await Database.ExecuteAsync("insert into plan.themes (code, parent_code, name, document_code, line) values ('5-1-1', '1', '同じコード', 'civic2015', 9)");

        var row = await JsonAsync("/id/measures/5-1-1?format=json");
        Assert.Equal((10, 13), (row.GetProperty("history").GetArrayLength(), row.GetProperty("changeCount").GetInt32()));
        var page = await PageReader.ReadAsync(Client, "/id/measures/5-1-1?lang=en");
        Assert.Contains("10 of 13 are shown.", page.GetElementById("history")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(13, await LinkedAsync(page, "history"));
    }

    [Fact]
    public async Task All_citations_are_those_that_are_counted()
    {
        await Database.ExecuteAsync(
            """
            insert into plan.citations (code, document_code, line, subject_kind, subject_code, observation_code, value_text)
                select 'f' || n, 'ar3', n, 'observations', '5-1-1-o1.target.2025', '5-1-1-o1.target.2025', n from generate_series(1, 205) n;
            insert into plan.citations (code, document_code, line, subject_kind, subject_code, value_text)
                select 'i' || n, 'ar3', n, 'indicators', '5-1-1-o1', n from generate_series(1, 5) n;
            insert into plan.citations (code, document_code, line, subject_kind, subject_code, value_text)
                select 'm' || n, 'ar3', n, 'measures', '5-1-1', n from generate_series(1, 201) n
            """);
        const string Figures = "subject_kind = 'observations' and subject_code in (select code from plan.observations where indicator_code = '5-1-1-o1')";

        foreach (var (path, where) in new[] { ("indicators/5-1-1-o1", $"subject_kind = 'indicators' and subject_code = '5-1-1-o1' or {Figures}"), ("measures/5-1-1", "subject_kind = 'measures' and subject_code = '5-1-1'") })
        {
            var page = await PageReader.ReadAsync(Client, $"/id/{path}?lang=en");
            var count = await Database.ScalarAsync<long>($"select count(*) from plan.citations where {where}");
            Assert.Contains($"200 of {count} are shown.", page.GetElementById("citations")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, await LinkedAsync(page, "citations"));
        }
    }

    [Theory]
    [InlineData("/id/measures/5-1-1?format=json")]
    [InlineData("/api/v1/catalog.ttl")]
    public async Task What_may_change_again_in_the_second_it_changed_in_has_no_date_yet(string path)
    {
        await Database.ExecuteAsync("update plan.measures set name = 'once' where code = '5-1-1'");
        var changed = DateTime.SpecifyKind(await Database.ScalarAsync<DateTime>("select changed_at from plan.data_version"), DateTimeKind.Utc);
        using var fresh = await AskAsync(path, "*/*");

        Assert.True(fresh.IsSuccessStatusCode);
        Assert.True(fresh.Content.Headers.LastModified is null || DateTime.UtcNow - changed >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Whatever_stands_in_the_data_is_text_on_the_page()
    {
        await Database.ExecuteAsync($"update plan.measures set name = '{Nasty.Replace("'", "''", StringComparison.Ordinal)}' where code = '5-1-1'");

        var page = await PageReader.ReadAsync(Client, "/id/measures/5-1-1");

        Assert.Equal(Nasty, page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main img, main script"));
        using var block = JsonDocument.Parse(page.QuerySelector("head script[type='application/ld+json']")!.TextContent);
        Assert.Equal(Nasty, block.RootElement.GetProperty("name").GetString());
        var project = await PageReader.ReadAsync(Client, "/id/projects/ip3-5-1-1-p01");
        Assert.Contains(Nasty, project.QuerySelector(".crumbs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_row_is_gone_with_what_it_said_last()
    {
        await Database.ExecuteAsync("update plan.status_reports set summary = 'last words' where code = 'sr-1'; delete from plan.status_reports where code = 'sr-1'");
        await Database.ExecuteAsync("delete from plan.status_reports where code = 'sr-2'");

        using var response = await AskAsync("/id/statusReports/sr-2", "application/json");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((HttpStatusCode.Gone, "KWS122"), (response.StatusCode, problem.GetProperty("code").GetString()));
        var detail = problem.GetProperty("detail").GetString()!;
        var last = await JsonAsync(detail[detail.IndexOf("http", StringComparison.Ordinal)..]);
        Assert.Equal("delayed", last.GetProperty("status").GetString());

        using var gone = await AskAsync("/id/statusReports/sr-2?lang=ja", "text/html");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        var page = new HtmlParser().ParseDocument(await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("このデータは削除されました", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("遅れ", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<JsonElement> JsonAsync(string url)
    {
        var body = await Client.GetStringAsync(url, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(body).RootElement;
    }

    // Number of the rows behind the link to all that a section has.
    private async Task<int> LinkedAsync(IHtmlDocument page, string section)
    {
        var link = page.QuerySelector($"#{section} a[href^='/odata/']")!.GetAttribute("href");
        return (await JsonAsync($"{link}&$count=true&$top=1")).GetProperty("@odata.count").GetInt32();
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
