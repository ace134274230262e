using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Evaluations;
using Kawasaki.Infrastructure.Documents.Reading;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Evaluations;

public sealed class MeasureEvaluationTests
{
    [Fact]
    public void The_evaluation_has_grades_c_and_ii()
    {
        var evaluation = Assert.Single(PlanDocuments.Data.Evaluations);
        Assert.Equal(("eval1-5-1-1", 561, "achievement-c", "direction-ii"), (evaluation.Code, evaluation.Line, evaluation.AchievementGrade, evaluation.DirectionGrade));
        Assert.Equal(("ip1", "5-1-1", 2017), (evaluation.PlanCode, evaluation.MeasureCode, evaluation.FiscalYear));
    }

    [Fact]
    public void The_legends_give_two_scales_of_four_grades()
    {
        Assert.Equal(["achievement-a", "achievement-b", "achievement-c", "achievement-d"], Codes(GradeScale.Achievement));
        Assert.Equal(["direction-i", "direction-ii", "direction-iii", "direction-iv"], Codes(GradeScale.Direction));

        static IEnumerable<string> Codes(GradeScale scale) => PlanDocuments.Data.Grades.Where(g => g.Scale == scale).OrderBy(g => g.Order).Select(g => g.Code);
    }

    [Fact]
    public void Three_results_miss_their_targets() =>
        Assert.Equal(
            [("5-1-1-o1", 457, 21m, 14.7m, false), ("5-1-1-o2", 483, 64m, 62.1m, false), ("5-1-1-o3", 498, 14m, 10m, false)],
            PlanDocuments.Data.IndicatorResults.Select(r => (r.IndicatorCode, r.Line, r.Target!.Value, r.Actual!.Value, r.IsAchieved!.Value)));

    [Fact]
    public void The_definitions_give_the_indicators_their_methods() =>
        Assert.Equal(3, PlanDocuments.Data.Indicators.Count(i => i.Kind == IndicatorKind.Outcome && i.Method is not null));

    [Theory]
    [InlineData("64%以上", "64%", Direction.Unknown, true)]
    [InlineData("64%", "63.9%", Direction.Increase, false)]
    [InlineData("26.6%以下", "26.6%", Direction.Unknown, true)]
    [InlineData("20%未満", "20%", Direction.Decrease, false)]
    [InlineData("64%", "64%", Direction.Unknown, null)]
    [InlineData("-", "64%", Direction.Increase, null)]
    public void Achievement_follows_the_comparator_and_else_the_direction(string target, string actual, Direction direction, bool? expected) =>
        Assert.Equal(expected, IndicatorResults.IsAchieved(FigureReader.Read(target), FigureReader.Read(actual), direction));
}
