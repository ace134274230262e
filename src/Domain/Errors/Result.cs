using System.Diagnostics.CodeAnalysis;

namespace Kawasaki.Domain.Errors;

/// <summary>A value, or the problem that prevented it.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct Result<T>
    where T : notnull
{
    private Result(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    /// <summary>The value; null when there is a problem.</summary>
    public T? Value { get; }

    /// <summary>The problem; null when there is a value.</summary>
    public Problem? Problem { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a problem.</summary>
    /// <param name="problem">The problem.</param>
    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}
