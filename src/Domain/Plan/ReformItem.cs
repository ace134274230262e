using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>項目, the second level of the reform programme.</summary>
[PublishedSet("reformItems")]
[Label("改革項目", "Reform item")]
public sealed class ReformItem : Fact
{
    /// <summary>Pillar code.</summary>
    [Label("柱コード", "Pillar code")]
    public required string PillarCode { get; init; }

    /// <summary>Number.</summary>
    [Label("番号", "Number")]
    public required int Number { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Reform pillar.</summary>
    [Label("改革の柱", "Reform pillar")]
    public ReformPillar? Pillar { get; init; }

    /// <summary>Reform tasks; ordered by code when nothing else is asked.</summary>
    [Label("改革課題", "Reform tasks")]
    public ICollection<ReformTask> Tasks { get; init; } = [];
}
