namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>A part of the URL's syntax tree. Immutable; equal to another that says the same, wherever the two stand.</summary>
internal abstract record SyntaxNode
{
    private protected SyntaxNode(SourcePosition position) => Position = position;

    /// <summary>Where the part begins.</summary>
    public SourcePosition Position { get; }

    /// <summary>Compares what is said, not where: positions do not count.</summary>
    public virtual bool Equals(SyntaxNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>A name as written, case kept: `code`, `ns.Type`, `@ns.term#qualifier`, or `*` and `ns.*` where those are allowed.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The name.</param>
internal sealed record NameSyntax(SourcePosition Position, string Text) : SyntaxNode(Position)
{
    /// <summary>True for a name with a namespace: a type or an operation.</summary>
    public bool IsQualified => Text.Contains('.', StringComparison.Ordinal);

    /// <summary>True for an annotation's term.</summary>
    public bool IsAnnotation => Text[0] == '@';
}
