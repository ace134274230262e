using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>取組, the first level of the reform programme.</summary>
[PublishedSet("reformPillars")]
[Label("改革の柱", "Reform pillar")]
public sealed class ReformPillar : Fact
{
    /// <summary>Plan code.</summary>
    [Label("計画コード", "Plan code")]
    public required string PlanCode { get; init; }

    /// <summary>Number.</summary>
    [Label("番号", "Number")]
    public required int Number { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Plan.</summary>
    [Label("計画", "Plan")]
    public PlanProgramme? Plan { get; init; }

    /// <summary>Reform items; ordered by code when nothing else is asked.</summary>
    [Label("改革項目", "Reform items")]
    public ICollection<ReformItem> Items { get; init; } = [];
}
