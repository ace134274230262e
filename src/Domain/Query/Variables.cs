using Kawasaki.Domain.Model;

namespace Kawasaki.Domain.Query;

/// <summary>What a part of a question calls one row: `$it`, a lambda's variable, a row of an expansion. Compared by reference.</summary>
/// <param name="name">Name for plan texts and logs only.</param>
/// <param name="type">Type of the row.</param>
/// <param name="isElement">Whether it is a member of a collection, which has a place in it and no key.</param>
public sealed class RowVariable(string name, StructuredTypeModel type, bool isElement = false)
{
    /// <summary>Name for plan texts and logs only.</summary>
    public string Name { get; } = name;

    /// <summary>Type of the row.</summary>
    public StructuredTypeModel Type { get; } = type;

    /// <summary>True for a member of a collection: it has a place in it and no key.</summary>
    public bool IsElement { get; } = isElement;
}

/// <summary>What a lambda calls one member of a collection of values. Compared by reference.</summary>
/// <param name="name">Name for plan texts and logs only.</param>
/// <param name="type">Type of the member.</param>
public sealed class ValueVariable(string name, TypeReference type)
{
    /// <summary>Name for plan texts and logs only.</summary>
    public string Name { get; } = name;

    /// <summary>Type of the member.</summary>
    public TypeReference Type { get; } = type;
}
