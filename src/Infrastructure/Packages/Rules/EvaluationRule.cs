using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Packages.Rules;

/// <summary>Whether a result is achieved follows from target and actual, by the comparator of the target or else the indicator's direction.</summary>
internal sealed class EvaluationRule : IPackageRule
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Check(PackageContent content)
    {
        var directions = content.Rows<Indicator>().GroupBy(i => i.Row.Code).ToDictionary(g => g.Key, g => g.First().Row.Direction);
        var targets = content.Rows<Observation>().Select(o => o.Row)
            .Where(o => o is { ValueType: ObservationType.Target, Comparator: not null, Value: not null }).ToLookup(o => o.IndicatorCode);
        foreach (var (place, row) in content.Rows<IndicatorResult>())
        {
            if (row is not { Target: { } target, Actual: { } actual })
            {
                if (row.IsAchieved is not null)
                {
                    yield return place.Finding(ErrorCode.PackageEvaluation, "isAchieved", $"found {place.Cell("isAchieved")} without target and actual, expected nothing");
                }

                continue;
            }

            var comparators = targets[row.IndicatorCode].Where(o => o.Value == target).Select(o => o.Comparator!.Value).Distinct().ToArray();
            var expected = Achieved(actual, target, comparators is [var one] ? one : null, directions.GetValueOrDefault(row.IndicatorCode, Direction.Unknown));
            if (expected is not null && row.IsAchieved != expected)
            {
                yield return place.Finding(ErrorCode.PackageEvaluation, "isAchieved", $"found {place.Cell("isAchieved") ?? "nothing"} for target {target} and actual {actual}, expected {(expected.Value ? "true" : "false")}");
            }
        }
    }

    private static bool? Achieved(decimal actual, decimal target, Comparator? comparator, Direction direction) => comparator switch
    {
        Comparator.Ge => actual >= target,
        Comparator.Gt => actual > target,
        Comparator.Le => actual <= target,
        Comparator.Lt => actual < target,
        _ => direction switch
        {
            Direction.Increase => actual >= target,
            Direction.Decrease => actual <= target,
            _ => null,
        },
    };
}
