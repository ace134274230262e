using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.OData;

/// <summary>Answers over the shipped data against a second query, plain SQL written by hand: the two must not be wrong together.</summary>
public sealed partial class CrossCheckTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filters_find_what_sql_finds(string filter, string set, string condition)
    {
        var table = Table(set);
        Assert.Equal(
            await service.Database.RowsAsync($"select t.code from plan.{table} t where {condition} order by t.code"),
            await RowsAsync($"{set}?$filter={filter}&$select=code"));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task Answers_are_what_sql_answers(string url, string sql) => Assert.Equal(await service.Database.RowsAsync(sql), await RowsAsync(url));

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Numbers_are_what_sql_counts(string url, string sql) =>
        Assert.Equal(await service.Database.RowsAsync(sql), [await service.TextAsync(url)]);

    private async Task<IReadOnlyList<string>> RowsAsync(string url) => [.. (await service.RowsAsync(url)).Select(Text)];

    // Control information aside: null empty, members of a row between bars, of a collection between commas in brackets.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Text))}]",
        JsonValueKind.Object => string.Join('|', value.EnumerateObject().Where(IsValue).Select(p => Text(p.Value))),
        _ => value.GetRawText(),
    };

    private static bool IsValue(JsonProperty property) =>
        !property.Name.Contains('@', StringComparison.Ordinal) || property.Name.EndsWith("@odata.count", StringComparison.Ordinal);

    private static string Table(string set) => string.Concat(set.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
