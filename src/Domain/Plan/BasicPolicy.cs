using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>基本政策, the first level of the comprehensive plan.</summary>
[PublishedSet("basicPolicies")]
[Label("基本政策", "Basic policy")]
public sealed class BasicPolicy : Fact
{
    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Policies; ordered by code when nothing else is asked.</summary>
    [Label("政策", "Policies")]
    public ICollection<Policy> Policies { get; init; } = [];
}
