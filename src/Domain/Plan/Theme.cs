using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A theme of the review of the policy field.</summary>
[PublishedSet("themes")]
[Label("検討テーマ", "Theme")]
public sealed class Theme : Fact
{
    /// <summary>Parent code; null if not stated.</summary>
    [Label("親テーマコード", "Parent code")]
    public string? ParentCode { get; init; }

    /// <summary>Name.</summary>
    [Label("名称", "Name")]
    [Searched(Weight = 4)]
    public required string Name { get; init; }

    /// <summary>Parent.</summary>
    [Label("親テーマ", "Parent")]
    public Theme? Parent { get; init; }

    /// <summary>Children; ordered by code when nothing else is asked.</summary>
    [Label("小テーマ", "Children")]
    public ICollection<Theme> Children { get; init; } = [];
}
