namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>Query options of a request, of an expansion or of a selected property; null where an option was not given.</summary>
internal sealed record QueryOptionsSyntax
{
    /// <summary>No options.</summary>
    public static QueryOptionsSyntax None { get; } = new();

    /// <summary>`$apply`.</summary>
    public ApplySyntax? Apply { get; init; }

    /// <summary>`$compute`.</summary>
    public ComputeSyntax? Compute { get; init; }

    /// <summary>`$filter`.</summary>
    public ExpressionSyntax? Filter { get; init; }

    /// <summary>`$search`.</summary>
    public SearchSyntax? Search { get; init; }

    /// <summary>`$orderby`.</summary>
    public OrderBySyntax? OrderBy { get; init; }

    /// <summary>`$select`.</summary>
    public SelectSyntax? Select { get; init; }

    /// <summary>`$expand`.</summary>
    public ExpandSyntax? Expand { get; init; }

    /// <summary>`$count`.</summary>
    public BooleanOptionSyntax? Count { get; init; }

    /// <summary>`$top`.</summary>
    public IntegerOptionSyntax? Top { get; init; }

    /// <summary>`$skip`.</summary>
    public IntegerOptionSyntax? Skip { get; init; }

    /// <summary>`$index`; may be negative.</summary>
    public IntegerOptionSyntax? Index { get; init; }

    /// <summary>`$levels`: only inside `$expand`.</summary>
    public LevelsSyntax? Levels { get; init; }

    /// <summary>`$skiptoken`.</summary>
    public TextOptionSyntax? SkipToken { get; init; }

    /// <summary>`$deltatoken`.</summary>
    public TextOptionSyntax? DeltaToken { get; init; }

    /// <summary>`$format`.</summary>
    public TextOptionSyntax? Format { get; init; }

    /// <summary>`$id`.</summary>
    public TextOptionSyntax? Id { get; init; }

    /// <summary>`$schemaversion`.</summary>
    public TextOptionSyntax? SchemaVersion { get; init; }

    /// <summary>`$at` (temporal extension); `min` and `max` come as names.</summary>
    public ExpressionSyntax? At { get; init; }

    /// <summary>`$from` (temporal extension).</summary>
    public ExpressionSyntax? From { get; init; }

    /// <summary>`$to` (temporal extension).</summary>
    public ExpressionSyntax? To { get; init; }

    /// <summary>`$toInclusive` (temporal extension).</summary>
    public ExpressionSyntax? ToInclusive { get; init; }

    /// <summary>Parameter aliases `@p=...`, each name once (case counts).</summary>
    public SyntaxList<AliasSyntax> Aliases { get; init; }

    /// <summary>Options that are not OData's: names without `$`, each once. Who answers the request must know or refuse each.</summary>
    public SyntaxList<CustomOptionSyntax> Custom { get; init; }
}

/// <summary>`$compute`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Computed properties, at least one.</param>
internal sealed record ComputeSyntax(SourcePosition Position, SyntaxList<ComputeItemSyntax> Items) : SyntaxNode(Position);

/// <summary>`expression as alias`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Value">The expression.</param>
/// <param name="Alias">The name it gets.</param>
internal sealed record ComputeItemSyntax(SourcePosition Position, ExpressionSyntax Value, NameSyntax Alias) : SyntaxNode(Position);

/// <summary>`$orderby`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Items">Terms, at least one.</param>
internal sealed record OrderBySyntax(SourcePosition Position, SyntaxList<OrderItemSyntax> Items) : SyntaxNode(Position);

/// <summary>One term of an order.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Value">What is sorted by.</param>
/// <param name="Descending">Whether `desc` was said.</param>
internal sealed record OrderItemSyntax(SourcePosition Position, ExpressionSyntax Value, bool Descending) : SyntaxNode(Position);

/// <summary>An option that says yes or no.</summary>
/// <param name="Position">Where the value begins.</param>
/// <param name="Value">The value.</param>
internal sealed record BooleanOptionSyntax(SourcePosition Position, bool Value) : SyntaxNode(Position);

/// <summary>An option that is a whole number.</summary>
/// <param name="Position">Where the value begins.</param>
/// <param name="Value">The value.</param>
internal sealed record IntegerOptionSyntax(SourcePosition Position, long Value) : SyntaxNode(Position);

/// <summary>An option whose text is not parsed here.</summary>
/// <param name="Position">Where the value begins.</param>
/// <param name="Value">The decoded text.</param>
internal sealed record TextOptionSyntax(SourcePosition Position, string Value) : SyntaxNode(Position);

/// <summary>`$levels`.</summary>
/// <param name="Position">Where the value begins.</param>
/// <param name="Value">Number of levels from 1; null for `max`.</param>
internal sealed record LevelsSyntax(SourcePosition Position, int? Value) : SyntaxNode(Position);

/// <summary>A parameter alias: `@p=value`.</summary>
/// <param name="Position">Where the value begins.</param>
/// <param name="Name">Name without `@`.</param>
/// <param name="Value">Its value; may name other aliases.</param>
internal sealed record AliasSyntax(SourcePosition Position, string Name, ExpressionSyntax Value) : SyntaxNode(Position);

/// <summary>An option that is not OData's; also the value of a function's parameter (`best?rank=2`).</summary>
/// <param name="Position">Where the value begins; the source is the name.</param>
/// <param name="Name">Decoded name, case kept.</param>
/// <param name="Value">Decoded value; empty without one.</param>
internal sealed record CustomOptionSyntax(SourcePosition Position, string Name, string Value) : SyntaxNode(Position);
