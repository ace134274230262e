using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>`$apply` and `$compute` on the shipped data, held against plain SQL: in one page and in pages of three rows.</summary>
public sealed class ApplyTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(ApplyCases.Aggregates), MemberType = typeof(ApplyCases))]
    public Task Aggregates_equal_plain_sql(string url, string sql) => CompareAsync(url, sql);

    [Theory]
    [MemberData(nameof(ApplyCases.Groups), MemberType = typeof(ApplyCases))]
    public Task Groups_equal_plain_sql(string url, string sql) => CompareAsync(url, sql);

    [Theory]
    [MemberData(nameof(ApplyCases.Steps), MemberType = typeof(ApplyCases))]
    public Task Transformations_equal_plain_sql(string url, string sql) => CompareAsync(url, sql);

    [Fact]
    public async Task Count_counts_the_groups_and_the_context_names_the_columns()
    {
        var (status, page) = await service.AskAsync("observations?$apply=groupby((indicator/kind,valueType),aggregate($count as n))&$count=true&$top=1");
        Assert.Equal(200, status);
        Assert.EndsWith("$metadata#observations(indicator(kind),valueType,n)", page.GetProperty("@odata.context").GetString(), StringComparison.Ordinal);
        var expected = await service.Database.ScalarAsync<long>("select count(*) from (select distinct i.kind, o.value_type from plan.observations o join plan.indicators i on i.code = o.indicator_code) x");
        Assert.Equal(expected, page.GetProperty("@odata.count").GetInt64());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("value")[0].GetProperty("@odata.id").ValueKind);
    }

    private async Task CompareAsync(string url, string sql)
    {
        var plain = (await service.Database.RowsAsync($"select row_to_json(q)::text from ({sql}) q")).Select(r => Canonical(JsonNode.Parse(r)!)).ToList();
        var whole = (await service.RowsAsync(url)).Select(r => Canonical(JsonNode.Parse(r.GetRawText())!)).ToList();
        if (sql.LastIndexOf(" order by ", StringComparison.Ordinal) > sql.LastIndexOf(')'))
        {
            Assert.Equal(plain, whole);
        }
        else
        {
            Assert.Equal(plain.Order(StringComparer.Ordinal), whole.Order(StringComparer.Ordinal));
        }

        if (!url.Contains("$top", StringComparison.Ordinal) && whole.Count < 150)
        {
            Assert.Equal(whole, (await service.RowsAsync(url, maxPageSize: 3)).Select(r => Canonical(JsonNode.Parse(r.GetRawText())!)));
        }
    }

    // Members in the order of their names, numbers without needless zeros, no control information.
    private static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject row => "{" + string.Join(",", Members(row).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Canonical(m.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Canonical)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Math.Round(decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), 10).ToString("0.##########", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject row)
    {
        var absent = row.TryGetPropertyValue("-", out var name) ? name!.GetValue<string>() : null;
        return row.Where(m => !m.Key.Contains('@', StringComparison.Ordinal) && m.Key != "-" && m.Key != absent);
    }
}
