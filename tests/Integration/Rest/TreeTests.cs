using System.Text.Json;
using Kawasaki.Tests.Integration.Facts;
using Xunit;

namespace Kawasaki.Tests.Integration.Rest;

/// <summary>`GET /api/v1/tree`: every row of a plan once, where it belongs.</summary>
public sealed class TreeTests(ShippedService service) : IClassFixture<ShippedService>
{
    private const string Measures = "select measure_code from plan.projects where plan_code = '{0}'";
    private const string Policies = "select policy_code from plan.measures where code in (" + Measures + ")";

    [Theory]
    [InlineData("ip1")]
    [InlineData("ip2")]
    [InlineData("ip3")]
    [InlineData("ar3")]
    public async Task Each_level_has_the_rows_of_sql(string plan)
    {
        var tree = await service.RestAsync($"tree?plan={plan}");
        var (basic, pillars) = (Level([tree], "basicPolicies"), Level([tree], "reformPillars"));
        var (policies, items) = (Level(basic, "policies"), Level(pillars, "items"));
        var (measures, tasks) = (Level(policies, "measures"), Level(items, "tasks"));
        var projects = Level(measures, "projects");

        await AssertSameAsync(tree, "basicPolicies", basic, "select code from plan.basic_policies where code in (select basic_policy_code from plan.policies where code in (" + Policies + "))", plan);
        await AssertSameAsync(tree, "policies", policies, "select code from plan.policies where code in (" + Policies + ")", plan);
        await AssertSameAsync(tree, "measures", measures, "select code from plan.measures where code in (" + Measures + ")", plan);
        await AssertSameAsync(tree, "projects", projects, "select code from plan.projects where plan_code = '{0}'", plan);
        await AssertSameAsync(tree, "reformPillars", pillars, "select code from plan.reform_pillars where plan_code = '{0}'", plan);
        await AssertSameAsync(tree, "reformItems", items, "select i.code from plan.reform_items i join plan.reform_pillars p on p.code = i.pillar_code where p.plan_code = '{0}'", plan);
        await AssertSameAsync(tree, "reformTasks", tasks, "select t.code from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code where p.plan_code = '{0}'", plan);

        IReadOnlyList<JsonElement> indicators = [.. new[] { tree }.Concat(policies).Concat(measures).Concat(projects).Concat(tasks).SelectMany(r => Level([r], "indicators"))];
        await AssertSameAsync(
            tree, "indicators", indicators,
            """
            select code from plan.indicators where
                (policy_code is null and measure_code is null and project_code is null and reform_task_code is null and plan_code = '{0}')
                or project_code in (select code from plan.projects where plan_code = '{0}')
                or (project_code is null and measure_code in (
            """ + Measures + ")) or (measure_code is null and policy_code in (" + Policies + ")) or reform_task_code in (select t.code from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code where p.plan_code = '{0}')",
            plan);
    }

    [Fact]
    public async Task Rows_stand_as_printed_with_their_place_in_the_document()
    {
        var tree = await service.RestAsync("tree?plan=ar3");
        var tasks = Level(Level([tree], "reformPillars"), "items")[0].GetProperty("tasks").EnumerateArray().ToList();

        Assert.Equal("川崎市行財政改革第3期プログラム", tree.Text("name"));
        Assert.Equal(tasks.Select(t => t.GetProperty("number").GetInt32()).Order(), tasks.Select(t => t.GetProperty("number").GetInt32()));
        Assert.Equal(("地方分権改革の更なる推進", 763, 45), (tasks[0].Text("name"), tasks[0].GetProperty("line").GetInt32(), tasks[0].GetProperty("page").GetInt32()));
        Assert.Equal(["code", "kind", "number", "name", "unit", "direction"], Level(tasks, "indicators")[0].EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("tree", 400, "KWS107", "such as ip3")]
    [InlineData("tree?plan=", 400, "KWS107", "such as ip3")]
    [InlineData("tree?plan=zz", 404, "KWS203", "There is no 'zz' in plans.")]
    [InlineData("tree?pln=ip3", 400, "KWS103", "Did you mean 'plan'?")]
    public async Task What_is_wrong_says_what_was_expected(string url, int status, string code, string said)
    {
        var (found, problem) = await service.RefusedAsync(url);

        Assert.Equal((status, code), (found, problem.Text("code")));
        Assert.Contains(said, problem.Text("detail"), StringComparison.Ordinal);
    }

    private async Task AssertSameAsync(JsonElement tree, string level, IReadOnlyList<JsonElement> rows, string sql, string plan)
    {
        var expected = await service.Database.RowsAsync(sql.Replace("{0}", plan, StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Select(r => r.Text("code")!).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Count, tree.GetProperty("counts").GetProperty(level).GetInt32());
    }

    private static IReadOnlyList<JsonElement> Level(IEnumerable<JsonElement> rows, string name) => [.. rows.SelectMany(r => r.GetProperty(name).EnumerateArray())];
}
