using System.IO;
using Kawasaki.Tests.Integration.OData;
using Kawasaki.Tests.Integration.OData.Apply;
using Xunit;

namespace Kawasaki.Tests.Integration.Fuzz;

/// <summary>Where mutations begin: every question of the tests' own tables, and some that no table holds.</summary>
internal static class SeedQuestions
{
    private static readonly string[] Further =
    [
        "", "$metadata", "$metadata?$format=json", "plans/$count", "plans('ip3')", "plans('ip3')/name", "plans('ip3')/name/$value", "plans/ip3/projects/$ref",
        "departments('citizens')/ward", "indicators('5-1-1-o1')/observations?$top=3&$orderby=value desc", "$entity?$id=plans('ip3')&$select=code",
        "$crossjoin(policies,measures)?$filter=policies/code eq measures/policyCode&$expand=policies,measures&$top=5", "changes?$orderby=sequence desc&$top=3",
        "indicatorFacts?$search=市民 NOT \"学校\"&$count=true&$top=4", "measures?$search=(安全 OR 健康) AND 地域&$select=code,name&$expand=projects($search=事業;$top=2)",
        "observations?$format=csv&$top=20&$select=code,value", "observations?$format=xlsx&$filter=fiscalYear eq 2017&$top=9", "policies?$format=json;metadata=full&$expand=*",
        "observations?$format=application/json;streaming=true&$top=30", "observations?$skiptoken=AAAA&$orderby=value", "themes?$expand=children($levels=max)", "projects?$expand=successors($levels=3;$select=code)&$top=9",
        "measures?$compute=length(name) mul 2 as n,concat(code,name) as c&$filter=n gt 30&$orderby=n desc,c&$select=code,n,c", "policies?$expand=measures($expand=projects($expand=actions/$count;$top=1);$count=true)",
        "observations?$filter=@a and @b&@a=value gt @n&@b=unit ne null&@n=50&$top=10", "reformTasks?$expand=departments/$ref,item($expand=pillar)&$top=5", "observations?$filter=periodStart add duration'P1M' gt now()",
        "observations?$at=2025-04-01T00:00:00Z&$top=3", "plans('ip3')?$at=2099-01-01&$expand=projects($top=2)", "indicatorFacts?$at=2026-01-01&$filter=value gt 5&$count=true&$top=2",
    ];

    private static readonly (string File, string Start)[] Tables =
    [
        ("filter-syntax.cases", "observations?$filter="), ("apply-syntax.cases", "observations?$apply="), ("search-syntax.cases", "measures?$search="), ("query-syntax.cases", "observations?"), ("path-syntax.cases", ""),
    ];

    /// <summary>All of them, in an order that does not change.</summary>
    public static IReadOnlyList<FuzzQuestion> All()
    {
        List<string> urls = [.. Further];
        urls.AddRange(CrossCheckTests.Filters.Select(row => $"{row.Data.Item2}?$filter={row.Data.Item1}"));
        foreach (var table in (TheoryData<string, string>[])[CrossCheckTests.Whole, CrossCheckTests.Numbers, ApplyCases.Aggregates, ApplyCases.Groups, ApplyCases.Steps])
        {
            urls.AddRange(table.Select(row => row.Data.Item1));
        }

        foreach (var (file, start) in Tables)
        {
            urls.AddRange(File.ReadLines(Path.Combine(Baseline.Root, "tests/Unit/OData/Parsing/Cases", file))
                .Where(line => line.Length > 0 && line[0] != '#').Select(line => start + Uri.UnescapeDataString(line.Split('\t')[0])));
        }

        return [.. urls.Select(FuzzQuestion.Of)];
    }
}
