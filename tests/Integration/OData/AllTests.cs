using System.Text.Json;
using Kawasaki.Api.OData.Binding;
using Kawasaki.Api.OData.Parsing;
using Kawasaki.Domain.Query;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Kawasaki.Tests.Postgres.Query;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>`$all`: every row of every set once, in pages that go on where the one before ended.</summary>
public sealed class AllTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly string[] Sets = [.. PlanModel.Instance.Published.Sets.Select(s => s.Name)];

    [Theory]
    [InlineData("$all", "", 1)]
    [InlineData("$all", "", 7)]
    [InlineData("$all?$format=application/json;odata.metadata=full", "?$format=application/json;odata.metadata=full", 5)]
    [InlineData("$all?$format=application/json;odata.metadata=none;IEEE754Compatible=true", "?$format=application/json;odata.metadata=none;IEEE754Compatible=true", 4)]
    [InlineData("$all/$ref", "/$ref", 3)]
    [InlineData("$all?$format=application/json;odata.streaming=true", "", 10_000)]
    public async Task Pages_put_together_are_the_rows_of_every_set(string url, string same, int size)
    {
        var expected = new List<string>();
        foreach (var set in Sets)
        {
            expected.AddRange((await service.GetAsync(set + same)).GetProperty("value").EnumerateArray().Select(Plain));
        }

        var found = await RowsAsync(url, size);

        Assert.True(expected.Count > 50, $"{expected.Count} rows are no proof.");
        Assert.Equal(expected, found.Select(Plain));
    }

    [Fact]
    public async Task Every_row_tells_its_set_and_its_type()
    {
        var types = PlanModel.Instance.Published.Sets.ToDictionary(s => s.Name, s => $"#{PlanModel.Instance.Published.Namespace}.{s.Type.Name}");

        var rows = await RowsAsync("$all", 50);

        Assert.All(rows, row =>
        {
            var context = row.GetProperty("@odata.context").GetString()!;
            Assert.StartsWith(service.Root + "$metadata#", context, StringComparison.Ordinal);
            Assert.EndsWith("/$entity", context, StringComparison.Ordinal);
            Assert.Equal(types[context[(service.Root.Length + "$metadata#".Length)..^"/$entity".Length]], row.GetProperty("@odata.type").GetString());
        });
    }

    [Theory]
    [InlineData("$all/$count", null)]
    [InlineData("$all/$count?$filter=isof(kawasaki.Theme)", "themes/$count")]
    [InlineData("$all/$count?$filter=isof(kawasaki.Theme) or kawasaki.Ward/code ne null", "themes/$count;wards/$count")]
    [InlineData("$all/$count?$filter=startswith(kawasaki.Theme/name,'区')", "themes/$count?$filter=startswith(name,'区')")]
    [InlineData("$all/$count?$filter=kawasaki.Theme/parent/name eq '自治'", "themes/$count?$filter=parent/name eq '自治'")]
    [InlineData("$all/$count?$filter=kawasaki.Indicator/observations/any(o:o/value gt 0)", "indicators/$count?$filter=observations/any(o:o/value gt 0)")]
    [InlineData("$all/$count?$filter=false", "")]
    [InlineData("$all/$count?$search=区", "*?$search=区")]
    [InlineData("$all/$count?$search=加入率 NOT 町内&$filter=isof(kawasaki.Indicator)", "indicators/$count?$search=加入率 NOT 町内")]
    public async Task Counts_what_the_sets_count(string url, string? same)
    {
        var searched = PlanModel.Instance.Published.Sets.Where(s => s.Type.Searched.Count > 0).Select(s => s.Name);
        var urls = same is null ? Sets.Select(s => s + "/$count") : same.StartsWith('*') ? searched.Select(s => $"{s}/$count{same[1..]}") : same.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var expected = 0L;
        foreach (var other in urls)
        {
            expected += (await service.GetAsync(other)).GetInt64();
        }

        Assert.Equal(expected, (await service.GetAsync(url)).GetInt64());
        var page = await service.GetAsync(url.Replace("/$count", "", StringComparison.Ordinal) + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "$count=true&$top=0");
        Assert.Equal(expected, page.GetProperty("@odata.count").GetInt64());
        Assert.Equal(0, page.GetProperty("value").GetArrayLength());
    }

    [Theory]
    [InlineData(0, 5, 2)]
    [InlineData(3, 9, 4)]
    [InlineData(40, 30, 7)]
    [InlineData(9_000, 5, 2)]
    public async Task Skip_and_top_count_over_all_sets(int skip, int top, int size)
    {
        var whole = (await RowsAsync("$all", 10_000)).Select(r => r.ToString());

        var rows = await RowsAsync($"$all?$skip={skip}&$top={top}&$count=true", size);

        Assert.Equal(whole.Skip(skip).Take(top), rows.Select(r => r.ToString()));
    }

    [Fact]
    public async Task A_page_reads_no_set_before_it_and_none_behind_it()
    {
        var request = UrlParser.Parse("$all", "", ParseLimits.Default).Value!;
        var first = ((ReadRequest)new RequestBinder(PlanModel.Instance.Published, new QueryLimits()).Bind(request, maxPageSize: 1).Value!).Plan;
        var place = Array.IndexOf(Sets, "themes");
        var plan = first with { After = [new Literal(place, first.Query.Order[0].Value.Type), new Literal("[\"\"]", first.Query.Order[1].Value.Type)] };

        var lines = await ExplainedStatement.LinesAsync(service.Database, plan, "set enable_seqscan = off", "(analyze, costs off, timing off)");

        Assert.Contains(lines, l => l.Contains("themes", StringComparison.Ordinal) && !l.Contains("never executed", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains(" on documents ", StringComparison.Ordinal));
        Assert.All(lines.Where(l => l.Contains(" on passages ", StringComparison.Ordinal) || l.Contains(" on changes ", StringComparison.Ordinal)), l => Assert.Contains("never executed", l, StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("passages", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$all?$filter=name eq 'x'", 400, "column 1: EntityType has no property 'name'.")]
    [InlineData("$all?$orderby=kawasaki.Theme/name", 400, "$orderby has no meaning for $all: its rows are of Edm.EntityType, which has no property.")]
    [InlineData("$all?$select=name", 400, "$select has no meaning for $all: its rows are of Edm.EntityType, which has no property.")]
    [InlineData("$all?$expand=*", 400, "$expand has no meaning for $all: its rows are of Edm.EntityType, which has no property.")]
    [InlineData("$all?$apply=aggregate($count as n)", 400, "$apply has no meaning for $all: its rows are of Edm.EntityType, which has no property.")]
    [InlineData("$all?$format=csv", 406, "The answer cannot be text/csv: the rows of several sets have no columns in common.")]
    [InlineData("$all?$skiptoken=x", 400, "The token is damaged or belongs to another query.")]
    [InlineData("$all/$value", 404, "column 6: Only a type, $count or $ref may follow $all.")]
    [InlineData("$all('x')", 400, "column 5: unexpected `(`")]
    [InlineData("themes/$all", 400, "column 8: this segment may only begin a path")]
    public async Task What_is_wrong_is_refused(string url, int status, string message)
    {
        using var response = await service.SendAsync(url);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(status == (int)response.StatusCode, $"{url}: {(int)response.StatusCode} {body}");
        var said = JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("message").GetString();
        Assert.StartsWith(message, said, StringComparison.Ordinal);
    }

    private static string Plain(JsonElement row) =>
        string.Join(",", row.EnumerateObject().Where(p => p.Name is not ("@odata.context" or "@odata.type")).Select(p => p.ToString()));

    private async Task<List<JsonElement>> RowsAsync(string url, int size)
    {
        var rows = new List<JsonElement>();
        for (string? next = url; next is not null;)
        {
            using var response = await service.SendAsync(next, ("Prefer", $"maxpagesize={size}"));
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{next}: {body}");
            var page = JsonDocument.Parse(body).RootElement;
            rows.AddRange(page.GetProperty("value").EnumerateArray());
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return rows;
    }
}
