using Kawasaki.Api.OData.Parsing;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>The literals of one URL, and for each that a binder used as a value only how another in its place becomes one.</summary>
/// <remarks>A literal is exchangeable only when each of its uses has said so; whatever nobody speaks of stays part of the question.</remarks>
internal sealed class LiteralSlots
{
    private readonly UrlShape shape;
    private readonly Dictionary<SourcePosition, int> places = [];
    private readonly Place[] uses;

    /// <summary>Begins with none exchangeable.</summary>
    /// <param name="shape">The URL.</param>
    public LiteralSlots(UrlShape shape)
    {
        this.shape = shape;
        uses = new Place[shape.Tokens.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            places.TryAdd(shape.Tokens[i].Position, i);
        }
    }

    /// <summary>How another text becomes the value of a literal; null for one that is not exchangeable.</summary>
    /// <param name="slot">Number of the literal.</param>
    public ExchangeableLiteral? Exchangeable(int slot) => uses[slot].Bound == uses[slot].Exchanged ? uses[slot].How : null;

    /// <summary>Counts a use of a literal.</summary>
    /// <param name="syntax">The literal.</param>
    public void Bound(LiteralSyntax syntax)
    {
        if (places.TryGetValue(syntax.Position, out var slot))
        {
            uses[slot].Bound++;
        }
    }

    /// <summary>Says of one use that the value reaches the statement as a value and decides about nothing else.</summary>
    /// <param name="syntax">The literal.</param>
    /// <param name="literal">What it was bound to.</param>
    /// <returns>The literal with its number, when it has one.</returns>
    public Literal Exchange(LiteralSyntax syntax, Literal literal)
    {
        if (!places.TryGetValue(syntax.Position, out var slot) || !IsPlain(syntax.Kind, literal.Type) || !syntax.Equals(shape.Read(slot)))
        {
            return literal;
        }

        var how = new ExchangeableLiteral(syntax.Kind, literal.Type);
        uses[slot].How ??= how;
        uses[slot].Exchanged += uses[slot].How == how ? 1 : 0;
        return literal with { Slot = slot };
    }

    // Texts that become something else (members of enumerations, durations) are read with the other operand in view.
    private static bool IsPlain(LiteralKind kind, TypeReference type) => !type.IsCollection && kind switch
    {
        LiteralKind.String => type.Primitive == PrimitiveKind.String,
        LiteralKind.Integer or LiteralKind.Decimal => TypeRules.IsNumber(type),
        LiteralKind.Date => type.Primitive == PrimitiveKind.Date,
        LiteralKind.DateTimeOffset => type.Primitive == PrimitiveKind.DateTimeOffset,
        LiteralKind.Guid => type.Primitive == PrimitiveKind.Guid,
        _ => false,
    };

    private struct Place
    {
        public int Bound;
        public int Exchanged;
        public ExchangeableLiteral? How;
    }
}

/// <summary>How the text of a literal becomes a value, without looking at anything but the text.</summary>
/// <param name="Kind">Kind of the text.</param>
/// <param name="Type">Type that the question wants.</param>
internal sealed record ExchangeableLiteral(LiteralKind Kind, TypeReference Type)
{
    /// <summary>The value; null when the text is of another kind or has no value of the type.</summary>
    /// <param name="text">The text.</param>
    /// <param name="model">The published model.</param>
    /// <param name="limits">What a question may cost.</param>
    public Literal? Bind(LiteralSyntax? text, PublishedModel model, QueryLimits limits)
    {
        if (text?.Kind != Kind || new LiteralBinder(new BindContext(model, limits, [])).Bind(text) is not { } bound
            || TypeRules.Common(bound.Type, Type)?.Primitive != Type.Primitive)
        {
            return null;
        }

        var converted = (Literal)TypeRules.Convert(bound, Type);
        return converted.Type == Type ? converted : null;
    }
}
