using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>進捗 of a measure, reform item, reform pillar or department in one fiscal year: its projects or reform tasks by their latest report of the year, its indicators by target and actual.</summary>
/// <remarks>Kept nowhere: computed by the view `progress` (docs/decisions/0033).</remarks>
[PublishedFunction(
    "progress",
    BoundTo = [typeof(Measure), typeof(ReformItem), typeof(ReformPillar), typeof(Department)],
    SubjectKind = nameof(SubjectKind),
    SubjectCode = nameof(SubjectCode),
    Parameter = nameof(FiscalYear),
    Minimum = 1900,
    Maximum = 2200)]
[Label(
    "進捗",
    "Progress of a year",
    Description = "Projects or reform tasks by the status of their latest report of the fiscal year, and indicators by how the actual values of the year stand against its targets.",
    DescriptionJapanese = "年度内の最新の報告による事務事業・改革課題の状況別の件数と、年度の目標値に対する実績値の達成状況別の指標数")]
public sealed class YearProgress
{
    /// <summary>Name of the set of the row that the figures are about.</summary>
    [Label("対象の種類", "Subject kind", Description = "Name of the set of the row that the figures are about.", DescriptionJapanese = "集計の対象となる行の集合の名前")]
    public required string SubjectKind { get; init; }

    /// <summary>Subject code.</summary>
    [Label("対象コード", "Subject code")]
    public required string SubjectCode { get; init; }

    /// <summary>Subject name.</summary>
    [Label("対象の名称", "Subject name")]
    public required string SubjectName { get; init; }

    /// <summary>Western year in which the fiscal year begins (April).</summary>
    [Label("年度", "Fiscal year", Unit = "fiscal year")]
    public required int FiscalYear { get; init; }

    /// <summary>Projects or reform tasks whose plan covers the year, and any other with a report of the year.</summary>
    [Label("事務事業・改革課題の数", "Works", Description = "Projects or reform tasks whose plan covers the year, and any other with a report of the year.", DescriptionJapanese = "計画期間にこの年度を含む事務事業・改革課題と、この年度の報告があるもの")]
    public required int Works { get; init; }

    /// <summary>Not started.</summary>
    [Label("未着手", "Not started")]
    public required int NotStarted { get; init; }

    /// <summary>On track.</summary>
    [Label("順調", "On track")]
    public required int OnTrack { get; init; }

    /// <summary>At risk.</summary>
    [Label("遅れの恐れ", "At risk")]
    public required int AtRisk { get; init; }

    /// <summary>Delayed.</summary>
    [Label("遅れ", "Delayed")]
    public required int Delayed { get; init; }

    /// <summary>Completed.</summary>
    [Label("完了", "Completed")]
    public required int Completed { get; init; }

    /// <summary>Discontinued.</summary>
    [Label("中止", "Discontinued")]
    public required int Discontinued { get; init; }

    /// <summary>Works without a report of the year.</summary>
    [Label("報告なし", "No report", Description = "Works without a report of the year.", DescriptionJapanese = "この年度の報告がない事務事業・改革課題")]
    public required int NoReport { get; init; }

    /// <summary>Indicators of the measure, or of the reform tasks.</summary>
    [Label("指標の数", "Indicators", Description = "Indicators of the measure, or of the reform tasks.", DescriptionJapanese = "施策又は改革課題の指標")]
    public required int Indicators { get; init; }

    /// <summary>Indicators that meet every target of the year.</summary>
    [Label("目標達成", "Achieved", Description = "Indicators that meet every target of the year.", DescriptionJapanese = "この年度のすべての目標を達成した指標")]
    public required int Achieved { get; init; }

    /// <summary>Indicators that miss a target of the year.</summary>
    [Label("目標未達成", "Missed", Description = "Indicators that miss a target of the year.", DescriptionJapanese = "この年度の目標のうち未達成のものがある指標")]
    public required int Missed { get; init; }

    /// <summary>Indicators with a target of the year that cannot be compared: no exact actual value in the same unit and period, actual values that contradict each other, or a target in words.</summary>
    [Label("比較不能", "No data", Description = "Indicators with a target of the year that cannot be compared: no exact actual value in the same unit and period, actual values that contradict each other, or a target in words.", DescriptionJapanese = "目標はあるが比較できない指標(単位と期間が同じ確定した実績値がない、実績値が互いに食い違う、又は目標が文章である場合)")]
    public required int NoData { get; init; }

    /// <summary>Indicators without a target of the year.</summary>
    [Label("目標なし", "No target", Description = "Indicators without a target of the year.", DescriptionJapanese = "この年度の目標がない指標")]
    public required int NoTarget { get; init; }
}
