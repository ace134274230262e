using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>What `$search` looks for; a closed family, matched by switch.</summary>
public abstract record SearchTerm
{
    private protected SearchTerm()
    {
    }

    /// <summary>Whether a row must hold some text for this to match: without any, no match is better than another and no index can help.</summary>
    public abstract bool NeedsText { get; }

    /// <summary>The texts that are looked for, in order; not those under NOT.</summary>
    public abstract IEnumerable<SearchText> Texts();
}

/// <summary>A word or phrase that one searched property holds, without regard to letter case and width.</summary>
public sealed record SearchText : SearchTerm
{
    /// <summary>Looks for text.</summary>
    /// <param name="text">A string literal with at least one character that is no blank.</param>
    public SearchText(Literal text) => Text = text;

    /// <summary>The text, as asked for.</summary>
    public Literal Text { get; }

    /// <inheritdoc/>
    public override bool NeedsText => true;

    /// <inheritdoc/>
    public override IEnumerable<SearchText> Texts() => [this];
}

/// <summary>`NOT x`.</summary>
/// <param name="Operand">What must not match.</param>
public sealed record SearchNot(SearchTerm Operand) : SearchTerm
{
    /// <inheritdoc/>
    public override bool NeedsText => false;

    /// <inheritdoc/>
    public override IEnumerable<SearchText> Texts() => [];
}

/// <summary>`x AND y`: each may be found in another property.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record SearchAnd(SearchTerm Left, SearchTerm Right) : SearchTerm
{
    /// <inheritdoc/>
    public override bool NeedsText => Left.NeedsText || Right.NeedsText;

    /// <inheritdoc/>
    public override IEnumerable<SearchText> Texts() => Left.Texts().Concat(Right.Texts());
}

/// <summary>`x OR y`.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
public sealed record SearchOr(SearchTerm Left, SearchTerm Right) : SearchTerm
{
    /// <inheritdoc/>
    public override bool NeedsText => Left.NeedsText && Right.NeedsText;

    /// <inheritdoc/>
    public override IEnumerable<SearchText> Texts() => Left.Texts().Concat(Right.Texts());
}

/// <summary>True when a row matches a search; never null.</summary>
public sealed record SearchMatch : Expression
{
    /// <summary>Tests a row.</summary>
    /// <param name="row">The row; its type has searched properties.</param>
    /// <param name="term">What is looked for.</param>
    public SearchMatch(RowExpression row, SearchTerm term)
        : base(TypeReference.Of(PrimitiveKind.Boolean, isNullable: false)) => (Row, Term) = (row, term);

    /// <summary>The row.</summary>
    public RowExpression Row { get; }

    /// <summary>What is looked for.</summary>
    public SearchTerm Term { get; }
}

/// <summary>How well a row matches a search: the more the better; never null, the same for the same texts.</summary>
/// <remarks>
/// The sum over the texts looked for (not those under NOT) and the searched properties that hold them: weight times 100, 50 more
/// when the property begins with the text, and the percentage of the property that the text makes up.
/// </remarks>
public sealed record SearchRank : Expression
{
    /// <summary>Ranks a row.</summary>
    /// <param name="row">The row; its type has searched properties.</param>
    /// <param name="term">What is looked for.</param>
    public SearchRank(RowExpression row, SearchTerm term)
        : base(TypeReference.Of(PrimitiveKind.Int32, isNullable: false)) => (Row, Term) = (row, term);

    /// <summary>The row.</summary>
    public RowExpression Row { get; }

    /// <summary>What is looked for.</summary>
    public SearchTerm Term { get; }
}
