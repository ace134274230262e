using Kawasaki.Domain.Errors;
using Kawasaki.Domain.Packages;
using Kawasaki.Domain.Plan;

namespace Kawasaki.Infrastructure.Documents;

/// <summary>Checks that no two rows of a set have the same code.</summary>
internal static class UniqueKeys
{
    /// <summary>One problem for each code used twice, naming the lines.</summary>
    /// <param name="data">The rows.</param>
    public static IEnumerable<Problem> Check(PlanData data) =>
        from set in Sets(data)
        from same in set.Rows.GroupBy(r => r.Code)
        where same.Count() > 1
        select new Problem(
            ErrorCode.DocumentNotRecognized,
            $"{same.Count()} rows of {set.Name} have the code {same.Key}: {string.Join(", ", same.Select(Place))}.",
            $"{set.Name}:{same.Key}");

    private static string Place(Entity row) => row switch
    {
        Fact fact => $"{fact.DocumentCode} line {fact.Line}",
        ReportableFact fact => $"{fact.DocumentCode} line {fact.Line}",
        _ => row.Code,
    };

    private static IEnumerable<(string Name, IEnumerable<Entity> Rows)> Sets(PlanData data) =>
    [
        ("documents", data.Documents),
        ("plans", data.Plans),
        ("basicPolicies", data.BasicPolicies),
        ("policies", data.Policies),
        ("measures", data.Measures),
        ("projects", data.Projects),
        ("reformPillars", data.ReformPillars),
        ("reformItems", data.ReformItems),
        ("reformTasks", data.ReformTasks),
        ("actions", data.Actions),
        ("indicators", data.Indicators),
        ("observations", data.Observations),
        ("citations", data.Citations),
        ("evaluations", data.Evaluations),
        ("indicatorResults", data.IndicatorResults),
        ("grades", data.Grades),
        ("departments", data.Departments),
        ("wards", data.Wards),
        ("fiscalLines", data.FiscalLines),
        ("fiscalAmounts", data.FiscalAmounts),
        ("themes", data.Themes),
        ("discrepancies", data.Discrepancies),
        ("passages", data.Passages),
    ];
}
