using System.Text.Json;
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
    [MemberData(nameof(ApplyCases.Collections), MemberType = typeof(ApplyCases))]
    public Task Aggregates_of_collections_that_rows_hold_equal_plain_sql(string url, string sql) => CompareAsync(url, sql);

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

    private Task CompareAsync(string url, string sql) => PlainSql.CompareAsync(service, url, sql);
}
