namespace Kawasaki.Api.OData.Parsing.Syntax;

/// <summary>An expression of `$filter`, `$orderby`, `$compute`, `$apply` or an alias; a closed family.</summary>
internal abstract record ExpressionSyntax : SyntaxNode
{
    private protected ExpressionSyntax(SourcePosition position)
        : base(position)
    {
    }
}

/// <summary>A literal. Its text is checked for form (digits where digits belong), not for the range of a type.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Kind">Which form it has.</param>
/// <param name="Text">The value without quotes, prefix and doubled quotes: `O'Neil`, `-1.5e3`, `2025-04-01`, `P1D`, `Solid,Yellow`.</param>
/// <param name="TypeName">Namespace-qualified type of an enumeration literal (`ns.Pattern'Yellow'`); null for every other kind.</param>
internal sealed record LiteralSyntax(SourcePosition Position, LiteralKind Kind, string Text, string? TypeName = null) : ExpressionSyntax(Position);

/// <summary>Forms of literals.</summary>
internal enum LiteralKind
{
    /// <summary>`null`.</summary>
    Null,

    /// <summary>`true` or `false`, in lower case in the text.</summary>
    Boolean,

    /// <summary>Digits with an optional sign.</summary>
    Integer,

    /// <summary>Digits with a point.</summary>
    Decimal,

    /// <summary>A number with an exponent, `INF`, `-INF` or `NaN`.</summary>
    Double,

    /// <summary>`'...'`: also a duration or an enumeration value, when the other operand is one.</summary>
    String,

    /// <summary>`01234567-89ab-cdef-0123-456789abcdef`.</summary>
    Guid,

    /// <summary>`2025-04-01`.</summary>
    Date,

    /// <summary>`2025-04-01T09:30:00+09:00`.</summary>
    DateTimeOffset,

    /// <summary>`09:30` or `09:30:15.5`.</summary>
    TimeOfDay,

    /// <summary>`duration'P1DT2H'`.</summary>
    Duration,

    /// <summary>`binary'Zm9v'`, base64url.</summary>
    Binary,

    /// <summary>`ns.Pattern'Solid,Yellow'`.</summary>
    Enum,

    /// <summary>`geography'SRID=0;Point(142.1 64.1)'`: the inside is not parsed.</summary>
    Geography,

    /// <summary>`geometry'SRID=0;Point(142.1 64.1)'`: the inside is not parsed.</summary>
    Geometry,
}

/// <summary>`('a','b')` on the right of `in`: literals only.</summary>
/// <param name="Position">Where the parenthesis stands.</param>
/// <param name="Items">The literals; may be none.</param>
internal sealed record ListSyntax(SourcePosition Position, SyntaxList<LiteralSyntax> Items) : ExpressionSyntax(Position);

/// <summary>`["a",1,name]`: a JSON array whose members may be expressions.</summary>
/// <param name="Position">Where the bracket stands.</param>
/// <param name="Items">The members; may be none.</param>
internal sealed record ArraySyntax(SourcePosition Position, SyntaxList<ExpressionSyntax> Items) : ExpressionSyntax(Position);

/// <summary>`{"a":1}`: a JSON object whose values may be expressions.</summary>
/// <param name="Position">Where the brace stands.</param>
/// <param name="Members">The members in order; names may repeat, the binder refuses that.</param>
internal sealed record ObjectSyntax(SourcePosition Position, SyntaxList<MemberSyntax> Members) : ExpressionSyntax(Position);

/// <summary>One member of a JSON object.</summary>
/// <param name="Position">Where its name begins.</param>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Value">Its value.</param>
internal sealed record MemberSyntax(SourcePosition Position, string Name, ExpressionSyntax Value) : SyntaxNode(Position);

/// <summary>An operator before one operand.</summary>
/// <param name="Position">Where the operator stands.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">Its operand.</param>
internal sealed record UnarySyntax(SourcePosition Position, UnaryToken Operator, ExpressionSyntax Operand) : ExpressionSyntax(Position);

