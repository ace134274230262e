using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Delta;

/// <summary>Delta links over HTTP: who follows them has, after each change, exactly what the service answers.</summary>
public sealed class DeltaTests(PostgresFixture postgres) : ChangingTests(postgres)
{
    // Every kind of path and option that can be followed, over rows that the steps change.
    private static readonly string[] Questions =
    [
        "themes", "wards", "observations", "statusReports", "indicatorFacts", "citations", "passages", "departments", "reformTasks",
        "themes?$filter=startswith(name,'区')", "themes?$filter=parent/name eq '自治'&$select=code", "themes?$select=code", "themes?$search=区", "themes?$orderby=name desc&$count=true",
        "observations?$filter=value gt 0&$select=code,value", "observations?$filter=indicator/name eq '自治会加入率'&$select=code,valueText", "observations?$compute=value mul 2 as twice&$select=code,twice",
        "themes('1')/children", "reformTasks('ar3-1-2-4')/departments?$select=code,name", "plans('ip3')/projects",
        "departments?$filter=reformTasks/any()&$select=code", "departments?$filter=reformTasks/$count eq 0&$select=code", "indicatorFacts?$filter=contains(indicatorName,'率')&$select=code,indicatorName,wardName",
        "statusReports?$filter=project/measure/name ne 'x' and progressPercent ne null&$select=code", "themes/$filter(parentCode ne null)",
    ];

    // Expanded rows are told in 4.01 only.
    private static readonly string[] Expanded =
    [
        "reformTasks?$select=code&$expand=departments($select=code,name;$orderby=name)", "departments?$expand=reformTasks/$ref", "departments?$select=code&$expand=reformTasks/$count", "themes?$expand=children($count=true;$expand=parent($levels=1))",
        "indicators?$select=code&$expand=observations($filter=value ne null;$select=value;$expand=ward)", "projects?$select=code&$expand=statusReports,actions", "statusReports?$select=code&$expand=project($select=name)",
    ];

    private static readonly string[] Steps =
    [
        "select 1",
        """
        update plan.themes set name = '区のこと' where code = '1-2';
        insert into plan.wards (code, name, name_en, document_code, line) values ('141321', '幸区', 'Saiwai-ku', 'civic2015', 5);
        delete from plan.passages
        """,
        "delete from plan.reform_task_departments where department_code = 'citizens'",
        "insert into plan.reform_task_departments values ('ar3-1-2-4', 'citizens')",
        "update plan.indicators set name = '自治会加入率'; update plan.wards set name = '川崎' where code = '141313'; update plan.observations set value = 1.0 where value = 0",
        "update plan.observations set value = 1.00 where value = 1.0; update plan.themes set name = '別' where code = '1'",
        """
        begin; set constraints all deferred;
        delete from plan.citations; insert into plan.themes (code, parent_code, name, document_code, line) values ('1-9', '1', '一日', 'civic2015', 9);
        update plan.themes set name = '昔' where code = '1-9'; delete from plan.themes where code = '1-9';
        commit
        """,
        "update plan.observations set value = -value where value > 1; insert into plan.themes (code, parent_code, name, document_code, line) values ('1-8', '1', '区の自治', 'civic2015', 9)",
        "truncate plan.status_reports; update plan.departments set name = '別の局'; update plan.projects set name = '別の事業'",
        "update plan.themes set name = '自治' where code = '1'; delete from plan.themes where code = '1-8'; update plan.observations set value = -value where value < 0",
    ];

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.01")]
    public async Task Who_follows_has_what_the_service_answers_after_each_change(string version)
    {
        var questions = version == "4.0" ? Questions : [.. Questions, .. Expanded];
        var mirrors = new Dictionary<string, Mirror>();
        foreach (var question in questions)
        {
            mirrors.Add(question, new Mirror(Client, version));
            await mirrors[question].StartAsync(question);
        }

        var told = questions.ToDictionary(q => q, _ => 0);
        foreach (var step in Steps)
        {
            await Database.ExecuteAsync(step);
            foreach (var (question, mirror) in mirrors)
            {
                var before = mirror.Rows.ToDictionary();
                await mirror.FollowAsync();
                var fresh = new Mirror(Client, version, pageRows: 1_000);
                await fresh.StartAsync(question);

                Assert.True(fresh.Rows.SequenceEqual(mirror.Rows), $"{question} after {step}\nserver {string.Join('\n', fresh.Rows)}\nmirror {string.Join('\n', mirror.Rows)}");
                // Nothing is told that has not changed.
                Assert.Equal((question, step, Differences(before, fresh.Rows)), (question, step, mirror.Told.Count));
                told[question] += mirror.Told.Count;
            }
        }

        Assert.All(told.Where(t => t.Key != "reformTasks"), t => Assert.True(t.Value > 0, $"{t.Key} never changed."));
    }

