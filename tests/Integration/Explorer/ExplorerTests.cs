using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Explorer;

/// <summary>The explorer as readers use it, in a real browser; what it shows equals SQL.</summary>
public sealed class ExplorerTests(ExplorerBrowser browser, ITestOutputHelper output) : IClassFixture<ExplorerBrowser>
{
    private const int MostBytes = 200_000;

    private static readonly string[] Money = ["money"];
    private static readonly string[] CodeAndName = ["code", "name"];

    private static readonly string[] WayToTheChart = ["参加と協働により市民自治を推進する", "市民参加の促進と多様な主体との協働・連携のしくみづくり", "町内会・自治会加入率"];

    public static TheoryData<string, string, string, string> Looks { get; } = new()
    {
        { "/", "phone", "light", "ja" },
        { "/", "desk", "dark", "en" },
        { "/indicator?code=5-1-1-o2", "phone", "dark", "ja" },
        { "/indicator?code=ar3-context-population", "desk", "light", "en" },
        { "/indicator?code=5-1-1-o4", "desk", "light", "ja" },
        { "/indicator?code=civic2015-c525", "phone", "light", "ja" },
        { "/tasks", "phone", "dark", "en" },
        { "/finance", "phone", "light", "ja" },
        { "/finance?statement=reformSavings", "desk", "dark", "en" },
        { "/query", "phone", "light", "ja" },
        { "/query?set=reformTasks&where=securesMoney~true~&group=item/name&total=$count~count&sort=rows~desc", "desk", "dark", "en" },
        { "/docs", "phone", "dark", "ja" },
        { "/docs/first-five-minutes", "phone", "light", "ja" },
        { "/docs/data", "desk", "light", "en" },
        { "/id/reformTasks/ar3-1-1-4", "phone", "light", "ja" },
        { "/id/observations/5-1-1-o2.target.2017", "desk", "dark", "ja" },
        { "/id/fiscalLines/ar3-frame-01", "phone", "dark", "en" },
        { "/id/indicators/5-1-1-o99", "phone", "light", "ja" },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_whole_without_barriers_and_small(string path, string size, string scheme, string language)
    {
        var name = $"{path.Split('?')[0].Trim('/').Replace('/', '-')}{(path.Contains('?', StringComparison.Ordinal) ? "-" + path.Split('=')[1].Split('&')[0] : "")}-{size}-{scheme}-{language}".TrimStart('-');
        var seen = await browser.AskAsync(new { @do = "look", path, size, scheme, language, name, status = path.EndsWith("o99", StringComparison.Ordinal) ? 404 : 200 });

        Assert.Equal(language, seen.GetProperty("language").GetString());
        output.WriteLine($"{path}: {seen.GetProperty("bytes")} bytes in {seen.GetProperty("files")} answers, {seen.GetProperty("milliseconds")} ms");
        Assert.InRange(seen.GetProperty("bytes").GetInt32(), 1, MostBytes);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task Three_clicks_lead_to_a_chart_that_shows_what_sql_says(string size)
    {
        var seen = await browser.AskAsync(new { @do = "clicks", size, texts = WayToTheChart, name = $"three-clicks-{size}" });

        Assert.Equal((3, "町内会・自治会加入率"), (seen.GetProperty("clicks").GetInt32(), seen.GetProperty("heading").GetString()));
        var expected = await browser.Service.Database.RowsAsync(
            "select code, fiscal_year, trim_scale(value) from plan.observations where indicator_code = '5-1-1-o2' and value is not null and fiscal_year is not null order by code");
        Assert.Equal(expected, Points(seen).Order(StringComparer.Ordinal));
        var printed = await browser.Service.Database.RowsAsync("select value_text from plan.observations where indicator_code = '5-1-1-o2'");
        Assert.Equal(printed.Order(StringComparer.Ordinal), ExplorerBrowser.Texts(seen, "rows").Order(StringComparer.Ordinal));
        Assert.Equal(["未達成(−1.9 ポイント)"], ExplorerBrowser.Texts(seen, "judged"));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task Two_clicks_lead_to_the_targets_of_a_policy_that_were_missed(string size)
    {
        var seen = await browser.AskAsync(new { @do = "walk", size, texts = WayToTheChart[..1], link = "目標と実績", name = $"walk-{size}" });
        output.WriteLine($"{seen.GetProperty("clicks")} clicks, {seen.GetProperty("milliseconds")} ms from opening / to having read the table");

        Assert.Equal("/id/policies/5-1#outcomes", seen.GetProperty("url").GetString());
        Assert.Equal(2, seen.GetProperty("clicks").GetInt32());
        Assert.True(seen.GetProperty("isInView").GetBoolean());
        var expected = await browser.Service.Database.RowsAsync(
            """
            select i.name, m.code || ' ' || m.name, '第' || t.plan_period || '期', '平成' || t.fiscal_year - 1988 || '(' || t.fiscal_year || ')年度',
                   '≥ ' || trim_scale(t.value) || ' ' || t.unit, dt.title || ' ' || t.line || '行目', trim_scale(a.value) || ' ' || a.unit, da.title || ' ' || a.line || '行目',
                   replace(trim_scale(a.value - t.value)::text, '-', '−') || ' ' || case t.unit when '%' then 'ポイント' else t.unit end, case r.is_achieved when true then '達成' else '未達成' end
            from plan.observations t
            join plan.indicators i on i.code = t.indicator_code and i.policy_code = '5-1'
            join plan.observations a on a.indicator_code = t.indicator_code and a.fiscal_year = t.fiscal_year and a.value_type = 'actual'
            join plan.indicator_results r on r.indicator_code = i.code
            join plan.measures m on m.code = i.measure_code
            join plan.documents dt on dt.code = t.document_code
            join plan.documents da on da.code = a.document_code
            where t.value_type = 'target'
            order by i.code
            """);
        Assert.Equal(3, expected.Count);
        foreach (var (row, shown) in expected.Select(r => r.Split('|')).Zip(seen.GetProperty("rows").EnumerateArray(), (row, shown) => (row, shown.GetProperty("cells"))))
        {
            Assert.Equal(row[..4], shown.EnumerateArray().Take(4).Select(c => c.GetString()));
            Assert.All([(4, row[4]), (4, row[5]), (5, row[6]), (5, row[7]), (6, row[8]), (7, row[9])], part => Assert.Contains(part.Item2, shown[part.Item1].GetString(), StringComparison.Ordinal));
        }

        Assert.Equal(expected.Count, seen.GetProperty("rows").GetArrayLength());
        Assert.StartsWith("同じ年度の実績値が公表されている目標は3件で、達成0件、未達成3件です。", seen.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_alone_lead_there_too()
    {
        var seen = await browser.AskAsync(new { @do = "keys", text = "町内会", code = "5-1-1-o2", name = "keys" });

        Assert.Equal("町内会・自治会加入率", seen.GetProperty("heading").GetString());
        Assert.Empty(ExplorerBrowser.Texts(seen, "unseen"));
    }

    [Fact]
    public async Task A_search_finds_the_indicator_and_the_reform_task()
    {
        var seen = await browser.AskAsync(new { @do = "search", text = "マイナンバー", name = "search" });
        var hits = ExplorerBrowser.Texts(seen, "hits");

        Assert.Contains("/indicator?code=ar3-1-1-4-o1", hits);
        Assert.Contains("/id/reformTasks/ar3-1-1-4", hits);
        Assert.NotEmpty(ExplorerBrowser.Texts(seen, "marked"));
        Assert.All(ExplorerBrowser.Texts(seen, "marked"), text => Assert.Equal("マイナンバー", text));
    }

    [Fact]
    public async Task The_filtered_tasks_are_those_of_sql_and_of_the_download()
    {
        var expected = await browser.Service.Database.RowsAsync(
            """
            select t.code from plan.reform_tasks t join plan.reform_task_departments d on d.reform_task_code = t.code
            join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code
            where d.department_code = 'finance' and t.secures_money order by p.number, i.number, t.number
            """);
        var seen = await browser.AskAsync(new { @do = "tasks", department = "finance", resources = Money, count = expected.Count, name = "tasks-filtered" });

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ExplorerBrowser.Texts(seen, "codes"));
        Assert.Equal("/tasks?department=finance&resource=money", seen.GetProperty("url").GetString());
        var csv = await browser.Service.Client.GetStringAsync(new Uri(seen.GetProperty("csv").GetString()!), TestContext.Current.CancellationToken);
        Assert.Equal(expected, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task The_fiscal_frame_shows_what_sql_says()
    {
        var seen = await browser.AskAsync(new { @do = "finance", statement = "frame", name = "finance-frame" });

        var totals = await browser.Service.Database.RowsAsync(
            "select l.name, string_agg(trim_scale(a.amount)::text, ' ' order by a.fiscal_year) from plan.fiscal_lines l join plan.fiscal_amounts a on a.line_code = l.code where l.statement = 'frame' and l.parent_code is null group by l.code, l.name, l.number order by l.number");
        Assert.Equal(totals, seen.GetProperty("chart").EnumerateArray().Select(d => $"{d.GetProperty("label")}|{string.Join(' ', d.GetProperty("points").EnumerateArray())}"));
        var printed = await browser.Service.Database.RowsAsync(
            "select l.name, string_agg(a.value_text, '|' order by a.fiscal_year) from plan.fiscal_lines l join plan.fiscal_amounts a on a.line_code = l.code where l.statement = 'frame' group by l.code, l.name, l.number order by l.number");
        Assert.Equal(printed, seen.GetProperty("rows").EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(c => c.GetString()))));
    }

    [Fact]
    public async Task The_address_of_a_question_gives_the_rows_that_are_shown()
    {
        const string State = "/query?set=indicatorResults&columns=target,actual,isAchieved&where=isAchieved~false~&expand=indicator&inside=code,name,unit";
        var seen = await browser.AskAsync(new { @do = "query", path = State, name = "query-results" });

        var columns = ExplorerBrowser.Texts(seen, "columns");
        Assert.Equal(["target", "actual", "isAchieved", "indicator/code", "indicator/name", "indicator/unit"], columns);
        Assert.Equal(3, seen.GetProperty("rows").GetArrayLength());
        Assert.Equal(await RowsAsync(seen, columns), Shown(seen));
        await using var shell = Shell.Start(seen.GetProperty("snippets").GetProperty("curl").GetString()!);
        Assert.Equal(await browser.Service.Client.GetStringAsync(Address(seen), TestContext.Current.CancellationToken), await shell.OutputAsync());
    }

    [Fact]
    public async Task A_question_made_by_hand_is_what_it_says_whatever_is_typed()
    {
        const string Nasty = "O'Neil \"x\" \\ $HOME `id` %27 & # 取組";
        var expected = await browser.Service.Database.RowsAsync("select code from plan.reform_tasks where name like '%デジタル%' order by code collate \"C\"");
        var seen = await browser.AskAsync(new { @do = "build", set = "reformTasks", columns = CodeAndName, property = "name", @operator = "contains", value = "デジタル", count = expected.Count, name = "query-built" });
        Assert.NotEmpty(expected);
        Assert.Equal(expected, ExplorerBrowser.Texts(seen, "codes"));

        var state = $"/query?set=indicators&columns=code,name&where=name~ne~{Uri.EscapeDataString(Nasty)}&top=3";
        var nasty = await browser.AskAsync(new { @do = "query", path = state, name = "query-nasty" });
        Assert.Equal(await RowsAsync(nasty, CodeAndName), Shown(nasty));
        var snippets = nasty.GetProperty("snippets").EnumerateObject().ToList();
        Assert.Equal(6, snippets.Count);
        Assert.All(snippets, s => Assert.Contains(Address(nasty).OriginalString, s.Value.GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Address(nasty).OriginalString, c => "'\"`\\ ".Contains(c, StringComparison.Ordinal));
        await using var shell = Shell.Start(nasty.GetProperty("snippets").GetProperty("curl").GetString()!);
        Assert.Equal(await browser.Service.Client.GetStringAsync(Address(nasty), TestContext.Current.CancellationToken), await shell.OutputAsync());
    }

    [Theory]
    [InlineData("allowed", true)]
    [InlineData("plain", true)]
    [InlineData("refused", true)]
    [InlineData("never", false)]
    public async Task Every_button_copies_what_it_says_or_says_what_to_do(string mode, bool isCopied)
    {
        var seen = await browser.AskAsync(new { @do = "copy", mode, name = $"copy-{mode}" });

        Assert.Equal(mode != "plain", seen.GetProperty("isSecure").GetBoolean());
        foreach (var shown in seen.GetProperty("shown").EnumerateObject())
        {
            var copied = seen.GetProperty("copied").GetProperty(shown.Name);
            Assert.Equal(shown.Value.GetString(), copied.GetProperty("pasted").GetString());
            Assert.Equal(isCopied ? "BUTTON" : "TEXTAREA", copied.GetProperty("focused").GetString());
            if (isCopied)
            {
                Assert.Empty(ExplorerBrowser.Texts(copied, "byHand"));
                Assert.Contains(ExplorerBrowser.Texts(copied, "heard"), text => text!.EndsWith("コピーしました", StringComparison.Ordinal));
            }
            else
            {
                Assert.Contains("コピーできませんでした", Assert.Single(ExplorerBrowser.Texts(copied, "byHand")), StringComparison.Ordinal);
                Assert.DoesNotContain(ExplorerBrowser.Texts(copied, "heard"), text => text!.Contains("コピー", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_late_answer_to_an_earlier_choice_is_never_shown()
    {
        var table = await browser.AskAsync(new
        {
            @do = "late",
            path = "/finance",
            held = "reformEffect",
            first = "input[value=reformEffect]",
            second = "input[value=reformSavings]",
            shown = "#values caption",
            text = "行財政改革による財政効果",
            name = "late-finance",
        });
        Assert.Equal("given up", table.GetProperty("ended").GetString());
        Assert.Equal(await browser.Service.Database.RowsAsync("select name from plan.fiscal_lines where statement = 'reformSavings' order by number"), ExplorerBrowser.Texts(table, "rows"));

        var rows = await browser.AskAsync(new
        {
            @do = "late",
            path = "/query?set=reformTasks&columns=code,name",
            held = "$skiptoken",
            first = "#more button",
            set = "wards",
            shown = "#rows caption",
            text = "区",
            name = "late-query",
        });
        Assert.Equal(("given up", 0), (rows.GetProperty("ended").GetString(), rows.GetProperty("more").GetInt32()));
        Assert.Equal(await browser.Service.Database.RowsAsync("select code from plan.wards order by code"), ExplorerBrowser.Texts(rows, "rows"));
    }

    private static IEnumerable<string> Points(JsonElement seen) =>
        from dataset in seen.GetProperty("chart").EnumerateArray()
        from point in dataset.GetProperty("points").EnumerateArray()
        select string.Create(CultureInfo.InvariantCulture, $"{point[0].GetString()}|{point[1].GetInt32()}|{point[2].GetDecimal()}");

    private static Uri Address(JsonElement seen) => new(seen.GetProperty("address").GetString()!);

    private static IEnumerable<string> Shown(JsonElement seen) => seen.GetProperty("rows").EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(c => c.GetString())));

    // The same address asked elsewhere.
    private async Task<IReadOnlyList<string>> RowsAsync(JsonElement seen, IEnumerable<string?> columns)
    {
        using var answer = JsonDocument.Parse(await browser.Service.Client.GetStringAsync(Address(seen), TestContext.Current.CancellationToken));
        return [.. answer.RootElement.GetProperty("value").EnumerateArray().Select(row => string.Join('|', columns.Select(c => Text(c!.Split('/').Aggregate(row, (inside, name) => inside.GetProperty(name))))))];
    }

    private static string? Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : value.ValueKind is JsonValueKind.Null ? null : value.GetRawText();
}
