namespace Kawasaki.Domain.Errors;

/// <summary>What only the values show that it cannot be computed.</summary>
public enum ComputationFault
{
    /// <summary>A division by zero.</summary>
    Division,

    /// <summary>A number out of the range of its type.</summary>
    Number,

    /// <summary>A date or time that does not exist.</summary>
    Moment,

    /// <summary>A pattern that is no regular expression.</summary>
    Pattern,
}
