namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>A path inside an expression: `name`, `measure/policy/name`, `$it/code`, `observations/any(o:...)`, `$root/policies('5')/name`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Segments">Its segments, at least one.</param>
internal sealed record PathSyntax(SourcePosition Position, SyntaxList<MemberSegment> Segments) : ExpressionSyntax(Position);

/// <summary>A segment of an expression's path; a closed family.</summary>
internal abstract record MemberSegment : SyntaxNode
{
    private protected MemberSegment(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>A property, a navigation, a lambda variable, a type (`ns.Type`) or an operation without parentheses.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Name as written, perhaps qualified.</param>
internal sealed record NameSegment(SourcePosition Position, string Name) : MemberSegment(Position);

/// <summary>`name(...)` within a longer path: a function, or a navigation or set with a key.</summary>
/// <param name="Position">Where the name begins.</param>
/// <param name="Name">Name as written, perhaps qualified.</param>
/// <param name="Arguments">Arguments or key parts.</param>
internal sealed record CallSegment(SourcePosition Position, string Name, SyntaxList<ArgumentSyntax> Arguments) : MemberSegment(Position);

/// <summary>A key behind another pair of parentheses: `$filter(...)('a')`, `ns.All()('a')`.</summary>
/// <param name="Position">Where the parenthesis stands.</param>
/// <param name="Arguments">Key parts.</param>
internal sealed record KeySegment(SourcePosition Position, SyntaxList<ArgumentSyntax> Arguments) : MemberSegment(Position);

/// <summary>`$it`, `$this`, `$these` or `$root`: only as the first segment.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Variable">Which.</param>
internal sealed record VariableSegment(SourcePosition Position, ImplicitVariable Variable) : MemberSegment(Position);

/// <summary>Variables that need no declaration.</summary>
internal enum ImplicitVariable
{
    /// <summary>`$it`: the instance the resource path identifies.</summary>
    It,

    /// <summary>`$this`: the instance the option is evaluated on.</summary>
    This,

    /// <summary>`$these`: the current collection (Data Aggregation).</summary>
    These,

    /// <summary>`$root`: the service's root; a set follows.</summary>
    Root,
}

/// <summary>`@p`, first in a path: a parameter alias or, when the request defines none of that name, an annotation's unqualified term.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Name without `@`.</param>
internal sealed record AliasSegment(SourcePosition Position, string Name) : MemberSegment(Position);

/// <summary>`@ns.term#qualifier`: an annotation.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Term">Term without `@`.</param>
/// <param name="Qualifier">Qualifier; null without one.</param>
internal sealed record AnnotationSegment(SourcePosition Position, string Term, string? Qualifier) : MemberSegment(Position);

/// <summary>`$count`, perhaps of a part: `$count($filter=...;$search=...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Filter">Condition; null without one.</param>
/// <param name="Search">Search; null without one.</param>
internal sealed record CountSegment(SourcePosition Position, ExpressionSyntax? Filter, SearchSyntax? Search) : MemberSegment(Position);

/// <summary>`$filter(...)` on a collection.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Condition">The condition.</param>
internal sealed record FilterSegment(SourcePosition Position, ExpressionSyntax Condition) : MemberSegment(Position);

/// <summary>`any(o:...)`, `all(o:...)`, `any()`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Quantifier">Any or all.</param>
/// <param name="Variable">Name of the variable; null for `any()`.</param>
/// <param name="Predicate">Condition; null for `any()`.</param>
internal sealed record LambdaSegment(SourcePosition Position, LambdaToken Quantifier, string? Variable, ExpressionSyntax? Predicate)
    : MemberSegment(Position);

/// <summary>The two lambda operators.</summary>
internal enum LambdaToken
{
    /// <summary>`any`.</summary>
    Any,

    /// <summary>`all`.</summary>
    All,
}

/// <summary>`aggregate(...)` on a collection (Data Aggregation): `sales/aggregate(amount with sum)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Aggregation">What is aggregated; it has no alias.</param>
internal sealed record AggregateSegment(SourcePosition Position, AggregationSyntax Aggregation) : MemberSegment(Position);
