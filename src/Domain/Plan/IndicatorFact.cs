using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>One wide row for each observation: needs no $expand (Excel, Power BI).</summary>
[PublishedSet("indicatorFacts", InPackage = false)]
[Label("指標の数値(一覧)", "Indicator fact")]
public sealed class IndicatorFact : ReportableFact
{
    /// <summary>Indicator code.</summary>
    [Label("指標コード", "Indicator code")]
    public required string IndicatorCode { get; init; }

    /// <summary>Value type.</summary>
    [Label("値の種類", "Value type")]
    public required ObservationType ValueType { get; init; }

    /// <summary>Western year in which the fiscal year begins (April); null if not stated.</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year", Description = "Western year in which the fiscal year begins (April).")]
    public int? FiscalYear { get; init; }

    /// <summary>Last year of a multi-year value; null if not stated.</summary>
    [Label("終了年度", "Last fiscal year", Unit = "fiscal year", Description = "Last year of a multi-year value.")]
    public int? LastFiscalYear { get; init; }

    /// <summary>Period kind; null where the document prints no period.</summary>
    [Label("期間の種類", "Period kind", Description = "Null where the document prints no period.")]
    public PeriodKind? PeriodKind { get; init; }

    /// <summary>Period start; null if not stated.</summary>
    [Label("期間の始め", "Period start")]
    public DateOnly? PeriodStart { get; init; }

    /// <summary>Last day of the period; null if not stated.</summary>
    [Label("期間の終わり", "Period end", Description = "Last day of the period.")]
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>Period, as printed; null if not stated.</summary>
    [Label("期間(原文)", "Period, as printed")]
    public string? PeriodLabel { get; init; }

    /// <summary>1, 2 or 3 where the value is a target of that implementation plan period; null if not stated.</summary>
    [Label("計画期", "Plan period", Description = "1, 2 or 3 where the value is a target of that implementation plan period.")]
    public int? PlanPeriod { get; init; }

    /// <summary>The number if there is one; 0 is a value, a printed dash is not; null if not stated.</summary>
    [Label("値", "Value", UnitPath = "unit", Description = "The number if there is one; 0 is a value, a printed dash is not.")]
    public decimal? Value { get; init; }

    /// <summary>Upper bound of a range; null if not stated.</summary>
    [Label("上限値", "Upper value", UnitPath = "unit", Description = "Upper bound of a range.")]
    public decimal? UpperValue { get; init; }

    /// <summary>Comparator; null if not stated.</summary>
    [Label("比較", "Comparator")]
    public Comparator? Comparator { get; init; }

    /// <summary>Value, as printed.</summary>
    [Label("値(原文)", "Value, as printed")]
    public required string ValueText { get; init; }

    /// <summary>Unit; null if not stated.</summary>
    [Label("単位", "Unit")]
    public string? Unit { get; init; }

    /// <summary>Part of the population the value is for, as printed (子ども, 大人); null if not stated.</summary>
    [Label("内訳", "Subgroup", Description = "Part of the population the value is for, as printed (子ども, 大人).")]
    public string? Subgroup { get; init; }

    /// <summary>Ward code; null if not stated.</summary>
    [Label("区コード", "Ward code")]
    public string? WardCode { get; init; }

    /// <summary>Status.</summary>
    [Label("状態", "Status")]
    public required ValueStatus Status { get; init; }

    /// <summary>What a reader must know: notes (※) of the document, repairs by name; null if not stated.</summary>
    [Label("注記", "Note", Description = "What a reader must know: notes (※) of the document, repairs by name.")]
    public string? Note { get; init; }

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
