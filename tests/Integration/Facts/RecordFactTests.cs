using System.Text.Json;
using Xunit;

namespace Kawasaki.Tests.Integration.Facts;

/// <summary>Records other than observations that a person read in the documents, asked of the running service.</summary>
public sealed class RecordFactTests(ShippedService service) : IClassFixture<ShippedService>
{
    [Theory]
    [MemberData(nameof(FactTable.FiscalAmounts), MemberType = typeof(FactTable))]
    public async Task A_fiscal_table_states_the_amount_the_document_prints(string id)
    {
        var fact = FactTable.Get(id);

        var rows = await service.RowsAsync(
            $"fiscalAmounts?$filter=documentCode eq 'ar3' and line eq {fact.Line} and fiscalYear eq {fact.FiscalYear}&$expand=fiscalLine");

        var row = Assert.Single(rows);
        Assert.Equal(fact.Value, row.GetProperty("amount") is { ValueKind: JsonValueKind.Number } amount ? amount.GetDecimal() : null);
        Assert.Equal(fact.Status, row.GetProperty("status").GetString());
        Assert.Equal("億円", row.GetProperty("fiscalLine").GetProperty("unit").GetString());
        Assert.Equal(Folded(fact.ValueText), Folded(row.GetProperty("valueText").GetString()!));
    }

    [Theory]
    [MemberData(nameof(FactTable.Actions), MemberType = typeof(FactTable))]
    public async Task An_action_item_stands_at_its_line_and_begins_in_its_year(string id)
    {
        var fact = FactTable.Get(id);

        var rows = await service.RowsAsync($"actions?$filter=documentCode eq '{fact.DocumentCode}' and line eq {fact.Line}");

        var items = rows.Where(r => Folded(r.GetProperty("text").GetString()!).Contains(Folded(fact.SubjectName), StringComparison.Ordinal)).ToList();
        Assert.True(items.Count > 0, $"{fact}: no action item with this text among {rows.Count}");
        if (fact.FiscalYear is { } year)
        {
            Assert.Contains(items, r => r.GetProperty("fiscalYears").EnumerateArray().Any(y => y.GetInt32() == year));
        }
    }

    [Theory]
    [InlineData("actions?$filter=documentCode eq 'ar3' and line eq 831 and contains(text,'地域交流農園への移行')", "2023,2025")]
    [InlineData("actions?$filter=documentCode eq 'ar3' and line eq 1367 and contains(text,'総床面積の抑制')", "2023,2024,2025")]
    [InlineData("actions?$filter=documentCode eq 'ar3' and line eq 2762 and contains(text,'エネルギー棟')", "2022,2023,2024,2025")]
    [InlineData("actions?$filter=documentCode eq 'ar3' and line eq 1038 and contains(text,'バスベイ')", "2022,2023,2024")]
    [InlineData("actions?$filter=documentCode eq 'ip3' and line eq 388 and contains(text,'新区役所供用開始予定')", "2029,2030,2031")]
    public async Task Years_of_an_action_are_those_its_head_prints(string url, string years)
    {
        var rows = await service.RowsAsync(url);

        Assert.Contains(rows, r => string.Join(',', r.GetProperty("fiscalYears").EnumerateArray().Select(y => y.GetInt32())) == years);
    }

    [Theory]
    [InlineData("projects('ip1-5-1-1-p07')", "name", "都市政策研究事業")]
    [InlineData("projects('ip1-5-1-1-p07')", "isMajor", "false")]
    [InlineData("projects('ip1-5-1-1-p01')", "isMajor", "true")]
    [InlineData("projects('ip3-5-1-2-p02')", "name", "コンタクトセンター運営事業")]
    [InlineData("evaluations('eval1-5-1-1')", "achievementGrade", "achievement-c")]
    [InlineData("evaluations('eval1-5-1-1')", "directionGrade", "direction-ii")]
    [InlineData("themes('5-1')", "name", "参加と協働により市民自治を推進する")]
    [InlineData("themes('5-1')", "parentCode", "5")]
    [InlineData("reformTasks('ar3-1-1-5')", "securesPeople", "false")]
    [InlineData("reformTasks('ar3-1-1-5')", "securesMoney", "true")]
    [InlineData("reformTasks('ar3-1-1-5')", "securesInformation", "true")]
    [InlineData("reformTasks('ar3-1-1-5')", "securesTime", "true")]
    [InlineData("reformTasks('ar3-1-1-5')", "departmentText", "経済労働局")]
    [InlineData("reformTasks('ar3-1-1-19')", "departmentText", "まちづくり局（交通局）")]
    [InlineData("reformTasks('ar3-2-3-16')", "securesPeople", "false")]
    [InlineData("indicators('5-1-1-o2')", "method", "町内会・自治会加入世帯数(442,037世帯)/総世帯数(693,203世帯)×100(%)")]
    public async Task A_record_says_what_the_document_prints(string url, string property, string expected)
    {
        var row = await service.RowAsync(url);

        var value = row.GetProperty(property);
        Assert.Equal(expected, value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
    }

    [Theory]
    [InlineData("ar3-2-3-16", "中原区役所")]
    [InlineData("ar3-2-3-24", "高津区役所")]
    [InlineData("ar3-2-3-27", "麻生区役所")]
    [InlineData("ar3-3-2-4", "幸区役所")]
    [InlineData("ar3-1-1-19", "まちづくり局,交通局")]
    public async Task A_reform_task_belongs_to_the_departments_its_sheet_names(string task, string departments)
    {
        var rows = await service.RowsAsync($"reformTasks('{task}')/departments");

        Assert.Equal(departments.Split(',').Order(StringComparer.Ordinal), rows.Select(r => r.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_evaluation_result_compares_target_and_actual()
    {
        var result = Assert.Single(await service.RowsAsync("indicatorResults?$filter=evaluationCode eq 'eval1-5-1-1' and indicatorCode eq '5-1-1-o1'"));

        Assert.Equal((21m, 14.7m, false), (result.GetProperty("target").GetDecimal(), result.GetProperty("actual").GetDecimal(), result.GetProperty("isAchieved").GetBoolean()));
    }

    [Theory]
    [InlineData("reformTasks")]
    [InlineData("indicators")]
    [InlineData("actions")]
    [InlineData("observations")]
    public async Task The_specimen_sheet_gives_nothing(string set) =>
        Assert.Equal(0, await service.CountAsync($"{set}?$filter=documentCode eq 'ar3' and line ge 693 and line le 706"));

    private static string Folded(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Normalize(System.Text.NormalizationForm.FormKC);
}