/// <summary>An operator between two operands. Chains of `and` or of `or` are balanced; all others lean to the left, as they are evaluated.</summary>
/// <param name="Position">Where the operator stands (not the left operand).</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
internal sealed record BinarySyntax(SourcePosition Position, OperatorToken Operator, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(Position);

/// <summary>Operators before one operand.</summary>
internal enum UnaryToken
{
    /// <summary>`not`.</summary>
    Not,

    /// <summary>`-` before anything but a number.</summary>
    Negate,
}

/// <summary>Operators between two operands.</summary>
internal enum OperatorToken
{
    /// <summary>`or`.</summary>
    Or,

    /// <summary>`and`.</summary>
    And,

    /// <summary>`eq`.</summary>
    Eq,

    /// <summary>`ne`.</summary>
    Ne,

    /// <summary>`gt`.</summary>
    Gt,

    /// <summary>`ge`.</summary>
    Ge,

    /// <summary>`lt`.</summary>
    Lt,

    /// <summary>`le`.</summary>
    Le,

    /// <summary>`add`.</summary>
    Add,

    /// <summary>`sub`.</summary>
    Sub,

    /// <summary>`mul`.</summary>
    Mul,

    /// <summary>`div`.</summary>
    Div,

    /// <summary>`divby`.</summary>
    DivBy,

    /// <summary>`mod`.</summary>
    Mod,

    /// <summary>`has`.</summary>
    Has,

    /// <summary>`in`: the right side is a <see cref="ListSyntax"/> or a collection-valued expression.</summary>
    In,
}

/// <summary>A lone `name(...)`: a function of the language, a function of the model, or a navigation with a key. The binder knows which.</summary>
/// <param name="Position">Where the name begins.</param>
/// <param name="Name">Name as written, perhaps qualified (`geo.distance`, `ns.Rating`).</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CallSyntax(SourcePosition Position, string Name, SyntaxList<ArgumentSyntax> Arguments) : ExpressionSyntax(Position);

/// <summary>One argument or key part: `name` in `length(name)`, `Rank=2` in `ns.Best(Rank=2)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Parameter or key property; null when positional.</param>
/// <param name="Value">Its value; in resource paths a literal or an alias.</param>
internal sealed record ArgumentSyntax(SourcePosition Position, string? Name, ExpressionSyntax Value) : SyntaxNode(Position);

/// <summary>`case(condition:value,...)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Branches">Conditions and values, at least one.</param>
internal sealed record CaseSyntax(SourcePosition Position, SyntaxList<CaseBranchSyntax> Branches) : ExpressionSyntax(Position);

/// <summary>One `condition:value` of `case`.</summary>
/// <param name="Position">Where the condition begins.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Value">The value.</param>
internal sealed record CaseBranchSyntax(SourcePosition Position, ExpressionSyntax Condition, ExpressionSyntax Value) : SyntaxNode(Position);

/// <summary>`cast(value,type)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Operand">The value; null for the current instance.</param>
/// <param name="Type">The type.</param>
internal sealed record CastSyntax(SourcePosition Position, ExpressionSyntax? Operand, TypeNameSyntax Type) : ExpressionSyntax(Position);

/// <summary>`isof(value,type)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Operand">The value; null for the current instance.</param>
/// <param name="Type">The type.</param>
internal sealed record IsOfSyntax(SourcePosition Position, ExpressionSyntax? Operand, TypeNameSyntax Type) : ExpressionSyntax(Position);

/// <summary>A type in `cast` and `isof`: `Edm.String`, `ns.Type`, `Type`, `Collection(Edm.Int32)`.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Name of the type, or of the members' type.</param>
/// <param name="IsCollection">Whether it stands in `Collection(...)`.</param>
internal sealed record TypeNameSyntax(SourcePosition Position, string Name, bool IsCollection) : SyntaxNode(Position);
