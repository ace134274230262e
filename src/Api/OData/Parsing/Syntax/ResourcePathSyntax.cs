namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>A request as text says it: the resource path and the query options.</summary>
/// <param name="Path">Path below the service's root; no segments for the service document.</param>
/// <param name="Options">Query options.</param>
internal sealed record ODataRequestSyntax(ResourcePathSyntax Path, QueryOptionsSyntax Options);

/// <summary>The path below the service's root.</summary>
/// <param name="Position">Its beginning.</param>
/// <param name="Segments">Segments in order; none for the service document.</param>
internal sealed record ResourcePathSyntax(SourcePosition Position, SyntaxList<ResourceSegment> Segments) : SyntaxNode(Position);

/// <summary>A segment of the resource path; a closed family. `$...` segments are told from keys that begin with an encoded `%24`.</summary>
internal abstract record ResourceSegment : SyntaxNode
{
    private protected ResourceSegment(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>A set, property, navigation, type, operation or a key as segment: text alone does not tell.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The whole decoded segment; the key's value if it is a key.</param>
/// <param name="Name">The part before the first parenthesis; the whole text when there is none or when it is no name.</param>
/// <param name="Arguments">Pairs of parentheses behind the name: none, one (key or parameters), or two (parameters, then key).</param>
internal sealed record NamedSegment(SourcePosition Position, string Text, string Name, SyntaxList<ArgumentListSyntax> Arguments)
    : ResourceSegment(Position);

/// <summary>One pair of parentheses with key parts or parameters.</summary>
/// <param name="Position">Where the parenthesis stands.</param>
/// <param name="Arguments">Its contents; each value is a literal or an alias.</param>
internal sealed record ArgumentListSyntax(SourcePosition Position, SyntaxList<ArgumentSyntax> Arguments) : SyntaxNode(Position);

/// <summary>A segment the protocol defines, without arguments. Lower case only, as the specification asks.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Kind">Which.</param>
internal sealed record SystemSegment(SourcePosition Position, SystemSegmentKind Kind) : ResourceSegment(Position);

/// <summary>Segments the protocol defines.</summary>
internal enum SystemSegmentKind
{
    /// <summary>`$count`.</summary>
    Count,

    /// <summary>`$value`.</summary>
    Value,

    /// <summary>`$ref`.</summary>
    Ref,

    /// <summary>`$each`.</summary>
    Each,

    /// <summary>`$query`.</summary>
    Query,

    /// <summary>`$all`.</summary>
    All,

    /// <summary>`$entity`.</summary>
    Entity,

    /// <summary>`$metadata`.</summary>
    Metadata,

    /// <summary>`$batch`.</summary>
    Batch,
}

/// <summary>`$filter(...)` as a path segment.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Condition">The condition.</param>
internal sealed record ResourceFilterSegment(SourcePosition Position, ExpressionSyntax Condition) : ResourceSegment(Position);

/// <summary>`$crossjoin(a,b)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Sets">Names of the sets.</param>
internal sealed record CrossjoinSegment(SourcePosition Position, SyntaxList<NameSyntax> Sets) : ResourceSegment(Position);
