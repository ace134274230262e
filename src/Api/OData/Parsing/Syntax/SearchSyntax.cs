namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>An expression of `$search`; a closed family.</summary>
internal abstract record SearchSyntax : SyntaxNode
{
    private protected SearchSyntax(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>A word: `CO2`, `5-1-1`, `待機児童`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The word.</param>
internal sealed record SearchWordSyntax(SourcePosition Position, string Text) : SearchSyntax(Position);

/// <summary>A phrase in double quotes.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The text between the quotes.</param>
internal sealed record SearchPhraseSyntax(SourcePosition Position, string Text) : SearchSyntax(Position);

/// <summary>`'...'`: text as a person types it, perhaps incomplete (`'"blue gr'`); to be taken as it is.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">The text between the quotes, doubled quotes made single.</param>
internal sealed record SearchTextSyntax(SourcePosition Position, string Text) : SearchSyntax(Position);

/// <summary>`NOT x`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Operand">What must not match.</param>
internal sealed record SearchNotSyntax(SourcePosition Position, SearchSyntax Operand) : SearchSyntax(Position);

/// <summary>`x AND y`, also `x y`; chains are balanced.</summary>
/// <param name="Position">Where the operand after the operator begins.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record SearchAndSyntax(SourcePosition Position, SearchSyntax Left, SearchSyntax Right) : SearchSyntax(Position);

/// <summary>`x OR y`; chains are balanced.</summary>
/// <param name="Position">Where the operand after the operator begins.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record SearchOrSyntax(SourcePosition Position, SearchSyntax Left, SearchSyntax Right) : SearchSyntax(Position);
