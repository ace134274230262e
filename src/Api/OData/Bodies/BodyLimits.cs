using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>How much a request's body may hold.</summary>
internal sealed record BodyLimits
{
    /// <summary>Longest body of a request that changes something.</summary>
    /// <value>16,777,216: 10,000 rows with long summaries.</value>
    [Setting("KAWASAKI_MAX_BODY", Unit = "bytes")]
    [Range(1_024, 268_435_456)]
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most rows in one request.</summary>
    /// <value>10,000.</value>
    [Setting("KAWASAKI_MAX_BODY_ROWS", Unit = "rows")]
    [Range(1, 100_000)]
    public int MaxRows { get; init; } = 10_000;

    /// <summary>Deepest nesting of objects and arrays.</summary>
    /// <value>20: rows nest at most three deep.</value>
    [Setting("KAWASAKI_MAX_BODY_DEPTH", Unit = "levels")]
    [Range(4, 64)]
    public int MaxDepth { get; init; } = 20;

    /// <summary>Most levels of rows that one POST makes inside of its row.</summary>
    /// <value>4: with the row itself as deep as `$expand` may nest, since the answer holds them all.</value>
    [Setting("KAWASAKI_MAX_NESTED_LEVELS", Unit = "levels")]
    [Range(0, 10)]
    public int MaxNestedLevels { get; init; } = 4;
}
