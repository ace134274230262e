using System.ComponentModel.DataAnnotations;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>How much one request may ask of the parser and of everything behind it. A request beyond a limit is refused, never cut.</summary>
internal sealed record ParseLimits
{
    /// <summary>The defaults.</summary>
    public static ParseLimits Default { get; } = new();

    /// <summary>Longest path and query together, in characters as sent (percent-encoded).</summary>
    /// <value>8192: Kestrel's own limit of a request line. A `$query` body may be given more.</value>
    [Range(256, 1_048_576)]
    public int MaxLength { get; init; } = 8_192;

    /// <summary>Deepest nesting: parentheses, operands, arguments, lambdas, nested options, transformations; counted over all of them.</summary>
    /// <value>50; a thread with 256 KB of stack survives the most that may be set.</value>
    [Range(5, 100)]
    public int MaxDepth { get; init; } = 50;

    /// <summary>Highest tree of one expression. Chains of `and` and `or` add little to it, other chains (`a add b add c`) one level for each operator.</summary>
    /// <value>150: three times the nesting, since each parenthesis may hold a comparison and an arithmetic operator.</value>
    [Range(5, 300)]
    public int MaxHeight { get; init; } = 150;

    /// <summary>Deepest nesting of function calls alone.</summary>
    /// <value>15.</value>
    [Range(1, 50)]
    public int MaxCallDepth { get; init; } = 15;

    /// <summary>Most nodes in all expressions of a request.</summary>
    /// <value>1000: about 250 comparisons.</value>
    [Range(10, 100_000)]
    public int MaxNodes { get; init; } = 1_000;

    /// <summary>Most members in one list: of `in`, of `$select`, `$expand`, `$orderby`, of aliases.</summary>
    /// <value>500.</value>
    [Range(10, 100_000)]
    public int MaxListItems { get; init; } = 500;
}
