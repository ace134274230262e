using Kawasaki.Domain.Changes;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Api.OData.Bodies;

/// <summary>Everything that is wrong with a body, each with its place, so that a caller mends it at once.</summary>
internal sealed class Findings
{
    // More are not read by anybody; the body is refused all the same.
    private const int Most = 100;

    private readonly List<Problem> all = [];

    /// <summary>How many there are; beyond the most that are kept, that many.</summary>
    public int Count => all.Count;

    /// <summary>True when as many are kept as are answered: nothing more need be looked for.</summary>
    public bool IsFull => all.Count >= Most;

    /// <summary>One problem of all; null when there is none.</summary>
    public Problem? Problem => all.Count == 0 ? null : RowRules.Together(all);

    /// <summary>Adds a finding.</summary>
    public void Add(Problem finding)
    {
        if (!IsFull)
        {
            all.Add(finding);
        }
    }

    /// <summary>Adds a finding.</summary>
    public void Add(ErrorCode code, string message, string target, string? hint = null) => Add(new Problem(code, message, target.Length == 0 ? null : target, hint));

    /// <summary>Adds findings at places where nothing is wrong yet: a value that cannot be read is not missing too.</summary>
    public void AddNew(IEnumerable<Problem> findings)
    {
        foreach (var finding in findings.Where(f => !all.Exists(a => a.Target == f.Target)))
        {
            Add(finding);
        }
    }
}
