namespace Kawasaki.Domain.Model;

/// <summary>Says of a property what its column in the data package is, where that does not follow from the property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PackageCellAttribute : Attribute
{
    /// <summary>True when the package has no column for it: only rows written over HTTP have the value.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>True when the cell must not be empty though the property may be null.</summary>
    public bool IsRequired { get; init; }
}
