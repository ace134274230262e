namespace Kawasaki.Domain.Model;

/// <summary>Marks a single navigation to the latest of the rows that a collection navigation of the same class leads to.</summary>
/// <param name="collection">C# name of the collection navigation.</param>
/// <param name="order">C# names of properties of the related rows that are never null: the row with the largest values, compared one after the other, is the latest. The last one is the key.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LatestOfAttribute(string collection, params string[] order) : Attribute
{
    /// <summary>C# name of the collection navigation.</summary>
    public string Collection { get; } = collection;

    /// <summary>C# names of properties of the related rows, the most important first.</summary>
    public IReadOnlyList<string> Order { get; } = order;
}
