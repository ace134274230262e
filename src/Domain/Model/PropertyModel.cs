namespace Kawasaki.Domain.Model;

/// <summary>A structural property.</summary>
/// <remarks>Compared by reference: a property is built once per declaring type and shared by derived types.</remarks>
public sealed class PropertyModel
{
    /// <summary>Published name, camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the value.</summary>
    public required TypeReference Type { get; init; }

    /// <summary>Names, description and unit for the reader.</summary>
    public required ModelText Text { get; init; }

    /// <summary>The closed list of values of a vocabulary property with their names; empty for all others.</summary>
    public IReadOnlyList<AllowedValue> AllowedValues { get; init; } = [];

    /// <summary>The set whose rows the values are the keys of: a foreign key of the storage, whether or not a navigation leads along it. Null for all others.</summary>
    public EntitySetModel? Reference { get; private set; }

    /// <summary>Sets what the values refer to; called once by the model's builder, since sets are made of types.</summary>
    /// <param name="target">The set.</param>
    public void LinkReference(EntitySetModel target) => Reference = target;

    /// <summary>Who gives the value in a set that may be written; null in all others.</summary>
    public PropertyMutability? Mutability { get; private set; }

    /// <summary>How a caller may write the value; null where no caller may. What it allows holds for every value that is stored.</summary>
    public PropertyWriting? Writing { get; private set; }

    /// <summary>Sets who gives the value; called once by the model's builder.</summary>
    /// <param name="mutability">Who gives it.</param>
    /// <param name="writing">How a caller may; null where no caller may.</param>
    public void LinkWriting(PropertyMutability mutability, PropertyWriting? writing) => (Mutability, Writing) = (mutability, writing);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who gives the value of a property, and when.</summary>
public enum PropertyMutability
{
    /// <summary>A caller, at any time.</summary>
    Free,

    /// <summary>A caller, when the row is made.</summary>
    Immutable,

    /// <summary>The service.</summary>
    Computed,
}

/// <summary>One value of a vocabulary.</summary>
/// <param name="Value">The value, camelCase.</param>
/// <param name="Japanese">Name in Japanese.</param>
/// <param name="English">Name in English.</param>
public sealed record AllowedValue(string Value, string Japanese, string English);
