using System.Net;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>`GET /api/v1/search`: the same rows as `$search` of every set, ranked, marked and counted.</summary>
public sealed class SearchTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [InlineData("マイナンバー")]
    [InlineData("ﾏｲﾅﾝﾊﾞｰ")]
    [InlineData("市")]
    [InlineData("町内会 加入")]
    [InlineData("\"区役所\" OR 財政")]
    [InlineData("推進 NOT 行政")]
    [InlineData("ｋａｗａｓａｋｉ")]
    [InlineData("nothing-has-this")]
    public async Task Hits_are_those_of_every_set(string text)
    {
        var expected = new List<string>();
        foreach (var set in PlanModel.Instance.Published.OpenPart().Sets.Where(s => s.Type.Searched.Count > 0))
        {
            expected.AddRange((await service.RowsAsync($"{set.Name}?$search={text}&$select=code")).Select(r => $"{set.Name} {r.Text("code")}"));
        }

        var pages = await service.PagesAsync($"search?limit=170&q={Uri.EscapeDataString(text)}");
        var hits = pages.SelectMany(p => p.Rows()).Select(h => $"{h.Text("set")} {h.Text("code")}").ToList();

        Assert.Equal(expected.Order(StringComparer.Ordinal), hits.Order(StringComparer.Ordinal));
        Assert.All(pages, p => Assert.Equal(expected.Count, p.GetProperty("total").GetInt32()));
        Assert.All(pages, p => Assert.Equal(
            expected.CountBy(e => e.Split(' ')[0]).Select(c => $"{c.Key} {c.Value}"), p.GetProperty("facets").EnumerateArray().Select(f => $"{f.Text("set")} {f.GetProperty("count")}")));
    }

    [Fact]
    public async Task Indicator_and_reform_task_of_a_word_come_first()
    {
        var hits = (await service.RestAsync("search?q=マイナンバー&limit=20")).Rows().ToList();

        Assert.Contains(hits, h => h.Text("set") == "indicators");
        Assert.Contains(hits, h => h.Text("set") == "reformTasks");
        Assert.DoesNotContain(hits.TakeWhile(h => h.Text("set") is not ("observations" or "indicatorFacts")), h => h.Text("title")!.Length == 0);
        Assert.Equal(hits[0].GetRawText(), (await service.RestAsync("search?q=マイナンバー&limit=1")).Rows().Single().GetRawText());
    }

    [Fact]
    public async Task Within_a_set_the_best_match_comes_first_as_in_odata()
    {
        var odata = await service.RowsAsync("indicators?$search=加入率&$select=code");
        var rest = await service.RestAsync("search?q=加入率&set=indicators");

        Assert.Equal(odata.Select(r => r.Text("code")), rest.Rows().Select(r => r.Text("code")));
        Assert.Contains(rest.GetProperty("facets").EnumerateArray(), f => f.Text("set") == "observations");
        Assert.Equal(odata.Count, rest.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Sets_can_be_several()
    {
        var pages = await service.PagesAsync("search?q=推進&set=measures&set=projects&limit=7");

        Assert.Equal(["measures", "projects"], pages.SelectMany(p => p.Rows()).Select(h => h.Text("set")!).Distinct().Order());
        Assert.Equal(
            await service.Database.ScalarAsync<long>("select (select count(*) from plan.measures where name like '%推進%') + (select count(*) from plan.projects where name like '%推進%')"),
            pages.Sum(p => p.Rows().Count()));
    }

    [Fact]
    public async Task Marks_show_what_was_found_and_cannot_be_markup()
    {
        foreach (var (text, marked) in new[] { ("ﾏｲﾅﾝﾊﾞｰ", "マイナンバー"), ("加入率", "加入率"), ("SAIWAI", "Saiwai") })
        {
            var hits = (await service.PagesAsync($"search?q={Uri.EscapeDataString(text)}")).SelectMany(p => p.Rows()).ToList();
            Assert.NotEmpty(hits);
            Assert.All(hits, h => Assert.NotEmpty(h.GetProperty("highlights").EnumerateArray()));
            foreach (var highlight in hits.SelectMany(h => h.GetProperty("highlights").EnumerateArray()))
            {
                var plain = highlight.Text("text")!;
                Assert.All(highlight.GetProperty("ranges").EnumerateArray(), r => Assert.Equal(marked, plain.Substring(r.GetProperty("start").GetInt32(), r.GetProperty("length").GetInt32())));
                var html = highlight.Text("html")!;
                Assert.Contains($"<mark>{marked}</mark>", html, StringComparison.Ordinal);
                Assert.Equal(plain, WebUtility.HtmlDecode(html.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal)));
            }
        }
    }

    [Theory]
    [InlineData("search", 400, "KWS107", "q", "the text to look for")]
    [InlineData("search?q=", 400, "KWS107", "q", "the text to look for")]
    [InlineData("search?q=%20", 400, "KWS107", "q", "the text to look for")]
    [InlineData("search?q=a%00b", 400, "KWS107", "q", "control character")]
    [InlineData("search?q=(a", 400, "KWS101", "q", "column 3")]
    [InlineData("search?q=a)", 400, "KWS101", "q", "expected the end")]
    [InlineData("search?q=a&set=indicator", 400, "KWS107", "set", "Did you mean 'indicators'?")]
    [InlineData("search?q=a&set=auditEntries", 400, "KWS107", "set", "no set with text")]
    [InlineData("search?q=a&cursor=x", 400, "KWS108", "cursor", "Follow next")]
    [InlineData("search?q=a&sort=code", 400, "KWS103", "sort", "Parameters are q, limit, cursor, at, set.")]
    [InlineData("search?q=a&limit=x", 400, "KWS107", "limit", "from 1")]
    public async Task What_is_wrong_says_what_was_expected(string url, int status, string code, string target, string said)
    {
        var (found, problem) = await service.RefusedAsync(url);

        Assert.Equal((status, code, target), (found, problem.Text("code"), problem.Text("target")));
        Assert.Contains(said, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blanks_around_words_are_nothing_and_a_sign_that_is_no_letter_is_found_nowhere()
    {
        var plain = await service.RestAsync("search?q=マイナンバー");
        Assert.Equal(plain.GetRawText(), (await service.RestAsync("search?q=%20%E3%80%80マイナンバー%E3%80%80%20")).GetRawText());
        Assert.Equal(0, (await service.RestAsync("search?q=%EF%BF%BE")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_past_is_searched_as_it_was() => Assert.Equal(0, (await service.RestAsync("search?q=市&at=2001-01-01")).GetProperty("total").GetInt32());
}
