namespace Kawasaki.Domain.Model;

/// <summary>Marks a published class whose rows systems may write; its properties say by <see cref="WritableAttribute"/> what may be given.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WritableSetAttribute : Attribute
{
    /// <summary>Names of the C# properties by which a source system knows the row: two rows never share them, and a row sent again is known by them.</summary>
    public string[] KnownBy { get; init; } = [];

    /// <summary>Names of the C# properties of which a row has at least one.</summary>
    public string[] AtLeastOneOf { get; init; } = [];

    /// <summary>Name of the C# property that only rows have which nobody may write: the document that states a fact. Null when every row may be written.</summary>
    public string? NotWith { get; init; }

    /// <summary>What keys begin with, so that a written row never takes the key of another kind of row; empty for nothing.</summary>
    public string KeyPrefix { get; init; } = "";
}

/// <summary>Marks a property that a caller may give; all others of a writable class are the service's own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WritableAttribute : Attribute
{
    /// <summary>True when the value may be given when the row is made, and never changes.</summary>
    public bool AtCreateOnly { get; init; }

    /// <summary>True when a row has no meaning without the value though its type allows null.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True when the service finds a value where none is given.</summary>
    public bool HasDefault { get; init; }

    /// <summary>Most characters of a text; 0 for no limit but that of the body.</summary>
    public int MaxLength { get; init; }

    /// <summary>Smallest number; NaN for no limit.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Largest number; NaN for no limit.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>The only value taken, and the default; null for no such limit.</summary>
    public string? Only { get; init; }
}
