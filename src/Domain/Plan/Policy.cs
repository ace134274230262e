using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>政策, the second level of the comprehensive plan.</summary>
[PublishedSet("policies")]
[Label("政策", "Policy")]
public sealed class Policy : Fact
{
    /// <summary>Basic policy code.</summary>
    [Label("基本政策コード", "Basic policy code")]
    public required string BasicPolicyCode { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Basic policy.</summary>
    [Label("基本政策", "Basic policy")]
    public BasicPolicy? BasicPolicy { get; init; }

    /// <summary>Measures; ordered by code when nothing else is asked.</summary>
    [Label("施策", "Measures")]
    public ICollection<Measure> Measures { get; init; } = [];

    /// <summary>Indicators; ordered by code when nothing else is asked.</summary>
    [Label("指標", "Indicators")]
    public ICollection<Indicator> Indicators { get; init; } = [];
}