    [Fact]
    public async Task A_change_is_told_with_its_reason_in_both_forms()
    {
        var root = Client.BaseAddress + "odata/";
        foreach (var version in (string[])["4.0", "4.01"])
        {
            await Database.ExecuteAsync("insert into plan.themes (code, parent_code, name, document_code, line) values ('1-8', '1', '区の自治', 'civic2015', 9); update plan.themes set name = '区' where code = '1-2'");
            var mirror = new Mirror(Client, version);
            await mirror.StartAsync("themes?$filter=contains(name,'区')&$select=code,name");
            await Database.ExecuteAsync("delete from plan.themes where code = '1-8'; update plan.themes set name = '市' where code = '1-2'; update plan.themes set name = '全区' where code = '1'");

            await mirror.FollowAsync();

            var page = Assert.Single(mirror.Pages);
            Assert.Equal(root + "$metadata#themes(code,name)/$delta", page.GetProperty("@odata.context").GetString());
            string[] expected = version == "4.0"
                ?
                [
                    """{"code":"1","name":"全区"}""",
                    $$"""{"@odata.context":"{{root}}$metadata#themes/$deletedEntity","id":"{{root}}themes('1-2')","reason":"changed"}""",
                    $$"""{"@odata.context":"{{root}}$metadata#themes/$deletedEntity","id":"{{root}}themes('1-8')","reason":"deleted"}""",
                ]
                :
                [
                    """{"code":"1","name":"全区"}""",
                    $$$"""{"@odata.removed":{"reason":"changed"},"@odata.id":"{{{root}}}themes('1-2')","code":"1-2"}""",
                    $$$"""{"@odata.removed":{"reason":"deleted"},"@odata.id":"{{{root}}}themes('1-8')","code":"1-8"}""",
                ];
            Assert.Equal(expected, page.GetProperty("value").EnumerateArray().Select(r => r.GetRawText()));
            await Database.ExecuteAsync("update plan.themes set name = '自治' where code = '1'");
        }
    }

