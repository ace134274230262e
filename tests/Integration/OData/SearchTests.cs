using System.Globalization;
using System.Net;
using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>`$search` over the shipped package: what is found, what is found first, and that a second, plain SQL question finds the same.</summary>
public sealed class SearchTests(ShippedService service) : IClassFixture<ShippedService>
{
    /// <summary>The sets that have text, their table and the condition on it; `{0}` is the folded text as a pattern of `like`.</summary>
    private static readonly (string Set, string Sql)[] Sets =
    [
        ("indicators", "select count(*) from plan.indicators where {0}(name)"),
        ("projects", "select count(*) from plan.projects where {0}(name)"),
        ("reformTasks", "select count(*) from plan.reform_tasks where {0}(name) or {0}(department_text)"),
        ("actions", "select count(*) from plan.actions where {0}(text) or {0}(\"group\")"),
        ("observations", "select count(*) from plan.observations o join plan.indicators i on i.code = o.indicator_code where {0}(i.name)"),
        ("indicatorFacts", "select count(*) from plan.indicator_facts where {0}(indicator_name)"),
        ("themes", "select count(*) from plan.themes where {0}(name)"),
        ("wards", "select count(*) from plan.wards where {0}(name) or {0}(name_en)"),
        ("documents", "select count(*) from plan.documents where {0}(title)"),
        ("discrepancies", "select count(*) from plan.discrepancies where {0}(description)"),
    ];

