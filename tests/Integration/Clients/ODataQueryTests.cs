using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>npm odata-query writes the URLs; the rows equal a plain SQL query.</summary>
public sealed class ODataQueryTests(ODataQuery client) : IClassFixture<ODataQuery>
{
    /// <summary>Set, query as odata-query takes it, columns, SQL.</summary>
    public static TheoryData<string, string, string, string> Queries => new()
    {
        {
            "reformTasks", """{"filter": {"number": {"ge": 5, "le": 7}, "securesMoney": true}, "orderBy": ["number desc", "code"], "select": ["code", "number"]}""",
            "code,number", "select code, number from plan.reform_tasks where number between 5 and 7 and secures_money order by number desc, code"
        },
        {
            "reformTasks", """{"filter": {"or": [{"name": {"contains": "学校"}}, {"name": {"startswith": "市"}}]}, "top": 10, "skip": 2}""",
            "code,name", "select code, name from plan.reform_tasks where name like '%学校%' or name like '市%' order by code offset 2 limit 10"
        },
        {
            "reformTasks", """{"filter": {"not": {"name": {"contains": "学校"}}, "tolower(departmentText)": {"endswith": "局"}}}""",
            "code", "select code from plan.reform_tasks where name not like '%学校%' and department_text like '%局' order by code"
        },
        {
            "reformTasks", """{"filter": {"number": {"in": [3, 5]}, "item/pillar/number": 1}, "expand": {"item": {"select": ["name"], "expand": {"pillar": {"select": ["name"]}}}}}""",
            "code,item/name,item/pillar/name",
            """
            select t.code, i.name, p.name from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code
            where t.number in (3, 5) and p.number = 1 order by t.code
            """
        },
        {
            "departments", """{"expand": {"reformTasks": {"select": ["code"], "filter": {"securesMoney": true}, "orderBy": "code", "top": 1, "count": true}}}""",
            "code,reformTasks@odata.count,reformTasks/0/code",
            """
            select d.code, count(t.code)::text, min(t.code) from plan.departments d
            left join plan.reform_task_departments l on l.department_code = d.code left join plan.reform_tasks t on t.code = l.reform_task_code and t.secures_money
            group by d.code order by d.code
            """
        },
        {
            "indicators", """{"filter": {"observations": {"any": {"value": {"ge": 95}, "unit": "%"}}}, "select": "code"}""",
            "code", "select code from plan.indicators i where exists (select 1 from plan.observations o where o.indicator_code = i.code and o.value >= 95 and o.unit = '%') order by code"
        },
        {
            "observations", """{"filter": {"indicator/kind": "outcome", "value": {"ne": null}, "periodStart": {"ge": {"type": "raw", "value": "2021-04-01"}}}, "top": 50}""",
            "code,value",
            """
            select o.code, trim_scale(o.value) from plan.observations o join plan.indicators i on i.code = o.indicator_code
            where i.kind = 'outcome' and o.value is not null and o.period_start >= '2021-04-01' order by o.code limit 50
            """
        },
        {
            "reformTasks", """{"transform": [{"filter": {"securesMoney": true}}, {"groupBy": {"properties": ["itemCode"], "transform": {"aggregate": [{"number": {"with": "sum", "as": "total"}}]}}}], "orderBy": "itemCode"}""",
            "itemCode,total", "select item_code, sum(number) from plan.reform_tasks where secures_money group by 1 order by 1"
        },
        {
            "reformTasks", """{"search": "学校", "select": ["code"], "orderBy": "code"}""",
            "code", "select code from plan.reform_tasks where name || ' ' || department_text like '%学校%' order by code"
        },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_url_is_answered_with_what_sql_says(string set, string query, string columns, string sql)
    {
        var expected = await client.SqlAsync(sql);
        var said = await client.AskAsync($$"""{"set": "{{set}}", "query": {{query}}, "columns": ["{{columns.Replace(",", "\",\"", StringComparison.Ordinal)}}"]}""");

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ClientFixture.Rows(said.GetProperty("rows")));
    }

    [Fact]
    public async Task A_count_is_what_sql_counts()
    {
        var said = await client.AskAsync("""{"set": "observations", "query": {"filter": {"status": {"ne": "ok"}}, "count": true, "top": 0}, "columns": []}""");

        Assert.Equal(await client.SqlAsync("select count(*) from plan.observations where status <> 'ok'"), [said.GetProperty("count").GetRawText()]);
    }
}

/// <summary>npm odata-query.</summary>
public sealed class ODataQuery(PostgresFixture postgres) : ClientFixture(postgres, "odata-query.mjs");
