namespace Kawasaki.Api.OData.Writing.Metadata;

/// <summary>A vocabulary annotation, before it is written as XML or as JSON.</summary>
/// <param name="Term">Term with the vocabulary's alias, such as `Core.Description`.</param>
/// <param name="Value">Its value.</param>
/// <param name="Qualifier">Tells two annotations with one term apart; this service uses the language tag `ja`. Null for none.</param>
internal sealed record Annotation(string Term, AnnotationValue Value, string? Qualifier = null);

/// <summary>The value of an annotation; a closed family, matched by switch.</summary>
internal abstract record AnnotationValue
{
    private protected AnnotationValue()
    {
    }
}

/// <summary>A string.</summary>
internal sealed record TextValue(string Text) : AnnotationValue;

/// <summary>A Boolean.</summary>
internal sealed record FlagValue(bool Flag) : AnnotationValue;

/// <summary>A number.</summary>
internal sealed record NumberValue(decimal Number) : AnnotationValue
{
    /// <summary>Whether it is an integer, which CSDL tells from other numbers.</summary>
    public bool IsInteger => decimal.IsInteger(Number);
}

/// <summary>The value of a property beside the annotated one: `unit`.</summary>
internal sealed record PathValue(string Path) : AnnotationValue;

/// <summary>A list.</summary>
internal sealed record ListValue(IReadOnlyList<AnnotationValue> Items) : AnnotationValue;

/// <summary>A record, itself perhaps annotated.</summary>
internal sealed record RecordValue(IReadOnlyList<(string Name, AnnotationValue Value)> Members, IReadOnlyList<Annotation> Annotations) : AnnotationValue
{
    public RecordValue(params (string Name, AnnotationValue Value)[] members)
        : this(members, [])
    {
    }
}
