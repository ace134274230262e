using Kawasaki.Domain.Plan;
using Kawasaki.Infrastructure.Documents.Reading;

namespace Kawasaki.Infrastructure.Documents.Reform.Sheets;

/// <summary>
/// Which way is good. The sheets do not print it as such; what settles it, in this order: the target's word of comparison
/// (以上, 以下), the word that the goal (到達目標) puts behind the indicator's name (…の増加, …の縮減), where the target lies from
/// the current value, and that a cumulative count can only grow. Otherwise it is unknown.
/// </summary>
internal static class IndicatorDirection
{
    private static readonly (string Word, Direction Direction)[] GoalWords =
    [
        ("増加", Direction.Increase), ("向上", Direction.Increase), ("上昇", Direction.Increase),
        ("減少", Direction.Decrease), ("縮減", Direction.Decrease), ("削減", Direction.Decrease), ("短縮", Direction.Decrease),
        ("維持", Direction.Maintain),
    ];

    /// <summary>Reads the direction.</summary>
    /// <param name="row">Row of the indicator.</param>
    /// <param name="goal">到達目標 of its sheet.</param>
    public static Direction Read(IndicatorRow row, string goal) => row.Target.Figure switch
    {
        { Comparator: Comparator.Range } => Direction.Range,
        { Comparator: Comparator.Ge or Comparator.Gt } => Direction.Increase,
        { Comparator: Comparator.Le or Comparator.Lt } => Direction.Decrease,
        _ when GoalSays(row.Name, goal) is { } said => said,
        { Value: { } to } when row.Current.Figure is { Value: { } from } current && current.Unit == row.Target.Figure.Unit =>
            to > from ? Direction.Increase : to < from ? Direction.Decrease : Direction.Maintain,
        { Value: > 0 } when row.IsCumulative => Direction.Increase,
        _ => Direction.Unknown,
    };

    private static Direction? GoalSays(string name, string goal)
    {
        var printed = TextFolding.Comparable(goal);
        var subject = TextFolding.Comparable(name) + "の";
        foreach (var (word, direction) in GoalWords)
        {
            if (printed.Contains(subject + word, StringComparison.Ordinal))
            {
                return direction;
            }
        }

        return null;
    }
}
