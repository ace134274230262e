using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>施策, the third level of the comprehensive plan.</summary>
[PublishedSet("measures")]
[Label("施策", "Measure")]
public sealed class Measure : Fact
{
    /// <summary>Policy code.</summary>
    [Label("政策コード", "Policy code")]
    public required string PolicyCode { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Policy.</summary>
    [Label("政策", "Policy")]
    public Policy? Policy { get; init; }

    /// <summary>Projects; ordered by code when nothing else is asked.</summary>
    [Label("事務事業", "Projects")]
    public ICollection<Project> Projects { get; init; } = [];

    /// <summary>Indicators; ordered by code when nothing else is asked.</summary>
    [Label("指標", "Indicators")]
    public ICollection<Indicator> Indicators { get; init; } = [];

    /// <summary>Evaluations; ordered by code when nothing else is asked.</summary>
    [Label("施策評価", "Evaluations")]
    public ICollection<Evaluation> Evaluations { get; init; } = [];
}
