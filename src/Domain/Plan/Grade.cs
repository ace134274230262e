using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Plan;

/// <summary>A grade of one of the evaluation scales.</summary>
[PublishedSet("grades")]
[Label("評価区分", "Grade")]
public sealed class Grade : Fact
{
    /// <summary>Scale.</summary>
    [Label("尺度", "Scale")]
    public required GradeScale Scale { get; init; }

    /// <summary>Grade.</summary>
    [Label("区分", "Grade", PublishedName = "grade")]
    public required string Symbol { get; init; }

    /// <summary>Label.</summary>
    [Label("意味", "Label")]
    [Searched(Weight = 4)]
    public required string Label { get; init; }

    /// <summary>1 is best.</summary>
    [Label("順序", "Order", Description = "1 is best.", DescriptionJapanese = "1が最も良い区分")]
    public required int Order { get; init; }
}
