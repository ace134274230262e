namespace Kawasaki.Domain.Model;

/// <summary>Marks a class as what an OData function gives for each row that it is called on.</summary>
/// <remarks>Its rows are told apart by the kind and the code of what they are about and by the parameters.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublishedFunctionAttribute(string name) : Attribute
{
    /// <summary>Name of the function, camelCase, without the namespace.</summary>
    public string Name { get; } = name;

    /// <summary>Classes of the published sets it may be called on.</summary>
    public required Type[] BoundTo { get; init; }

    /// <summary>C# name of the property that names the set a row is about.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>C# name of the property with the code of the row it is about.</summary>
    public required string SubjectCode { get; init; }

    /// <summary>C# name of the whole number that the caller gives.</summary>
    public required string Parameter { get; init; }

    /// <summary>Smallest value of the parameter.</summary>
    public required int Minimum { get; init; }

    /// <summary>Largest value of the parameter.</summary>
    public required int Maximum { get; init; }
}
