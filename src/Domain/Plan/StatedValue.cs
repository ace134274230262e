using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>What is known of one value of an indicator, alone or with the names around it.</summary>
public abstract class StatedValue : ReportableFact
{
    /// <summary>Indicator code.</summary>
    [Label("指標コード", "Indicator code")]
    [Writable(AtCreateOnly = true)]
    public required string IndicatorCode { get; init; }

    /// <summary>Value type.</summary>
    [Label("値の種類", "Value type")]
    [Writable(AtCreateOnly = true, Only = "actual")]
    public required ObservationType ValueType { get; init; }

    /// <summary>Western year in which the fiscal year begins (April); null if not stated.</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year", Description = "Western year in which the fiscal year begins (April).", DescriptionJapanese = "年度の始まる年(4月)の西暦")]
    [Writable(IsRequired = true, Minimum = 1900, Maximum = 2200)]
    public int? FiscalYear { get; init; }

    /// <summary>Last year of a multi-year value; null if not stated.</summary>
    [Label("終了年度", "Last fiscal year", Unit = "fiscal year", Description = "Last year of a multi-year value.", DescriptionJapanese = "複数年度をまとめた値の最後の年度")]
    public int? LastFiscalYear { get; init; }

    /// <summary>Period kind; null where the document prints no period.</summary>
    [Label("期間の種類", "Period kind", Description = "Null where the document prints no period.", DescriptionJapanese = "原資料に期間の記載がない場合は空")]
    public PeriodKind? PeriodKind { get; init; }

    /// <summary>Period start; null if not stated.</summary>
    [Label("期間の始め", "Period start")]
    public DateOnly? PeriodStart { get; init; }

    /// <summary>Last day of the period; null if not stated.</summary>
    [Label("期間の終わり", "Period end", Description = "Last day of the period.", DescriptionJapanese = "期間の末日")]
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>Period, as printed; null if not stated.</summary>
    [Label("期間(原文)", "Period, as printed")]
    public string? PeriodLabel { get; init; }

    /// <summary>1, 2 or 3 where the value is a target of that implementation plan period; null if not stated.</summary>
    [Label("計画期", "Plan period", Description = "1, 2 or 3 where the value is a target of that implementation plan period.", DescriptionJapanese = "第何期実施計画期間の目標値か(1、2、3)")]
    public int? PlanPeriod { get; init; }

    /// <summary>The number if there is one; 0 is a value, a printed dash is not; null if not stated.</summary>
    [Label("値", "Value", UnitPath = "unit", Description = "The number if there is one; 0 is a value, a printed dash is not.", DescriptionJapanese = "数値として読み取れる値。0は値であり、「-」の記載は値ではない")]
    [Writable(IsRequired = true)]
    public decimal? Value { get; init; }

    /// <summary>Upper bound of a range; null if not stated.</summary>
    [Label("上限値", "Upper value", UnitPath = "unit", Description = "Upper bound of a range.", DescriptionJapanese = "範囲の上限")]
    public decimal? UpperValue { get; init; }

    /// <summary>Comparator; null if not stated.</summary>
    [Label("比較", "Comparator")]
    public Comparator? Comparator { get; init; }

    /// <summary>Value, as printed.</summary>
    [Label("値(原文)", "Value, as printed")]
    public required string ValueText { get; init; }

    /// <summary>Unit; null if not stated.</summary>
    [Label("単位", "Unit")]
    [Writable(HasDefault = true, MaxLength = 100)]
    public string? Unit { get; init; }

    /// <summary>Part of the population the value is for, as printed (子ども, 大人); null if not stated.</summary>
    [Label("内訳", "Subgroup", Description = "Part of the population the value is for, as printed (子ども, 大人).", DescriptionJapanese = "値の対象となる内訳の記載(子ども、大人など)")]
    [Writable(MaxLength = 200)]
    public string? Subgroup { get; init; }

    /// <summary>Ward code; null if not stated.</summary>
    [Label("区コード", "Ward code")]
    [Writable]
    public string? WardCode { get; init; }

    /// <summary>Status.</summary>
    [Label("状態", "Status")]
    public required ValueStatus Status { get; init; }

    /// <summary>What a reader must know: notes (※) of the document, repairs by name; null if not stated.</summary>
    [Label("注記", "Note", Description = "What a reader must know: notes (※) of the document, repairs by name.", DescriptionJapanese = "原資料の注記(※)、読み取りの際の補正など")]
    [Writable(MaxLength = 4000)]
    public string? Note { get; init; }
}
