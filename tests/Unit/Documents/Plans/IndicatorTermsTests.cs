using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Plans;
using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Plans;

public sealed class IndicatorTermsTests
{
    [Theory]
    [InlineData("町内会・自治会加入率 (市民・こども局調べ)", "町内会・自治会加入率", "市民・こども局調べ", null)]
    [InlineData("対応満足度 ※5点満点（総務局調べ）", "対応満足度", "総務局調べ", "※5点満点")]
    [InlineData("地域貢献活動 ^{※1} に関する 割合 (市民アンケート)", "地域貢献活動に関する割合", "市民アンケート", null)]
    [InlineData("バリア（障壁）を感じている人の割合 (市民文化局調べ)", "バリア（障壁）を感じている人の割合", "市民文化局調べ", null)]
    [InlineData("名称のみ", "名称のみ", null, null)]
    [InlineData("括弧の壊れた名称)", "括弧の壊れた名称)", null, null)]
    public void Separates_name_source_and_note(string cell, string name, string? source, string? note) =>
        Assert.Equal(new IndicatorTerms(name, source, note), IndicatorTerms.Read(cell));

    [Theory]
    [InlineData(Direction.Increase, "21%以上", "23%以上")]
    [InlineData(Direction.Decrease, "26.6%以下", "-")]
    [InlineData(Direction.Range, "70%～90%")]
    [InlineData(Direction.Unknown, "14団体", "22団体以上")]
    [InlineData(Direction.Unknown, "-")]
    public void The_direction_follows_the_comparators_of_all_targets(Direction expected, params string[] targets) =>
        Assert.Equal(expected, IndicatorTerms.DirectionOf(targets.Select(FigureReader.Read)));
}
