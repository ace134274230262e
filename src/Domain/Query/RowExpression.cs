using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>One row, perhaps none, inside an expression; a closed family.</summary>
public abstract record RowExpression
{
    private protected RowExpression(StructuredTypeModel type) => Type = type;

    /// <summary>Type of the row.</summary>
    public StructuredTypeModel Type { get; }
}

/// <summary>The row a variable stands for.</summary>
public sealed record VariableRow : RowExpression
{
    /// <summary>Refers to a variable.</summary>
    /// <param name="variable">The variable.</param>
    public VariableRow(RowVariable variable)
        : base(variable.Type) => Variable = variable;

    /// <summary>The variable.</summary>
    public RowVariable Variable { get; }
}

/// <summary>The row a single navigation leads to: `measure` in `measure/name`.</summary>
public sealed record RelatedRow : RowExpression
{
    /// <summary>Follows a navigation.</summary>
    /// <param name="from">The row it starts at.</param>
    /// <param name="navigation">A single navigation of that row's type.</param>
    public RelatedRow(RowExpression from, NavigationModel navigation)
        : base(navigation.Target.Type) => (From, Navigation) = (from, navigation);

    /// <summary>The row it starts at.</summary>
    public RowExpression From { get; }

    /// <summary>The navigation.</summary>
    public NavigationModel Navigation { get; }
}

/// <summary>A complex value of a row, seen as a row of its own: `address` in `address/city`. It may be null.</summary>
public sealed record ComplexRow : RowExpression
{
    /// <summary>Steps into a complex value.</summary>
    /// <param name="from">The row that holds it.</param>
    /// <param name="property">A complex property of that row's type, no collection.</param>
    public ComplexRow(RowExpression from, PropertyModel property)
        : base(property.Type.Structured!) => (From, Property) = (from, property);

    /// <summary>The row that holds it.</summary>
    public RowExpression From { get; }

    /// <summary>The complex property.</summary>
    public PropertyModel Property { get; }
}

/// <summary>A row seen as one of a derived type: null when it is none. `parent/ns.Station`.</summary>
public sealed record CastRow : RowExpression
{
    /// <summary>Casts a row.</summary>
    /// <param name="from">The row.</param>
    /// <param name="type">A type derived from the row's.</param>
    public CastRow(RowExpression from, StructuredTypeModel type)
        : base(type) => From = from;

    /// <summary>The row before the cast.</summary>
    public RowExpression From { get; }
}
