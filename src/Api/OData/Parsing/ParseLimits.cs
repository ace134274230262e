using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.OData.Parsing;

/// <summary>How much one request may ask of the parser and of everything behind it. A request beyond a limit is refused, never cut.</summary>
internal sealed record ParseLimits
{
    /// <summary>The defaults.</summary>
    public static ParseLimits Default { get; } = new();

    /// <summary>Longest path and query together, in characters as sent (percent-encoded).</summary>
    /// <value>8,192; the limit of the request line follows it.</value>
    [Setting("KAWASAKI_MAX_URL_LENGTH", Unit = "characters")]
    [Range(256, 524_288)]
    public int MaxLength { get; init; } = 8_192;

    /// <summary>Deepest nesting: parentheses, operands, arguments, lambdas, nested options, transformations; counted over all of them.</summary>
    /// <value>50; a thread with 256 KB of stack survives the most that may be set.</value>
    [Setting("KAWASAKI_MAX_DEPTH", Unit = "levels")]
    [Range(5, 100)]
    public int MaxDepth { get; init; } = 50;

    /// <summary>Highest tree of one expression. Chains of `and` and `or` add little to it, other chains (`a add b add c`) one level for each operator.</summary>
    /// <value>150: three times the nesting, since each parenthesis may hold a comparison and an arithmetic operator.</value>
    [Setting("KAWASAKI_MAX_HEIGHT", Unit = "levels")]
    [Range(5, 300)]
    public int MaxHeight { get; init; } = 150;

    /// <summary>Deepest nesting of function calls alone.</summary>
    /// <value>15.</value>
    [Setting("KAWASAKI_MAX_CALL_DEPTH", Unit = "levels")]
    [Range(1, 50)]
    public int MaxCallDepth { get; init; } = 15;

    /// <summary>Most values and operators in the text of all expressions of a request.</summary>
    /// <value>1000: about 250 comparisons.</value>
    [Setting("KAWASAKI_MAX_VALUES", Unit = "values")]
    [Range(10, 100_000)]
    public int MaxNodes { get; init; } = 1_000;

    /// <summary>Most members in one list: of `in`, of `$select`, `$expand`, `$orderby`, of aliases.</summary>
    /// <value>500.</value>
    [Setting("KAWASAKI_MAX_LIST", Unit = "members")]
    [Range(10, 100_000)]
    public int MaxListItems { get; init; } = 500;
}
