using Kawasaki.Domain.Plan;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class IndicatorDirectionTests
{
    [Theory]
    [InlineData("50%", "60%以上", Direction.Increase)]
    [InlineData("50%", "40%以上", Direction.Increase)]
    [InlineData("50台", "60台以下", Direction.Decrease)]
    [InlineData("0%", "20%未満", Direction.Decrease)]
    [InlineData("59%", "70%～90%", Direction.Range)]
    [InlineData("1,580時間", "1,280時間", Direction.Decrease)]
    [InlineData("2回", "3回", Direction.Increase)]
    [InlineData("2回", "2回", Direction.Maintain)]
    [InlineData("—", "40%", Direction.Unknown)]
    [InlineData("0円", "3,000千円", Direction.Unknown)]
    [InlineData("全区分", "全部署", Direction.Unknown)]
    public void Comes_from_the_targets_word_or_the_two_values(string current, string target, Direction expected) =>
        Assert.Equal(expected, Read("利用の件数", current, target));

    [Fact]
    public void A_cumulative_count_can_only_grow() => Assert.Equal(Direction.Increase, Read("導入件数（累計）", "—", "4件"));

    [Theory]
    [InlineData("感染症後の利用の件数の増加（1,250件）", Direction.Increase)]
    [InlineData("利用の件数の縮減", Direction.Decrease)]
    [InlineData("利用の件数の維持", Direction.Maintain)]
    public void The_goal_says_it_before_the_values_do(string goal, Direction expected) =>
        Assert.Equal(expected, Read("利用の件数", "1,396件", "1,250件", goal));

    private static Direction Read(string name, string current, string target, string goal = "窓口の最適化") =>
        new SampleSheet { Outcome = [$"成果指標①\t{name}\t現状値\t{current} (令和2(2020)年度)\t目標値\t{target} (令和7(2025)年度)"], Goal = goal }
            .Read().Data.Indicators.Single().Direction;
}
