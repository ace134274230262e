using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>Whether a target was reached, by the actual values of its year: one row for each target, with its code.</summary>
/// <remarks>Kept nowhere: judged by the view `target_results`, the only place that judges (docs/decisions/0033).</remarks>
[PublishedSet("targetResults", InPackage = false, MadeOf = [typeof(Observation), typeof(Indicator)])]
[Label(
    "目標の達成状況",
    "Target result",
    Description = "Whether a target was reached, by the actual values of its year, and why nothing can be said where it cannot.",
    DescriptionJapanese = "目標値が同じ年度の実績値によって達成されたかどうか。判定できない場合はその理由")]
public sealed class TargetResult : Entity
{
    /// <summary>Indicator code.</summary>
    [Label("指標コード", "Indicator code")]
    public required string IndicatorCode { get; init; }

    /// <summary>Indicator name.</summary>
    [Label("指標名", "Indicator name")]
    public required string IndicatorName { get; init; }

    /// <summary>Western year in which the fiscal year of the target begins (April); null if not stated.</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year", Description = "Western year in which the fiscal year of the target begins (April).", DescriptionJapanese = "目標値の年度(4月始まり)の西暦")]
    public int? FiscalYear { get; init; }

    /// <summary>Last year of a target for several years; null for any other.</summary>
    [Label("終了年度", "Last fiscal year", Unit = "fiscal year", Description = "Last year of a target for several years.", DescriptionJapanese = "複数年度にわたる目標値の最終年度")]
    public int? LastFiscalYear { get; init; }

    /// <summary>Implementation plan period of the target; null if not stated.</summary>
    [Label("計画期", "Plan period", Description = "1, 2 or 3 where the target is one of that implementation plan period.", DescriptionJapanese = "実施計画の期(1~3)の目標値である場合、その期")]
    public int? PlanPeriod { get; init; }

    /// <summary>Part of the population the target is for, as printed; null if not stated.</summary>
    [Label("内訳", "Subgroup", Description = "Part of the population the target is for, as printed (子ども, 大人).", DescriptionJapanese = "目標値の対象となる内訳(原文どおり)")]
    public string? Subgroup { get; init; }

    /// <summary>Ward code; null if not stated.</summary>
    [Label("区コード", "Ward code")]
    public string? WardCode { get; init; }

    /// <summary>Unit of the target, else that of the indicator; null if none is stated.</summary>
    [Label("単位", "Unit", Description = "Unit of the target, else that of the indicator.", DescriptionJapanese = "目標値の単位。記載がない場合は指標の単位")]
    public string? Unit { get; init; }

    /// <summary>Code of the observation that states the target.</summary>
    [Label("目標値のコード", "Target code", Description = "The observation that states the target.", DescriptionJapanese = "目標値を記載している数値のコード")]
    public required string TargetCode { get; init; }

    /// <summary>Target, as printed.</summary>
    [Label("目標値(原文)", "Target, as printed")]
    public required string TargetText { get; init; }

    /// <summary>Actual values stated or reported of the same indicator, year, subgroup and ward, whether they can be compared or not.</summary>
    [Label("実績値の数", "Actual values", Description = "Actual values stated or reported of the same indicator, year, subgroup and ward, whether they can be compared or not.", DescriptionJapanese = "指標、年度、内訳、区が同じ実績値の数。比較できないものも含みます")]
    public required int Actuals { get; init; }

    /// <summary>Code of the observation that states the actual value compared, of several that agree the first by code; null where nothing can be said.</summary>
    [Label("実績値のコード", "Actual code", Description = "The observation that states the actual value compared, of several that agree the first by code; null where nothing can be said.", DescriptionJapanese = "比較した実績値のコード。判定が一致する実績値が複数ある場合はコード順で最初のもの。判定できない場合は空")]
    public string? ActualCode { get; init; }

    /// <summary>That actual value, as printed or reported; null where nothing can be said.</summary>
    [Label("実績値(原文)", "Actual, as printed", Description = "The actual value compared, as printed or reported; null where nothing can be said.", DescriptionJapanese = "比較した実績値の原文または報告値。判定できない場合は空")]
    public string? ActualText { get; init; }

    /// <summary>Actual value less target; of a range the distance from its nearer end, 0 within it; null where nothing can be said.</summary>
    [Label("差", "Difference", UnitPath = "unit", Description = "Actual value less target; of a range the distance from its nearer end, 0 within it; null where nothing can be said.", DescriptionJapanese = "実績値から目標値を引いた差。目標が範囲の場合は近い方の端との差で、範囲内なら0。判定できない場合は空")]
    public decimal? Difference { get; init; }

    /// <summary>Whether the target was reached.</summary>
    [Label("達成状況", "Outcome", Description = "Whether the target was reached, by the rule that progress counts by.", DescriptionJapanese = "目標値が達成されたかどうか。進捗の集計と同じ基準で判定します")]
    public required TargetOutcome Outcome { get; init; }

    /// <summary>Why nothing can be said, or why the target does not count; null where it was reached or missed.</summary>
    [Label("判定しない理由", "Reason", Description = "Why nothing can be said, or why the target does not count; null where it was reached or missed.", DescriptionJapanese = "判定できない理由、または対象外とする理由。達成・未達成の場合は空")]
    public OutcomeReason? Reason { get; init; }

    /// <summary>Indicator.</summary>
    [Label("指標", "Indicator")]
    public Indicator? Indicator { get; init; }

    /// <summary>The observation that states the target.</summary>
    [Label("目標値", "Target")]
    public Observation? Target { get; init; }

    /// <summary>The observation that states the actual value compared; null where nothing can be said.</summary>
    [Label("実績値", "Actual")]
    public Observation? Actual { get; init; }

    /// <summary>Ward.</summary>
    [Label("区", "Ward")]
    public Ward? Ward { get; init; }
}
