using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>`GET /api/v1/{set}` and `/api/v1/{set}/{code}` on the shipped data, judged by SQL and by OData.</summary>
public sealed class ListTests(ShippedService service) : IClassFixture<ShippedService>
{
    /// <summary>Every set that everybody reads and that has a code.</summary>
    public static TheoryData<string, string> Sets { get; } = [.. PlanModel.Instance.Published.OpenPart().Sets.Where(s => s.Name != "changes").Select(s => (s.Name, Table(s.Name)))];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Pages_put_together_are_the_set(string set, string table)
    {
        var expected = await service.Database.RowsAsync($"select code from plan.{table} order by code collate \"C\"");
        var pages = await service.PagesAsync($"{set}?limit=97");

        Assert.Equal(expected, pages.SelectMany(p => p.Rows()).Select(r => r.Text("code")!));
        Assert.All(pages, p => Assert.Equal((expected.Count, 97), (p.GetProperty("total").GetInt32(), p.GetProperty("limit").GetInt32())));
        Assert.Equal(Math.Max(1, (expected.Count + 96) / 97), pages.Count);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_row_is_the_row_of_odata_without_annotations(string set, string table)
    {
        var list = await service.RestAsync($"{set}?limit=40");
        var odata = await service.AskAsync($"{set}?$top=40&$format=application/json;odata.metadata=none");

        Assert.NotEmpty(table);
        Assert.Equal(odata.Body.GetProperty("value").GetRawText(), list.GetProperty("value").GetRawText());
        foreach (var row in list.Rows().Take(3))
        {
            Assert.Equal(row.GetRawText(), (await service.RestAsync($"{set}/{row.Text("code")}")).GetRawText());
        }
    }

    [Theory]
    [InlineData("indicators?kind=outcome&sort=code", "select code from plan.indicators where kind = 'outcome' order by code collate \"C\"")]
    [InlineData("indicators?kind=outcome&kind=perception&sort=-code", "select code from plan.indicators where kind in ('outcome', 'perception') order by code collate \"C\" desc")]
    [InlineData("indicators?method=&kind=outcome", "select code from plan.indicators where method is null and kind = 'outcome' order by code collate \"C\"")]
    [InlineData("indicators?unit=&unit=%25", "select code from plan.indicators where unit is null or unit = '%' order by code collate \"C\"")]
    [InlineData("INDICATORS?Kind=fiscal&SORT=-Number,code", "select code from plan.indicators where kind = 'fiscal' order by number desc, code collate \"C\"")]
    [InlineData("observations?fiscalYear=2021&valueType=target&status=ok", "select code from plan.observations where fiscal_year = 2021 and value_type = 'target' and status = 'ok' order by code collate \"C\"")]
    [InlineData("observations?value=0&sort=-fiscalYear", "select code from plan.observations where value = 0 order by fiscal_year desc nulls last, code collate \"C\"")]
    [InlineData("observations?value=62.10", "select code from plan.observations where value = 62.1 order by code collate \"C\"")]
    [InlineData("observations?periodStart=2022-04-01&sort=fiscalYear,-value", "select code from plan.observations where period_start = '2022-04-01' order by fiscal_year nulls first, value desc nulls last, code collate \"C\"")]
    [InlineData("actions?fiscalYears=2023&isOngoing=true", "select code from plan.actions where 2023 = any(fiscal_years) and is_ongoing order by code collate \"C\"")]
    [InlineData("actions?fiscalYears=2018&fiscalYears=2025", "select code from plan.actions where fiscal_years && array[2018, 2025] order by code collate \"C\"")]
    [InlineData("projects?isMajor=", "select code from plan.projects where is_major is null order by code collate \"C\"")]
    public async Task Filters_and_order_are_those_of_sql(string url, string sql)
    {
        var expected = await service.Database.RowsAsync(sql);
        var pages = await service.PagesAsync(url + "&limit=13");

        Assert.NotEmpty(expected);
        Assert.Equal(expected, pages.SelectMany(p => p.Rows()).Select(r => r.Text("code")!));
        Assert.All(pages, p => Assert.Equal(expected.Count, p.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Fields_name_what_is_written()
    {
        var list = await service.RestAsync("indicators?fields=name,CODE&limit=1");
        Assert.Equal(["code", "name"], list.Rows().Single().EnumerateObject().Select(p => p.Name));

        var item = await service.RestAsync("indicators/5-1-1-o2?fields=unit");
        Assert.Equal("{\"unit\":\"%\"}", item.GetRawText());
    }

    [Fact]
    public async Task A_moment_before_everything_has_nothing_and_that_of_now_everything()
    {
        Assert.Equal(0, (await service.RestAsync("plans?at=2001-01-01")).GetProperty("total").GetInt32());
        var (status, problem) = await service.RefusedAsync("plans?at=2999-01-01");
        Assert.Equal((400, "KWS107"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task A_cursor_is_taken_with_its_parameters_in_any_order_and_another_limit()
    {
        var first = await service.RestAsync("indicators?sort=-number&kind=outcome&limit=10");
        var cursor = first.Text("next")!.Split("cursor=")[1];

        var same = await service.RestAsync($"indicators?kind=outcome&cursor={cursor}&limit=4&sort=-number");
        Assert.Equal((await service.RestAsync(first.Text("next")!)).Rows().Take(4).Select(r => r.Text("code")), same.Rows().Select(r => r.Text("code")));
    }

    [Theory]
    [InlineData("indicators?kynd=outcome", 400, "KWS103", "kynd", "Did you mean 'kind'?")]
    [InlineData("indicators?zzzzzz=1", 400, "KWS103", "zzzzzz", "Parameters are sort, fields, limit, cursor, at, code, documentCode")]
    [InlineData("indicators?kind=outcom", 400, "KWS107", "kind", "it is one of outcome, activity, perception")]
    [InlineData("indicators?limit=1&limit=2", 400, "KWS102", "limit", "more than once")]
    [InlineData("indicators?limit=0", 400, "KWS107", "limit", "from 1 to 10000")]
    [InlineData("indicators?limit=10001", 400, "KWS107", "limit", "from 1 to 10000")]
    [InlineData("indicators?sort=nam", 400, "KWS202", "sort", "Did you mean 'name'?")]
    [InlineData("actions?sort=fiscalYears", 400, "KWS106", "sort", "no order")]
    [InlineData("indicators?fields=code,zzzzzzz", 400, "KWS202", "fields", "Properties are code, documentCode")]
    [InlineData("indicators?fields=", 400, "KWS107", "fields", "at least one")]
    [InlineData("indicators?cursor=abc", 400, "KWS108", "cursor", "Follow next")]
    [InlineData("indicators?at=yesterday", 400, "KWS107", "at", "2026-04-01")]
    [InlineData("indicators?number=one", 400, "KWS107", "number", "a whole number")]
    [InlineData("indicators?number=99999999999", 400, "KWS107", "number", "a whole number")]
    [InlineData("indicators?isCumulative=ja", 400, "KWS107", "isCumulative", "true or false")]
    [InlineData("indicators?code=", 400, "KWS107", "code", "never without a value")]
    [InlineData("indicators?name=%00", 400, "KWS107", null, "U+0000")]
    [InlineData("observations?value=1.2345678901234567890123456789", 400, "KWS107", "value", "a number")]
    [InlineData("observations?periodStart=R4.4.1", 400, "KWS107", "periodStart", "2025-04-01")]
    [InlineData("statusReports?reportedAt=2025-04-01", 400, "KWS107", "reportedAt", "a date with time")]
    [InlineData("indicatorz", 404, "KWS201", null, "Did you mean 'indicators'?")]
    [InlineData("auditEntries", 401, "KWS301", "Authorization", "")]
    [InlineData("auditEntries/1", 401, "KWS301", "Authorization", "")]
    [InlineData("changes/1", 404, "KWS201", null, "There is no set")]
    [InlineData("indicators/none", 404, "KWS203", null, "There is no 'none' in indicators.")]
    [InlineData("indicators/5-1-1-o2?sort=code", 400, "KWS103", "sort", "Parameters are fields, at.")]
    [InlineData("indicators/5-1-1-o2/observations", 404, "KWS201", null, "lists what there is")]
    [InlineData("?x=1", 400, "KWS103", "x", "takes no parameters")]
    public async Task What_is_wrong_says_what_was_expected(string url, int status, string code, string? target, string said)
    {
        var (found, problem) = await service.RefusedAsync(url);

        Assert.Equal((status, code, target), (found, problem.Text("code"), problem.TryGetProperty("target", out var named) ? named.GetString() : null));
        Assert.Contains(said, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        var cursor = (await service.RestAsync("indicators?limit=2")).Text("next")!.Split("cursor=")[1];

        Assert.Equal(400, (await service.RefusedAsync($"indicators?kind=outcome&cursor={cursor}")).Status);
        Assert.Equal(400, (await service.RefusedAsync($"projects?cursor={cursor}")).Status);
    }

    [Fact]
    public async Task The_root_lists_what_there_is_and_every_link_of_it_answers()
    {
        var index = await service.RestAsync("");
        var links = index.GetProperty("sets").EnumerateArray().Concat(index.GetProperty("resources").EnumerateArray()).Select(r => r.Text("url")!).ToList();

        Assert.Equal(Sets.Select(s => s.Data.Item1), index.GetProperty("sets").EnumerateArray().Select(s => s.Text("name")!));
        foreach (var link in links)
        {
            await service.RestAsync(link);
        }
    }

    [Fact]
    public void No_property_has_the_name_of_a_parameter() =>
        Assert.Empty(PlanModel.Instance.Published.Sets.SelectMany(s => s.Type.Properties).Select(p => p.Name).Intersect(["sort", "fields", "limit", "cursor", "at"], StringComparer.OrdinalIgnoreCase));

    private static string Table(string set) => string.Concat(set.Select(c => char.IsAsciiLetterUpper(c) ? "_" + (char)(c | 0x20) : c.ToString()));
}