    [Fact]
    public async Task An_empty_delta_has_a_link_and_the_same_link_may_be_asked_again()
    {
        var mirror = new Mirror(Client, "4.01");
        await mirror.StartAsync("themes?$count=true");
        var first = mirror.Link;
        await mirror.FollowAsync();
        Assert.Empty(mirror.Told);
        Assert.Equal(0, mirror.Pages[0].GetProperty("@odata.count").GetInt64());
        Assert.Equal(first, mirror.Link);

        await Database.ExecuteAsync("update plan.themes set name = '別' where code = '1-2'");
        await mirror.FollowAsync();
        Assert.Equal(["1-2"], mirror.Told);
        Assert.Equal(1, mirror.Pages[0].GetProperty("@odata.count").GetInt64());
        var text = mirror.Pages[0].GetRawText();
        using var again = await mirror.SendAsync(first);
        Assert.Equal(text, await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_number_of_changes_is_asked_for_by_a_segment()
    {
        var mirror = new Mirror(Client, "4.01");
        await mirror.StartAsync("themes?$select=code,name&$filter=line gt 0");
        var count = mirror.Link.Replace("/themes?", "/themes/$count?", StringComparison.Ordinal);
        Assert.Equal("0", await Client.GetStringAsync(new Uri(count), TestContext.Current.CancellationToken));

        await Database.ExecuteAsync("delete from plan.themes where code = '1-2'; update plan.themes set name = '別' where code = '1'");

        Assert.Equal("2", await Client.GetStringAsync(new Uri(count), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task All_pages_are_of_the_state_that_the_first_one_saw()
    {
        var mirror = new Mirror(Client, "4.01", pageRows: 1);
        var changes = 0;
        Task ChangeAsync() => Database.ExecuteAsync(++changes % 2 == 0
            ? "update plan.observations set value = value + 1, value_text = value_text || '+' where value is not null"
            : "delete from plan.citations where observation_code in (select max(code) from plan.observations); delete from plan.observations where code = (select max(code) from plan.observations) and not exists (select from plan.citations)");

        await mirror.StartAsync("observations?$orderby=code desc", ChangeAsync);
        Assert.True(changes > 2);
        Assert.DoesNotContain(mirror.Rows.Values, r => r.Contains('+', StringComparison.Ordinal));

        // Pages of a delta too: what is changed between them comes with the next one.
        await mirror.FollowAsync(ChangeAsync);
        Assert.True(mirror.Pages.Count > 1);
        await mirror.FollowAsync();
        await mirror.FollowAsync();

        var fresh = new Mirror(Client, "4.01");
        await fresh.StartAsync("observations?$orderby=code desc");
        Assert.Equal(fresh.Rows, mirror.Rows);
    }

    [Fact]
    public async Task Microsofts_reader_reads_a_delta()
    {
        using var metadata = await Client.GetAsync(new Uri("odata/$metadata", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var stream = await metadata.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var xml = System.Xml.XmlReader.Create(stream, new System.Xml.XmlReaderSettings { Async = true });
        Assert.True(Microsoft.OData.Edm.Csdl.CsdlReader.TryParse(xml, out var model, out var errors), string.Join('\n', errors));
        foreach (var (version, expand, nested) in ((string, string, string?)[])[("4.0", "", null), ("4.01", "", null), ("4.01", "&$expand=children($select=code)", " = 1-7")])
        {
            await Database.ExecuteAsync("insert into plan.themes (code, parent_code, name, document_code, line) values ('1-7', '1', '七', 'civic2015', 7), ('1-8', '1', '八', 'civic2015', 8)");
            var mirror = new Mirror(Client, version, pageRows: 2);
            await mirror.StartAsync("themes?$filter=line lt 100&$count=true" + expand);
            var link = mirror.Link;
            await Database.ExecuteAsync("delete from plan.themes where code = '1-8'; update plan.themes set line = 100 where code = '1-2'; update plan.themes set name = name || '々' where code = '1'");

            var told = new List<string>();
            for (string? url = link; url is not null;)
            {
                using var response = await mirror.SendAsync(url);
                var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                using var judge = new PayloadJudge(model, body, response.Content.Headers.ContentType!.ToString(), version);
                told.AddRange(judge.Changes());
                url = JsonDocument.Parse(body).RootElement.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
            }

            var root = Client.BaseAddress + "odata/themes";
            string[] children = nested is null ? [] : [" = 1-2", nested];
            Assert.Equal([.. children, "= 1", $"- {root}('1-2') Changed", "count 3, next", $"- {root}('1-8') Deleted", "count 3, later"], told);
            await Database.ExecuteAsync("update plan.themes set line = 3 where code = '1-2'; delete from plan.themes where code = '1-7'");
        }
    }

    private static int Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Count(k => before.GetValueOrDefault(k) != after.GetValueOrDefault(k));
}
