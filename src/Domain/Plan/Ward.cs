using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A ward of the city; the code is the 6-digit local government code.</summary>
[PublishedSet("wards")]
[Label("区", "Ward")]
public sealed class Ward : Fact
{
    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Name in English.</summary>
    [Label("英語名", "Name in English")]
    [Searched(Weight = 4)]
    public required string NameEn { get; init; }

    /// <summary>Departments; ordered by code when nothing else is asked.</summary>
    [Label("所管部署", "Departments")]
    public ICollection<Department> Departments { get; init; } = [];

    /// <summary>Observations; ordered by code when nothing else is asked.</summary>
    [Label("数値", "Observations")]
    public ICollection<Observation> Observations { get; init; } = [];
}
