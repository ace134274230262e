using System.Net;
using System.Net.Http;
using System.Text.Json;
using Kawasaki.Api.Identifiers;
using Kawasaki.Api.Rest;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Pages;

/// <summary>`/id/{set}/{code}` with the shipped data: what a page says is what the documents and SQL say.</summary>
public sealed class IdentifierTests(ShippedService service, ServiceFixture handMade) : IClassFixture<ShippedService>, IClassFixture<ServiceFixture>
{
    private const string Share = "/id/indicators/5-1-1-o2";

    [Fact]
    public async Task A_row_of_every_set_is_there_in_every_form_and_language()
    {
        var written = new List<string>();
        foreach (var set in RestResources.Listed(PlanModel.Instance.Published.OpenPart()))
        {
            if (!await CheckFirstAsync(service.Client, set.Name))
            {
                written.Add(set.Name);
                Assert.True(await CheckFirstAsync(handMade.Client, set.Name), $"{set.Name} has no row anywhere.");
            }
        }

        // No package holds these: prose is imported, reports are written.
        Assert.Equal(["passages", "statusReports"], written.Order(StringComparer.Ordinal));
    }

    // False where the set has no row.
    private static async Task<bool> CheckFirstAsync(HttpClient client, string set)
    {
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/{set}?limit=1", TestContext.Current.CancellationToken));
        var rows = list.RootElement.GetProperty("value");
        if (rows.GetArrayLength() == 0)
        {
            return false;
        }

        var path = $"/id/{set}/{rows[0].GetProperty("code").GetString()}";
        foreach (var language in (string[])["ja", "en"])
        {
            var page = await PageReader.ReadAsync(client, $"{path}?lang={language}");
            Assert.Equal((language, client.BaseAddress + path[1..]), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")));
            Assert.NotEmpty(page.QuerySelectorAll("#facts dt"));
            using var block = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
            Assert.Equal(client.BaseAddress + path[1..], block.RootElement.GetProperty("@id").GetString());
        }

        using var json = JsonDocument.Parse(await client.GetStringAsync(path + "?format=json", TestContext.Current.CancellationToken));
        foreach (var property in rows[0].EnumerateObject())
        {
            Assert.True(JsonElement.DeepEquals(property.Value, json.RootElement.GetProperty(property.Name)), $"{path}: {property.Name}");
        }

        return true;
    }

    [Fact]
    public async Task Every_link_of_a_page_leads_to_a_row_or_an_answer()
    {
        foreach (var path in (string[])[Share, "/id/policies/5-1", "/id/reformTasks/ar3-1-2-4", "/id/projects/ip3-5-1-1-p02"])
        {
            var page = await PageReader.ReadAsync(service.Client, path);
            var links = page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith("/id/", StringComparison.Ordinal) || h.StartsWith("/odata/", StringComparison.Ordinal) || h.StartsWith("/api/", StringComparison.Ordinal)).Distinct().Take(60);
            foreach (var link in links)
            {
                using var response = await service.Client.GetAsync(link, TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, $"{path} links to {link}: {(int)response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_policy_tells_which_targets_were_missed_and_by_how_much()
    {
        var page = await PageReader.ReadAsync(service.Client, "/id/policies/5-1?lang=en");
        var rows = page.QuerySelectorAll("#outcomes tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();

        var share = Assert.Single(rows, r => r[0] == "町内会・自治会加入率");
        Assert.Equal(("1", "FY2017"), (share[2], share[3]));
        Assert.StartsWith("≥ 64 %", share[4], StringComparison.Ordinal);
        Assert.StartsWith("62.1 %", share[5], StringComparison.Ordinal);
        Assert.Equal("−1.9 points", share[6]);
        Assert.StartsWith("missed", share[7], StringComparison.Ordinal);
        var missed = await service.Database.ScalarAsync<long>(
            "select count(*) from plan.indicator_results r join plan.indicators i on i.code = r.indicator_code where i.policy_code = '5-1' and not r.is_achieved");
        Assert.Equal(missed, rows.Count(r => r[7].StartsWith("missed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_indicator_shows_its_place_its_figures_its_citations_and_its_history()
    {
        var page = await PageReader.ReadAsync(service.Client, Share + "?lang=ja");

        Assert.Equal("町内会・自治会加入率", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["基本政策", "政策", "施策"], page.QuerySelectorAll(".crumbs li").Skip(1).Select(l => l.TextContent.Split(' ')[0]));
        var year = Assert.Single(page.QuerySelectorAll("#series tbody tr"), r => r.Children[0].TextContent == "平成29(2017)年度");
        Assert.Contains("≥ 64 %", year.TextContent, StringComparison.Ordinal);
        Assert.Contains("62.1 %", year.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            await service.Database.ScalarAsync<long>("select count(*) from plan.citations where (subject_kind = 'indicators' and subject_code = '5-1-1-o2') or (subject_kind = 'observations' and subject_code like '5-1-1-o2.%')"),
            page.QuerySelectorAll("#citations tbody tr").Length);
        Assert.Equal(
            await service.Database.ScalarAsync<long>("select count(*) from plan.discrepancies where (subject_kind = 'indicators' and subject_code = '5-1-1-o2') or (subject_kind = 'observations' and subject_code like '5-1-1-o2.%')"),
            page.QuerySelectorAll("#discrepancies tbody tr").Length);
        Assert.Single(page.QuerySelectorAll("#history tbody tr"));
        Assert.Contains("出典：「町内会・自治会加入率」", page.GetElementById("cite-ja")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "text/html")]
    [InlineData("text/html,*/*;q=0.8", null, "text/html")]
    [InlineData("application/json", null, "application/json")]
    [InlineData("application/ld+json, application/json;q=0.5", null, "application/ld+json")]
    [InlineData("text/html", "json", "application/json")]
    public async Task Accept_chooses_the_form_and_the_address_overrules_it(string? accept, string? format, string type)
    {
        using var response = await AskAsync(Share + (format is null ? "" : "?format=" + format), ("Accept", accept));

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["Accept-Encoding", "Accept", "Accept-Language"], response.Headers.Vary);
        var link = response.Headers.GetValues("Link").Single();
        Assert.Contains($"<{service.Client.BaseAddress}{Share[1..]}>; rel=\"cite-as\"", link, StringComparison.Ordinal);
        Assert.Contains("rel=\"license\"", link, StringComparison.Ordinal);
        Assert.NotNull(response.Content.Headers.LastModified);

        using var again = await AskAsync(Share + (format is null ? "" : "?format=" + format), ("Accept", accept), ("If-None-Match", response.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/id/indicators/5-1-1-o99", null, 404, "KWS203", "Next to it are")]
    [InlineData("/id/indicator/5-1-1-o2", null, 404, "KWS201", "indicators")]
    [InlineData("/id/auditEntries/1", null, 401, "KWS301", "")]
    [InlineData("/id/changes/1", null, 404, "KWS201", "There is no set")]
    [InlineData(Share + "?format=xml", null, 400, "KWS107", "format is html, json, jsonld.")]
    [InlineData(Share + "?formt=json", null, 400, "KWS103", "format")]
    [InlineData(Share + "?format=json&lang=fr", null, 400, "KWS107", "lang is ja or en.")]
    [InlineData(Share, "text/csv", 406, "KWS109", "application/ld+json")]
    public async Task What_cannot_be_answered_is_said_with_a_hint(string path, string? accept, int status, string code, string said)
    {
        using var response = await AskAsync(path, ("Accept", accept));
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal((status, "application/problem+json", code), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, problem.GetProperty("code").GetString()));
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_misspells_a_code_is_shown_the_next_ones()
    {
        using var response = await AskAsync("/id/indicators/5-1-1-O2X", ("Accept", "text/html"));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("href=\"/id/indicators/5-1-1-o2\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linked_data_of_a_figure_says_what_it_is_and_where_it_is_printed()
    {
        var row = await JsonAsync("/id/observations/5-1-1-o2.actual.2017?format=jsonld");

        Assert.Contains("schema:Observation", row.GetProperty("@type").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(62.1m, row.GetProperty("schema:value").GetDecimal());
        Assert.Equal($"{service.Client.BaseAddress}id/indicators/5-1-1-o2", row.GetProperty("schema:isPartOf").GetProperty("@id").GetString());
        Assert.Equal(483, row.GetProperty("schema:citation")[0].GetProperty("schema:position").GetInt32());
    }

    [Fact]
    public async Task Codes_and_numbers_are_told_in_words_with_their_units()
    {
        var evaluation = await PageReader.ReadAsync(service.Client, "/id/evaluations/eval1-5-1-1?lang=ja");
        Assert.Equal("C 進捗が遅れた(現状を下回るものが多くあった)", evaluation.QuerySelector("#facts a[href^='/id/grades/achievement-c']")!.TextContent);
        Assert.Equal(
            ["21 %|14.7 %|未達成", "64 %|62.1 %|未達成", "14 団体|10 団体|未達成"],
            evaluation.QuerySelectorAll("#results tbody tr").Select(r => string.Join('|', r.Children.Skip(1).Select(c => c.TextContent))));
        Assert.Equal("原資料データの読込み", evaluation.QuerySelector("#history tbody tr")!.Children[2].TextContent);

        var line = await PageReader.ReadAsync(service.Client, "/id/fiscalLines/ar3-frame-01?lang=ja");
        Assert.Equal(["3,457", "令和3(2021)年度", "3,457 億円", "参考"], line.QuerySelectorAll("#amounts tbody tr")[0].Children.Select(c => c.TextContent));

        var amount = await PageReader.ReadAsync(service.Client, "/id/fiscalAmounts/ar3-frame-01.2024?lang=ja");
        Assert.Equal("市税 令和6(2024)年度", amount.QuerySelector("h1")!.TextContent);
        Assert.Contains("3,752 億円", amount.QuerySelector("#facts")!.TextContent, StringComparison.Ordinal);

        var citation = await PageReader.ReadAsync(service.Client, "/id/citations/5-1-1-o1.baseline.2015.eval1-458?lang=ja");
        Assert.Equal("「19.8%」の記載箇所", citation.QuerySelector("h1")!.TextContent);

        var project = await PageReader.ReadAsync(service.Client, "/id/projects/ip3-5-1-1-p02?lang=ja");
        Assert.Equal(["「これからのコミュニティ施策の基本的考え方」に基づく取組の推進", "令和2(2020)年度", "", "はい"], project.QuerySelectorAll("#actions tbody tr")[0].Children.Select(c => c.TextContent));

        var contradiction = await PageReader.ReadAsync(service.Client, "/id/discrepancies/ar3-3-1-9-a4.current.2020.fiscalyear.ar3-5287?lang=ja");
        Assert.Equal("「(R06) 【2024】」と「令和2(2020)年度」の不一致", contradiction.QuerySelector("h1")!.TextContent);
        Assert.Contains("記載が異なります。他方の記載を公開データとしています。", contradiction.QuerySelector("#facts")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(contradiction.QuerySelector("#facts a[href^='/id/observations/ar3-3-1-9-a4.current.2020']"));
    }

    [Fact]
    public async Task Every_note_of_the_shipped_data_has_its_Japanese_words()
    {
        var notes = await service.Database.RowsAsync(
            """
            select distinct part from (
                select note from plan.observations union select note from plan.actions union select note from plan.fiscal_amounts
            ) all_notes, unnest(string_to_array(note, '; ')) part
            where part not like '※%'
            union select description from plan.discrepancies
            """);

        Assert.True(notes.Count > 100, $"{notes.Count} notes");
        Assert.DoesNotContain(notes, note => NoteWords.Japanese(note) == note);
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        using var response = await AskAsync(path);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
