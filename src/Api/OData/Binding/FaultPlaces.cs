using System.Globalization;
using Kawasaki.Api.OData.Parsing.Syntax;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Binding;

/// <summary>Where a request computes what its values may not allow: learned when a question is bound once more, after it failed.</summary>
internal sealed class FaultPlaces
{
    private readonly List<(ComputationFault Fault, SourcePosition At, string? Hint)> places = [];

    /// <summary>Keeps a place.</summary>
    /// <param name="fault">What may happen there.</param>
    /// <param name="at">The operator or argument.</param>
    /// <param name="hint">What to know about it; null for nothing.</param>
    public void Add(ComputationFault fault, SyntaxNode at, string? hint = null) => places.Add((fault, at.Position, hint));

    /// <summary>The problem with the only place where it can have happened, or with all of them.</summary>
    /// <param name="problem">What happened.</param>
    public Problem Locate(Problem problem)
    {
        var found = places.Where(p => p.Fault == problem.Fault).Distinct().ToList();
        return found switch
        {
            [] => problem,
            [var (_, at, hint)] => at.Problem(problem.Code, problem.Message, hint) with { Fault = problem.Fault },
            _ => problem with
            {
                Target = found.TrueForAll(p => p.At.Source == found[0].At.Source) ? found[0].At.Source : null,
                Hint = $"Look at {string.Join(", ", found.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.At.Source} column {p.At.Offset + 1}")))}.",
            },
        };
    }
}
