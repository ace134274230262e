namespace Kawasaki.Domain.Access;

/// <summary>Something a written row is about, and how it leads to the departments whose business it is.</summary>
/// <remarks>
/// A caller limited to departments may write a row when everything the row is about is the business of one of them, before and after the change.
/// The documents name departments for reform tasks only: what concerns a project, or an indicator of no task, is for callers without that limit.
/// </remarks>
/// <param name="Navigation">Navigation from the row.</param>
/// <param name="Departments">Navigations from there to the departments, in order; empty where nothing leads to any.</param>
public sealed record RowSubject(string Navigation, IReadOnlyList<string> Departments)
{
    /// <summary>What the rows of a set are about; empty for a set that nobody writes over HTTP.</summary>
    /// <param name="set">Name of the set.</param>
    public static IReadOnlyList<RowSubject> Of(string set) => set switch
    {
        "statusReports" => [new("project", []), new("reformTask", ["departments"]), new("action", ["reformTask", "departments"])],
        "observations" => [new("indicator", ["reformTask", "departments"])],
        _ => [],
    };
}
