using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>施策評価 of one measure at the end of a plan period.</summary>
[PublishedSet("evaluations")]
[Label("施策評価", "Evaluation")]
public sealed class Evaluation : Fact
{
    /// <summary>Plan code.</summary>
    [Label("計画コード", "Plan code")]
    public required string PlanCode { get; init; }

    /// <summary>Measure code.</summary>
    [Label("施策コード", "Measure code")]
    public required string MeasureCode { get; init; }

    /// <summary>Last fiscal year of the period evaluated.</summary>
    [Label("評価対象の最終年度", "Fiscal year", Unit = "fiscal year", Description = "Last fiscal year of the period evaluated.", DescriptionJapanese = "評価の対象期間の最後の年度")]
    public required int FiscalYear { get; init; }

    /// <summary>Code of the grade on the achievement scale; null if not stated.</summary>
    [Label("達成度", "Achievement grade", Description = "Code of the grade on the achievement scale.", DescriptionJapanese = "施策の達成度の評価区分のコード")]
    public string? AchievementGrade { get; init; }

    /// <summary>Code of the grade on the direction scale; null if not stated.</summary>
    [Label("方向性", "Direction grade", Description = "Code of the grade on the direction scale.", DescriptionJapanese = "今後の方向性の評価区分のコード")]
    public string? DirectionGrade { get; init; }

    /// <summary>Plan.</summary>
    [Label("計画", "Plan")]
    public PlanProgramme? Plan { get; init; }

    /// <summary>Measure.</summary>
    [Label("施策", "Measure")]
    [Searched]
    public Measure? Measure { get; init; }

    /// <summary>Results; ordered by code when nothing else is asked.</summary>
    [Label("指標の結果", "Results")]
    public ICollection<IndicatorResult> Results { get; init; } = [];
}
