namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>`$select`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Items, at least one.</param>
internal sealed record SelectSyntax(SourcePosition Position, SyntaxList<SelectItemSyntax> Items) : SyntaxNode(Position);

/// <summary>One item of `$select`: `code`, `*`, `ns.*`, `address/city`, `ns.Type/code`, `codes($top=5)`, `ns.Best(rank,size)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">Names of the path; `*` only as the last.</param>
/// <param name="ParameterNames">Names that choose an overload of a function; null without parentheses of that kind.</param>
/// <param name="Options">Nested options; null without any.</param>
internal sealed record SelectItemSyntax(
    SourcePosition Position,
    SyntaxList<NameSyntax> Path,
    SyntaxList<NameSyntax>? ParameterNames,
    QueryOptionsSyntax? Options) : SyntaxNode(Position);

/// <summary>`$expand`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Items, at least one.</param>
internal sealed record ExpandSyntax(SourcePosition Position, SyntaxList<ExpandItemSyntax> Items) : SyntaxNode(Position);

/// <summary>One item of `$expand`: `measure`, `*`, `observations/$count($filter=...)`, `indicator/ns.Type($select=code)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">Names of the path; `*` only as the last; empty for `$value`.</param>
/// <param name="Kind">What of the related rows is asked for.</param>
/// <param name="Options">Nested options; <see cref="QueryOptionsSyntax.None"/> without any.</param>
internal sealed record ExpandItemSyntax(SourcePosition Position, SyntaxList<NameSyntax> Path, ExpandToken Kind, QueryOptionsSyntax Options)
    : SyntaxNode(Position);

/// <summary>What of the related rows is asked for.</summary>
internal enum ExpandToken
{
    /// <summary>The rows.</summary>
    Rows,

    /// <summary>`/$ref`: identifiers.</summary>
    References,

    /// <summary>`/$count`: their number.</summary>
    Count,

    /// <summary>`$value`: the media stream.</summary>
    Value,
}