    public static TheoryData<string> Words =>
    [
        "マイナンバー", "ﾏｲﾅﾝﾊﾞｰ", "町内", "町", "会", "SDGs", "sdgs", "ＳＤＧｓ", "CO2", "co2", "2030", "町内会・自治会", "推進", "ん", "ヅ", "Kawasaki", "川崎区",
        "100%", "_", "%", "'", "\\", "a\\b", "--", "5-1", "・", "、", "(", ")", "~", "the printed", "  推進  ",
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Finds_what_a_plain_like_over_folded_text_finds(string word)
    {
        foreach (var (set, sql) in Sets)
        {
            var expected = int.Parse((await service.Database.RowsAsync(Like(sql, word)))[0], CultureInfo.InvariantCulture);

            Assert.Equal(expected, await service.CountAsync($"{set}?$search=\"{word}\""));
        }
    }

    [Theory]
    [InlineData("indicators", "マイナンバー")]
    [InlineData("indicators", "ﾏｲﾅﾝﾊﾞｰ")]
    [InlineData("reformTasks", "マイナンバー")]
    [InlineData("reformTasks", "ﾏｲﾅﾝﾊﾞｰ")]
    public async Task Finds_the_number_card_in_either_width(string set, string word)
    {
        var rows = await service.RowsAsync($"{set}?$search={word}&$select=name");

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Contains("マイナンバー", r.GetProperty("name").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_words_of_two_letters_and_of_one()
    {
        Assert.Contains("町内会・自治会加入率", Names(await service.RowsAsync("indicators?$search=町内")));
        Assert.Contains("町内会・自治会加入率", Names(await service.RowsAsync("indicators?$search=率")));
    }

    [Fact]
    public async Task Finds_a_phrase()
    {
        Assert.Contains("町内会・自治会加入率", Names(await service.RowsAsync("indicators?$search=\"町内会・自治会\"")));
        Assert.DoesNotContain("町内会・自治会加入率", Names(await service.RowsAsync("indicators?$search=\"自治会・町内会\"")));
    }

    [Fact]
    public async Task Operators_are_those_of_sets()
    {
        var (a, b) = (await CodesAsync("actions?$search=町内会"), await CodesAsync("actions?$search=推進"));
        var all = await CodesAsync("actions");

        Assert.NotEmpty(a);
        Assert.NotEmpty(b);
        Assert.Equal(a.Intersect(b).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=町内会 AND 推進"));
        Assert.Equal(a.Intersect(b).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=町内会 推進"));
        Assert.Equal(a.Union(b).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=町内会 OR 推進"));
        Assert.Equal(b.Except(a).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=推進 NOT 町内会"));
        Assert.Equal(all.Except(a).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=NOT 町内会"));
        Assert.Equal(all.Except(a.Union(b)).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=NOT (町内会 OR 推進)"));
        Assert.Equal(all.Except(a.Except(b)).Order(StringComparer.Ordinal), await CodesAsync("actions?$search=推進 OR NOT 町内会"));
    }

    [Fact]
    public async Task Words_may_stand_in_different_properties_of_a_row()
    {
        var rows = await service.RowsAsync("reformTasks?$search=マイナンバー AND 局&$select=name,departmentText");

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Contains("局", r.GetProperty("departmentText").GetString()! + r.GetProperty("name").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Best_match_comes_first_then_the_key()
    {
        var rows = await service.RowsAsync("reformTasks?$search=総務&$select=code,name,departmentText");
        var inName = rows.Select(r => r.GetProperty("name").GetString()!.Contains("総務", StringComparison.Ordinal)).ToList();

        Assert.True(rows.Count > 1);
        Assert.Equal(inName.OrderDescending(), inName);

        var wards = await service.RowsAsync("wards?$search=川崎区&$select=name");
        Assert.Equal("川崎区", wards[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Orderby_goes_before_the_rank()
    {
        var names = Names(await service.RowsAsync("indicators?$search=町内&$orderby=name&$select=name"));

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData("actions?$search=推進&$select=code")]
    [InlineData("actions?$search=推進 OR 町&$select=code&$count=true")]
    [InlineData("observations?$search=人&$select=code&$orderby=value desc")]
    [InlineData("actions?$search=NOT 推進&$select=code")]
    public async Task Pages_give_each_row_once_in_the_order_of_one_page(string url)
    {
        var once = (await service.RowsAsync(url)).Select(Code).ToList();
        var paged = (await service.RowsAsync(url, maxPageSize: 7)).Select(Code).ToList();

        Assert.True(once.Count > 7);
        Assert.Equal(once.Count, once.Distinct().Count());
        Assert.Equal(once, paged);
    }

    [Fact]
    public async Task Searches_inside_an_expansion()
    {
        var tasks = await service.RowsAsync("reformTasks?$search=マイナンバー&$select=code&$expand=indicators($search=マイナンバー;$select=name),actions/$count($search=マイナンバー)");
        var indicators = tasks.SelectMany(t => t.GetProperty("indicators").EnumerateArray()).Select(i => i.GetProperty("name").GetString()!).ToList();

        Assert.NotEmpty(indicators);
        Assert.All(indicators, n => Assert.Contains("マイナンバー", n, StringComparison.Ordinal));
        Assert.Contains(tasks, t => t.GetProperty("actions@odata.count").GetInt64() > 0);
    }

    [Fact]
    public async Task Counts_a_searched_collection_inside_an_expression()
    {
        var codes = await CodesAsync("reformTasks?$filter=indicators/$count($search=マイナンバー) gt 0");
        var expected = await service.Database.RowsAsync("select distinct reform_task_code from plan.indicators where name like '%マイナンバー%' and reform_task_code is not null");

        Assert.NotEmpty(codes);
        Assert.Equal(expected.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task Searches_the_rows_a_path_leads_to()
    {
        var codes = await CodesAsync("plans('ar3')/reformPillars('ar3-1')/items?$search=サービス OR 行政&$select=code");
        var expected = await service.Database.RowsAsync("select code from plan.reform_items where pillar_code = 'ar3-1' and (name like '%サービス%' or name like '%行政%')");

        Assert.NotEmpty(codes);
        Assert.Equal(expected.Order(StringComparer.Ordinal), codes);
        Assert.Equal(codes, await CodesAsync("plans('ar3')/reformPillars('ar3-1')/items?search=サービス OR 行政&$filter=line gt 0"));
    }

    [Fact]
    public async Task Search_and_filter_both_hold()
    {
        var codes = await CodesAsync("actions?$search=町内会&$filter=planCode eq 'ip3' and contains(text,'支援')&$select=code");
        var expected = await service.Database.RowsAsync("select code from plan.actions where (text like '%町内会%' or \"group\" like '%町内会%') and plan_code = 'ip3' and text like '%支援%'");

        Assert.NotEmpty(codes);
        Assert.Equal(expected.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task Rows_of_a_fact_are_found_by_the_name_of_their_indicator()
    {
        var facts = await CodesAsync("indicatorFacts?$search=町内");

        Assert.NotEmpty(facts);
        Assert.Equal(await CodesAsync("observations?$search=町内"), facts);
        Assert.Equal(await CodesAsync("observations?$filter=contains(indicator/name,'町内')"), facts);
    }

    [Theory]
    [InlineData("changes?$search=x", HttpStatusCode.NotImplemented)]
    [InlineData("citations?$search=x", HttpStatusCode.NotImplemented)]
    [InlineData("observations?$expand=citations($search=x)", HttpStatusCode.NotImplemented)]
    [InlineData("plans?$search=", HttpStatusCode.BadRequest)]
    [InlineData("plans?$search=\"  \"", HttpStatusCode.BadRequest)]
    [InlineData("plans?$search=\"　\"", HttpStatusCode.BadRequest)]
    [InlineData("plans?$search=\"a", HttpStatusCode.BadRequest)]
    [InlineData("plans?$search=(a", HttpStatusCode.BadRequest)]
    [InlineData("plans('ip3')?$search=x", HttpStatusCode.BadRequest)]
    [InlineData("projects?$expand=plan($search=x)", HttpStatusCode.BadRequest)]
    public async Task A_search_that_cannot_be_answered_is_refused(string url, HttpStatusCode status) => Assert.Equal(status, await service.StatusAsync(url));

    private static string Like(string sql, string word)
    {
        var pattern = $"'%' || regexp_replace(plan.search_text('{word.Replace("'", "''", StringComparison.Ordinal)}'), '([\\\\%_])', '\\\\\\1', 'g') || '%'";
        return System.Text.RegularExpressions.Regex.Replace(sql, @"\{0\}\(([^)]+)\)", m => $"coalesce(lower(normalize({m.Groups[1].Value}, nfkc)) like {pattern}, false)");
    }

    private async Task<IReadOnlyList<string>> CodesAsync(string url) =>
        [.. (await service.RowsAsync(url)).Select(Code).Order(StringComparer.Ordinal)];

    private static string Code(JsonElement row) => row.GetProperty("code").GetString()!;

    private static List<string> Names(IEnumerable<JsonElement> rows) => [.. rows.Select(r => r.GetProperty("name").GetString()!)];
}
