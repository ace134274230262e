using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>One wide row for each observation: needs no $expand (Excel, Power BI).</summary>
[PublishedSet("indicatorFacts", InPackage = false, MadeOf =
[
    typeof(Observation), typeof(Indicator), typeof(PlanProgramme), typeof(Policy), typeof(Measure), typeof(Project), typeof(ReformPillar), typeof(ReformItem), typeof(ReformTask), typeof(Ward),
])]
[Label("指標の数値(一覧)", "Indicator fact")]
public sealed class IndicatorFact : StatedValue
{
    /// <summary>Indicator name.</summary>
    [Label("指標名", "Indicator name")]
    [Searched(Weight = 4)]
    public required string IndicatorName { get; init; }

    /// <summary>Indicator kind.</summary>
    [Label("指標の種別", "Indicator kind")]
    public required IndicatorKind IndicatorKind { get; init; }

    /// <summary>Direction.</summary>
    [Label("望ましい方向", "Direction")]
    public required Direction Direction { get; init; }

    /// <summary>Source; null if not stated.</summary>
    [Label("出典", "Source")]
    public string? Source { get; init; }

    /// <summary>Plan code; null if not stated.</summary>
    [Label("計画コード", "Plan code")]
    public string? PlanCode { get; init; }

    /// <summary>Plan name; null if not stated.</summary>
    [Label("計画名", "Plan name")]
    public string? PlanName { get; init; }

    /// <summary>Policy code; null if not stated.</summary>
    [Label("政策コード", "Policy code")]
    public string? PolicyCode { get; init; }

    /// <summary>Policy name; null if not stated.</summary>
    [Label("政策名", "Policy name")]
    public string? PolicyName { get; init; }

    /// <summary>Measure code; null if not stated.</summary>
    [Label("施策コード", "Measure code")]
    public string? MeasureCode { get; init; }

    /// <summary>Measure name; null if not stated.</summary>
    [Label("施策名", "Measure name")]
    public string? MeasureName { get; init; }

    /// <summary>Project code; null if not stated.</summary>
    [Label("事務事業コード", "Project code")]
    public string? ProjectCode { get; init; }

    /// <summary>Project name; null if not stated.</summary>
    [Label("事務事業名", "Project name")]
    public string? ProjectName { get; init; }

    /// <summary>ReformTask code; null if not stated.</summary>
    [Label("改革課題コード", "ReformTask code")]
    public string? ReformTaskCode { get; init; }

    /// <summary>ReformTask name; null if not stated.</summary>
    [Label("改革課題名", "ReformTask name")]
    public string? ReformTaskName { get; init; }

    /// <summary>Reform item name; null if not stated.</summary>
    [Label("改革項目名", "Reform item name")]
    public string? ReformItemName { get; init; }

    /// <summary>Reform pillar name; null if not stated.</summary>
    [Label("改革の柱名", "Reform pillar name")]
    public string? ReformPillarName { get; init; }

    /// <summary>Department, as printed; null if not stated.</summary>
    [Label("所管(原文)", "Department, as printed")]
    public string? DepartmentText { get; init; }

    /// <summary>Ward name; null if not stated.</summary>
    [Label("区名", "Ward name")]
    public string? WardName { get; init; }
}
