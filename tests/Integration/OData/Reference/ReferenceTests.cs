using Xunit;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Complex values, enumerations, derived types, trees and links of the reference model against plain SQL.</summary>
public sealed partial class ReferenceTests(ReferenceService service) : IClassFixture<ReferenceService>
{
    [Theory]
    [MemberData(nameof(Places))]
    public async Task Places_are_found(string filter, string condition) => Assert.Equal(
        await service.Database.RowsAsync($"select \"Region\", \"Id\" from reference.places p where {condition} order by \"Region\", \"Id\""),
        (await service.RowsAsync($"places?$filter={filter}&$select=region,id")).Select(ReferenceText.Of));

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Samples_are_found(string filter, string condition) => Assert.Equal(
        await service.Database.RowsAsync($"select \"Day\"::text from reference.samples s where {condition} order by \"Day\""),
        (await service.RowsAsync($"samples?$filter={filter}&$select=day")).Select(ReferenceText.Of));

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task Answers_are_what_sql_answers(string url, string sql) => Assert.Equal(
        (await service.Database.RowsAsync(sql)).Order(StringComparer.Ordinal), (await ValuesAsync(url)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_model_that_keeps_no_history_has_no_moments()
    {
        using var response = await service.SendAsync("places?$at=2026-04-01");

        Assert.Equal(501, (int)response.StatusCode);
        Assert.Contains("The query option $at is not supported by this service.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> ValuesAsync(string url)
    {
        var isText = url.Split('?')[0].EndsWith("$value", StringComparison.Ordinal) || url.Split('?')[0].EndsWith("$count", StringComparison.Ordinal);
        return isText ? [await service.TextAsync(url)] : [.. (await service.RowsAsync(url)).Select(ReferenceText.Of)];
    }
}
