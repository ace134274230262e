using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>One place where a document states a value of an indicator. Several statements of the same value are one observation.</summary>
internal sealed record Statement
{
    /// <summary>Code of the indicator.</summary>
    public required string IndicatorCode { get; init; }

    /// <summary>What is stated.</summary>
    public required ObservationType ValueType { get; init; }

    /// <summary>For when; null where the document prints no period.</summary>
    public required Period? Period { get; init; }

    /// <summary>The value.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Document that states it.</summary>
    public required string DocumentCode { get; init; }

    /// <summary>1-based line.</summary>
    public required int Line { get; init; }

    /// <summary>Printed page; null if unknown.</summary>
    public int? Page { get; init; }

    /// <summary>Implementation plan period of a target.</summary>
    public int? PlanPeriod { get; init; }

    /// <summary>Part of the population, as printed.</summary>
    public string? Subgroup { get; init; }

    /// <summary>Ward the value is for.</summary>
    public string? WardCode { get; init; }

    /// <summary>Notes and repairs.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Part of the document it stands in, such as `sheet` and `list`; null where a document has one part. Two parts of a
    /// document may contradict each other (a discrepancy); two values for the same key in one part are a fault of the extraction.
    /// </summary>
    public string? Part { get; init; }

    /// <summary>Part of the key that tells apart statements alike in all else; null for none. `[a-z0-9.-]` only.</summary>
    public string? Discriminator { get; init; }
}
