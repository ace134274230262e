namespace Kawasaki.Domain.Model;

/// <summary>Marks a class as the row of a published entity set.</summary>
/// <remarks>A class without it is never served, whatever the database holds.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublishedSetAttribute(string name) : Attribute
{
    /// <summary>Name of the set in URLs, camelCase plural.</summary>
    public string Name { get; } = name;

    /// <summary>True when the set is a column list in the data package (`data/`).</summary>
    public bool InPackage { get; init; } = true;

    /// <summary>Whether what has changed of its rows can be asked for.</summary>
    public bool IsTracked { get; init; } = true;

    /// <summary>Scope without which nobody learns of the set or its rows; null for a set that everybody reads.</summary>
    public string? ReadScope { get; init; }

    /// <summary>For a set whose rows are made of those of other sets: the classes of these. The feed names them, not the set.</summary>
    public Type[] MadeOf { get; init; } = [];
}
