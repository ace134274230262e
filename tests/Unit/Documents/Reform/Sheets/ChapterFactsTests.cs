using System.Globalization;
using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

/// <summary>Facts of the sheets that an independent reader wrote down, chosen for their hard cases.</summary>
/// <param name="chapter">The chapter.</param>
public sealed class ChapterFactsTests(Chapter3 chapter) : IClassFixture<Chapter3>
{
    [Theory]
    [InlineData("ar3-1-1-5-a1.current.2021", 828, "3", "Eq", "農園", "3農園")] // era and western year contradict
    [InlineData("ar3-1-1-5-o1.target.2025", 834, "1280", "Eq", "時間", "1,280時間")]
    [InlineData("ar3-1-1-20-a1.current.2021", 1065, "87.1", "Eq", "%", "87.1%")] // year on the next line
    [InlineData("ar3-1-1-18-o1.current.2021", 1041, null, null, null, "—")]
    [InlineData("ar3-1-1-22-o1.target.2025", 1104, "70", "Range", "%", "70%～90%")]
    [InlineData("ar3-1-1-24-o1.current.2020", 1136, "9.0", "Eq", "分", "9.0分")] // calendar year
    [InlineData("ar3-1-2-2-a1.target.2022", 1191, "100", "Eq", "%", "100%")] // target year is not 2025
    [InlineData("ar3-1-3-1-a2.target.2025", 1285, "15", "Eq", "回", "15回")]
    [InlineData("ar3-2-3-1-o1.target.2025", 1738, "4628", "Ge", "千円", "4,628千円以上")] // label glued to the value
    [InlineData("ar3-2-3-1-o1.current.2018-2021", 1738, "6916", "Eq", "千円", "6,916千円")]
    [InlineData("ar3-2-1-2-o1.current.2019-2020", 1584, "115000", "Eq", "千円", "115,000千円")]
    [InlineData("ar3-2-4-6-a1.target.2025", 2136, "64000", "Ge", "件", "64,000件以上")]
    [InlineData("ar3-2-4-6-o1-1.current.2020", 2144, "94.76", "Eq", "%", "94.76%")] // ①-1
    [InlineData("ar3-2-7-7-o1.current.2020", 2670, "-17", "Eq", "億円", "▲17億円")]
    [InlineData("ar3-2-7-7-o1.target.2025", 2670, "0", "Ge", "円", "0円以上 （純利益の確保）")]
    [InlineData("ar3-2-7-7-o2.target.2025", 2671, "20", "Lt", "%", "20%未満")]
    [InlineData("ar3-2-7-10-o4.current.2020", 2725, "69.3", "Eq", "%", "69.3%")] // year in a cell of its own
    [InlineData("ar3-2-7-10-o4.target.2023", 2725, "81.7", "Eq", "%", "81.7%")]
    [InlineData("ar3-3-1-16-o2.target.2024", 3103, "30.0", "Eq", "%", "30.0%")]
    [InlineData("ar3-3-1-28-o1.current.2021", 3295, "0", "Eq", "名", "0名")] // zero is a value
    [InlineData("ar3-4-2-3-o1.current.2020", 3978, null, null, null, "—")]
    [InlineData("ar3-4-3-2-a1.current.2020", 4218, "666", "Eq", "部署", "666部署（全部署）")]
    public void Values_of_the_sheets(string code, int line, string? value, string? comparator, string? unit, string valueText)
    {
        var observation = chapter.Data.Observations.Single(o => o.Code == code);
        Assert.Equal(
            (line, value, comparator, unit, valueText),
            (observation.Line, observation.Value?.ToString(CultureInfo.InvariantCulture), observation.Comparator?.ToString(), observation.Unit, observation.ValueText));
        Assert.Equal(value is null ? ValueStatus.NotSet : ValueStatus.Ok, observation.Status);
    }

    [Theory]
    [InlineData("ar3-1-1-5", "2023,2025", 831, "市直営の市民農園の地域交流農園への移行", null)]
    [InlineData("ar3-2-7-12", "2022,2023,2024,2025", 2762, "民間活用によるエネルギー棟・給水ポンプ棟の設計、整備をすることで、老朽化設備を更新し、整備費用の縮減やメンテナンス費等の費用を軽減", null)]
    [InlineData("ar3-1-3-5", "2023,2024,2025", 1367, "計画に基づき、団地の集約・再編や民間活力の導入、市営住宅の総床面積の抑制に向けた取組を推進", "②建替事業")]
    [InlineData("ar3-1-3-5", "2023", 1367, "民間事業者の動向の調査、他都市比較、費用等検証", "①維持管理業務")]
    [InlineData("ar3-1-1-18", "2022,2023,2024", 1038, "向丘出張所バス停へのバスベイ設置に向けた調整", "②路線バス等の走行環境改善のモデル路線として抽出した3路線3区間におけるバスベイ設置及び改善に至っていない2交差点の改良")]
    public void Actions_of_the_sheets(string task, string years, int line, string text, string? group)
    {
        var action = chapter.Data.Actions.Single(a => a.ReformTaskCode == task && a.Text == text);
        Assert.Equal((years, line), (string.Join(',', action.FiscalYears), action.Line));
        Assert.Equal(group, action.Group);
    }

    [Theory]
    [InlineData("ar3-1-1-5", false, false, true, true, true, "経済労働局")]
    [InlineData("ar3-2-3-16", false, false, false, false, false, "各区役所")]
    public void Resources_of_the_tasks(string code, bool people, bool goods, bool money, bool information, bool time, string department)
    {
        var task = chapter.Data.ReformTasks.Single(t => t.Code == code);
        Assert.Equal((people, goods, money, information, time), (task.SecuresPeople, task.SecuresGoods, task.SecuresMoney, task.SecuresInformation, task.SecuresTime));
        Assert.Equal(department, task.DepartmentText);
    }

    [Fact]
    public void Task_names_are_not_unique() =>
        Assert.Equal(
            ["ar3-3-2-3", "ar3-3-2-4", "ar3-3-2-6", "ar3-3-2-8", "ar3-3-2-9"],
            chapter.Data.ReformTasks.Where(t => t.Name == "区役所サービスの向上に向けた取組の推進").Select(t => t.Code));
}
