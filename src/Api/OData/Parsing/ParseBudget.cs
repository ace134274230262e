namespace Kawasaki.Api.OData.Parsing;

/// <summary>What one request has used up of its limits; shared by every parser that works on a part of it.</summary>
internal sealed class ParseBudget(ParseLimits limits)
{
    private int depth;
    private int callDepth;
    private int nodes;

    /// <summary>The limits.</summary>
    public ParseLimits Limits { get; } = limits;

    /// <summary>Goes one level deeper; null, or the sentence that says what is exceeded.</summary>
    public string? Enter() => ++depth > Limits.MaxDepth ? $"nested more than {Limits.MaxDepth} levels deep" : null;

    /// <summary>Comes back from a level.</summary>
    public void Leave() => depth--;

    /// <summary>Goes into the arguments of a call.</summary>
    public string? EnterCall() => ++callDepth > Limits.MaxCallDepth ? $"function calls nested more than {Limits.MaxCallDepth} deep" : null;

    /// <summary>Comes back from the arguments of a call.</summary>
    public void LeaveCall() => callDepth--;

    /// <summary>Counts one more node.</summary>
    public string? Count() => ++nodes > Limits.MaxNodes ? $"more than {Limits.MaxNodes} values and operators in one request" : null;
}
