using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A bureau, ward office, board or enterprise of the city.</summary>
[PublishedSet("departments")]
[Label("所管部署", "Department")]
public sealed class Department : Fact
{
    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Kind.</summary>
    [Label("種別", "Kind")]
    public required DepartmentKind Kind { get; init; }

    /// <summary>Ward code; null if not stated.</summary>
    [Label("区コード", "Ward code")]
    public string? WardCode { get; init; }

    /// <summary>Ward.</summary>
    [Label("区", "Ward")]
    public Ward? Ward { get; init; }

    /// <summary>Reform tasks; ordered by code when nothing else is asked.</summary>
    [Label("改革課題", "Reform tasks")]
    public ICollection<ReformTask> ReformTasks { get; init; } = [];
}
