using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding;

/// <summary>What a parameter of a function takes.</summary>
internal enum ParameterKind
{
    /// <summary>Edm.String.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Edm.Date or Edm.DateTimeOffset.</summary>
    Day,

    /// <summary>Edm.TimeOfDay or Edm.DateTimeOffset.</summary>
    Clock,

    /// <summary>Edm.DateTimeOffset.</summary>
    Instant,

    /// <summary>Edm.Duration.</summary>
    Span,

    /// <summary>A collection of values.</summary>
    Collection,
}

/// <summary>One form of a function.</summary>
/// <param name="Name">Name in URLs.</param>
/// <param name="Function">What it is in a plan.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Result">Kind of the result; null when it is that of the first argument.</param>
internal sealed record FunctionForm(string Name, QueryFunction Function, IReadOnlyList<ParameterKind> Parameters, PrimitiveKind? Result);

/// <summary>Every function that expressions may call; names match without regard to case.</summary>
/// <remarks>Source: OData URL Conventions 4.01, sections 5.1.1.4 to 5.1.1.11.</remarks>
internal static class FunctionTable
{
    private static readonly FunctionForm[] Forms =
    [
        new("concat", QueryFunction.Concat, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.String),
        new("concat", QueryFunction.Concat, [ParameterKind.Collection, ParameterKind.Collection], null),
        new("contains", QueryFunction.Contains, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.Boolean),
        new("contains", QueryFunction.Contains, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Boolean),
        new("endswith", QueryFunction.EndsWith, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.Boolean),
        new("endswith", QueryFunction.EndsWith, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Boolean),
        new("indexof", QueryFunction.IndexOf, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.Int32),
        new("indexof", QueryFunction.IndexOf, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Int32),
        new("length", QueryFunction.Length, [ParameterKind.Text], PrimitiveKind.Int32),
        new("length", QueryFunction.Length, [ParameterKind.Collection], PrimitiveKind.Int32),
        new("startswith", QueryFunction.StartsWith, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.Boolean),
        new("startswith", QueryFunction.StartsWith, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Boolean),
        new("substring", QueryFunction.Substring, [ParameterKind.Text, ParameterKind.Whole], PrimitiveKind.String),
        new("substring", QueryFunction.Substring, [ParameterKind.Text, ParameterKind.Whole, ParameterKind.Whole], PrimitiveKind.String),
        new("substring", QueryFunction.Substring, [ParameterKind.Collection, ParameterKind.Whole], null),
        new("substring", QueryFunction.Substring, [ParameterKind.Collection, ParameterKind.Whole, ParameterKind.Whole], null),
        new("matchesPattern", QueryFunction.MatchesPattern, [ParameterKind.Text, ParameterKind.Text], PrimitiveKind.Boolean),
        new("tolower", QueryFunction.ToLower, [ParameterKind.Text], PrimitiveKind.String),
        new("toupper", QueryFunction.ToUpper, [ParameterKind.Text], PrimitiveKind.String),
        new("trim", QueryFunction.Trim, [ParameterKind.Text], PrimitiveKind.String),
        new("hassubset", QueryFunction.HasSubset, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Boolean),
        new("hassubsequence", QueryFunction.HasSubsequence, [ParameterKind.Collection, ParameterKind.Collection], PrimitiveKind.Boolean),
        new("year", QueryFunction.Year, [ParameterKind.Day], PrimitiveKind.Int32),
        new("month", QueryFunction.Month, [ParameterKind.Day], PrimitiveKind.Int32),
        new("day", QueryFunction.Day, [ParameterKind.Day], PrimitiveKind.Int32),
        new("hour", QueryFunction.Hour, [ParameterKind.Clock], PrimitiveKind.Int32),
        new("minute", QueryFunction.Minute, [ParameterKind.Clock], PrimitiveKind.Int32),
        new("second", QueryFunction.Second, [ParameterKind.Clock], PrimitiveKind.Int32),
        new("fractionalseconds", QueryFunction.FractionalSeconds, [ParameterKind.Clock], PrimitiveKind.Decimal),
        new("totalseconds", QueryFunction.TotalSeconds, [ParameterKind.Span], PrimitiveKind.Decimal),
        new("totaloffsetminutes", QueryFunction.TotalOffsetMinutes, [ParameterKind.Instant], PrimitiveKind.Int32),
        new("date", QueryFunction.Date, [ParameterKind.Instant], PrimitiveKind.Date),
        new("time", QueryFunction.Time, [ParameterKind.Instant], PrimitiveKind.TimeOfDay),
        new("now", QueryFunction.Now, [], PrimitiveKind.DateTimeOffset),
        new("mindatetime", QueryFunction.MinDateTime, [], PrimitiveKind.DateTimeOffset),
        new("maxdatetime", QueryFunction.MaxDateTime, [], PrimitiveKind.DateTimeOffset),
        new("round", QueryFunction.Round, [ParameterKind.Number], null),
        new("floor", QueryFunction.Floor, [ParameterKind.Number], null),
        new("ceiling", QueryFunction.Ceiling, [ParameterKind.Number], null),
    ];

    private static readonly ILookup<string, FunctionForm> ByName = Forms.ToLookup(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of all functions, for `$metadata` and hints.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Forms.Select(f => f.Name).Concat(["case", "cast", "isof"]).Distinct()];

    /// <summary>The forms of a function; empty if there is none of that name.</summary>
    public static IReadOnlyList<FunctionForm> Find(string name) => [.. ByName[name]];
}
