using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A plan or programme of one municipality.</summary>
[PublishedSet("plans")]
[Label("計画", "Plan")]
public sealed class PlanProgramme : Fact
{
    /// <summary>Local government code with check digit, 141305 for Kawasaki.</summary>
    [Label("団体コード", "Municipality code", Description = "Local government code with check digit, 141305 for Kawasaki.", DescriptionJapanese = "検査数字を含む全国地方公共団体コード(川崎市は141305)")]
    public required string MunicipalityCode { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Kind.</summary>
    [Label("種別", "Kind")]
    public required PlanKind Kind { get; init; }

    /// <summary>First fiscal year, in fiscal year.</summary>
    [Label("開始年度", "First fiscal year", Unit = "fiscal year")]
    public required int FirstFiscalYear { get; init; }

    /// <summary>Last fiscal year, in fiscal year.</summary>
    [Label("終了年度", "Last fiscal year", Unit = "fiscal year")]
    public required int LastFiscalYear { get; init; }

    /// <summary>Projects; ordered by code when nothing else is asked.</summary>
    [Label("事務事業", "Projects")]
    public ICollection<Project> Projects { get; init; } = [];

    /// <summary>Reform pillars; ordered by code when nothing else is asked.</summary>
    [Label("改革の柱", "Reform pillars")]
    public ICollection<ReformPillar> ReformPillars { get; init; } = [];

    /// <summary>Evaluations; ordered by code when nothing else is asked.</summary>
    [Label("施策評価", "Evaluations")]
    public ICollection<Evaluation> Evaluations { get; init; } = [];
}
