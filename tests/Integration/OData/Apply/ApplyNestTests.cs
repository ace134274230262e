using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>`join`, `outerjoin`, `nest`, `addnested` and groups of rows, held against plain SQL on the shipped data.</summary>
public sealed class ApplyNestTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(ApplyNestCases.Joins), MemberType = typeof(ApplyNestCases))]
    public Task Joined_rows_equal_plain_sql(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyNestCases.Nests), MemberType = typeof(ApplyNestCases))]
    public Task Nested_rows_equal_plain_sql(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyNestCases.Deep), MemberType = typeof(ApplyNestCases))]
    public Task Rows_inside_of_rows_that_are_put_together_equal_plain_sql(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyNestCases.Rows), MemberType = typeof(ApplyNestCases))]
    public Task Groups_of_rows_equal_plain_sql(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Theory]
    [MemberData(nameof(ApplyNestCases.Collections), MemberType = typeof(ApplyNestCases))]
    public Task Values_of_collections_equal_plain_sql(string url, string sql) => PlainSql.CompareAsync(service, url, sql);

    [Fact]
    public async Task Nested_rows_are_written_unless_expand_asks_for_others()
    {
        const string Apply = "measures?$apply=filter(code eq '5-1-1')/addnested(indicators,identity as all)/addnested(evaluations,identity as some)";
        Assert.Equal((true, true), await MembersAsync(Apply));
        Assert.Equal((false, true), await MembersAsync(Apply + "&$expand=some"));
        Assert.Equal((true, false), await MembersAsync(Apply + "&$select=code,all"));
        Assert.Equal((false, false), await MembersAsync(Apply + "&$select=code"));

        async Task<(bool All, bool Some)> MembersAsync(string url)
        {
            var row = Assert.Single(await service.RowsAsync(url));
            return (row.TryGetProperty("all", out _), row.TryGetProperty("some", out _));
        }
    }

    [Fact]
    public async Task A_joined_entity_is_written_only_when_it_is_expanded()
    {
        var plain = await service.RowsAsync("policies?$apply=join(measures as m)");
        Assert.All(plain, row => Assert.False(row.TryGetProperty("m", out _)));
        var expanded = await service.RowsAsync("policies?$apply=join(measures as m)&$expand=m");
        Assert.All(expanded, row => Assert.Equal(row.GetProperty("code").GetString(), row.GetProperty("m").GetProperty("policyCode").GetString()));
        Assert.All(expanded, row => Assert.Equal(JsonValueKind.String, row.GetProperty("m").GetProperty("name").ValueKind));
        Assert.Equal(plain.Count, expanded.Count);
    }

    [Theory]
    [InlineData("4.0", "minimal", """[{"@odata.id":null,"kind":"outcome","n@odata.type":"#Decimal","n":5}]""")]
    [InlineData("4.0", "none", """[{"kind":"outcome","n":5}]""")]
    [InlineData("4.0", "full", """[{"@odata.id":null,"kind":"outcome","n@odata.type":"#Decimal","n":5}]""")]
    [InlineData("4.01", "minimal", """[{"kind":"outcome","n@odata.type":"#Decimal","n":5}]""")]
    public async Task Rows_without_id_say_so_wherever_they_stand(string version, string metadata, string expected)
    {
        const string groups = "filter(kind eq 'outcome')/groupby((kind),aggregate($count as n))";
        (string, string)[] headers = [("OData-MaxVersion", version), ("Accept", $"application/json;metadata={metadata}")];
        var top = await Rows("measures('5-1-1')/indicators?$apply=" + groups, "value");
        var expanded = await Rows($"measures('5-1-1')?$select=code&$expand=indicators($apply={groups})", "indicators");
        var nested = await Rows($"measures?$apply=filter(code eq '5-1-1')/addnested(indicators,{groups} as found)&$select=code,found", "found");

        Assert.Equal(expected, top);
        Assert.Equal(expected, expanded);
        Assert.Equal(expected, nested);

        async Task<string> Rows(string url, string name)
        {
            using var response = await service.SendAsync(url, headers);
            var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            return (name != "value" && body.TryGetProperty("value", out var rows) ? rows[0] : body).GetProperty(name).GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal);
        }
    }
}
