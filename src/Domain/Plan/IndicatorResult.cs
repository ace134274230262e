using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>Target against actual of one indicator in an evaluation.</summary>
[PublishedSet("indicatorResults")]
[Label("指標の結果", "Indicator result")]
public sealed class IndicatorResult : Fact
{
    /// <summary>Evaluation code.</summary>
    [Label("評価コード", "Evaluation code")]
    public required string EvaluationCode { get; init; }

    /// <summary>Indicator code.</summary>
    [Label("指標コード", "Indicator code")]
    public required string IndicatorCode { get; init; }

    /// <summary>Target; null if not stated.</summary>
    [Label("目標値", "Target", UnitPath = "indicator/unit")]
    public decimal? Target { get; init; }

    /// <summary>Actual; null if not stated.</summary>
    [Label("実績値", "Actual", UnitPath = "indicator/unit")]
    public decimal? Actual { get; init; }

    /// <summary>Whether the actual meets the target by its comparator; null if it cannot be said.</summary>
    [Label("達成", "Is achieved", Description = "Whether the actual meets the target by its comparator; null if it cannot be said.", DescriptionJapanese = "実績値が目標値の「以上」「以下」等を満たすか。判定できない場合は空")]
    public bool? IsAchieved { get; init; }

    /// <summary>Evaluation.</summary>
    [Label("施策評価", "Evaluation")]
    public Evaluation? Evaluation { get; init; }

    /// <summary>Indicator.</summary>
    [Label("指標", "Indicator")]
    [Searched]
    public Indicator? Indicator { get; init; }
}
