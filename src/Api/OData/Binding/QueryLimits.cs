using System.ComponentModel.DataAnnotations;
using Kawasaki.Domain.Settings;

namespace Kawasaki.Api.OData.Binding;

/// <summary>The cost a question may have before any SQL is run; size and depth of its text are the parser's to limit.</summary>
internal sealed record QueryLimits
{
    /// <summary>Rows of a page when the caller names no size.</summary>
    /// <value>1,000.</value>
    [Setting("KAWASAKI_PAGE_ROWS", Unit = "rows")]
    [Range(1, 10_000)]
    public int PageRows { get; init; } = 1_000;

    /// <summary>Most rows of a page, whatever `Prefer: maxpagesize` asks for.</summary>
    /// <value>10,000.</value>
    [Setting("KAWASAKI_MAX_PAGE_ROWS", Unit = "rows")]
    [Range(1, 100_000)]
    public int MaxPageRows { get; init; } = 10_000;

    /// <summary>Most rows that `$skip` may pass over: deeper pages are reached by next links, which cost the same at any depth.</summary>
    /// <value>100,000: the whole plan many times over, and 25 ms of PostgreSQL.</value>
    [Setting("KAWASAKI_MAX_SKIP", Unit = "rows")]
    [Range(0, int.MaxValue)]
    public int MaxSkip { get; init; } = 100_000;

    /// <summary>Most nodes of all bound expressions of one request; an alias counts each time it is used.</summary>
    /// <value>1,000.</value>
    [Setting("KAWASAKI_MAX_NODES", Unit = "nodes")]
    [Range(10, 10_000)]
    public int MaxNodes { get; init; } = 1_000;

    /// <summary>Most collections that the expressions of one request look into, by `any`, `all`, `$count`, `in` or `$root`.</summary>
    /// <value>20: PostgreSQL plans that many joins in 0.2 s, 50 in 3.4 s and 100 in more than 10.</value>
    [Setting("KAWASAKI_MAX_COLLECTIONS", Unit = "collections")]
    [Range(1, 200)]
    public int MaxCollections { get; init; } = 20;

    /// <summary>How deep `$expand` may nest.</summary>
    /// <value>5.</value>
    [Setting("KAWASAKI_MAX_EXPAND_DEPTH", Unit = "levels")]
    [Range(1, 10)]
    public int MaxExpandDepth { get; init; } = 5;

    /// <summary>Most navigations expanded in one request, all levels together.</summary>
    /// <value>30.</value>
    [Setting("KAWASAKI_MAX_EXPANSIONS", Unit = "navigations")]
    [Range(1, 100)]
    public int MaxExpansions { get; init; } = 30;

    /// <summary>Most rows of an expanded collection in one answer; a next link leads to the rest.</summary>
    /// <value>1,000.</value>
    [Setting("KAWASAKI_EXPAND_ROWS", Unit = "rows")]
    [Range(1, 10_000)]
    public int ExpandRows { get; init; } = 1_000;

    /// <summary>Most terms of `$orderby`.</summary>
    /// <value>10.</value>
    [Setting("KAWASAKI_MAX_ORDER_TERMS", Unit = "terms")]
    [Range(1, 50)]
    public int MaxOrderTerms { get; init; } = 10;

    /// <summary>Most transformations of `$apply` in one request, those inside of others included.</summary>
    /// <value>50.</value>
    [Setting("KAWASAKI_MAX_APPLY_STEPS", Unit = "transformations")]
    [Range(1, 200)]
    public int MaxApplySteps { get; init; } = 50;

    /// <summary>Most sequences of all `concat` of one request, and groupings of its rollups: each reads its input once more.</summary>
    /// <value>30.</value>
    [Setting("KAWASAKI_MAX_APPLY_PARTS", Unit = "sequences")]
    [Range(1, 100)]
    public int MaxApplyParts { get; init; } = 30;

    /// <summary>Most characters of the pattern of `matchesPattern`.</summary>
    /// <value>200.</value>
    [Setting("KAWASAKI_MAX_PATTERN", Unit = "characters")]
    [Range(1, 1_000)]
    public int MaxPatternLength { get; init; } = 200;
}
