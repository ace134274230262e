using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>npm odata2ts generates a typed client from `$metadata`, which compiles with strict rules and reads rows.</summary>
public sealed class OData2TsTests(OData2Ts client) : IClassFixture<OData2Ts>
{
    /// <summary>A read of `tests/Clients/odata2ts/client.ts`, and the plain SQL for it.</summary>
    public static TheoryData<string, string> Reads => new()
    {
        { "list", "select code, name, number, secures_money::text from plan.reform_tasks order by code" },
        { "key", "select code, name, department_text, line from plan.reform_tasks where code = 'ar3-1-2-4'" },
        { "filter", "select code, name from plan.reform_tasks where secures_money and name like '%施設%' order by code" },
        { "filterByPath", "select code from plan.indicators i where exists (select 1 from plan.observations o where o.indicator_code = i.code and o.value_type = 'target' and o.value >= 95 and o.unit = '%') order by code" },
        { "orderby", "select code, number from plan.reform_tasks order by number desc, code offset 5 limit 20" },
        {
            "expand",
            """
            select t.code, i.name, p.number, (select string_agg(department_code, ' ' order by department_code) from plan.reform_task_departments d where d.reform_task_code = t.code)
            from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code order by t.code limit 30
            """
        },
        { "count", "select count(*) from plan.observations where status <> 'ok'" },
        { "search", "select code from plan.reform_tasks where name || ' ' || department_text like '%学校%' order by code" },
        { "nextPage", "select code, (row_number() over (order by code) - 1) / 25 + 1 from plan.reform_tasks where number <= 20 order by code" },
        { "navigation", "select department_code, reform_task_code from plan.reform_task_departments where department_code = (select min(code) from plan.departments) order by 2" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Reads_what_sql_says(string read, string sql)
    {
        var expected = await client.SqlAsync(sql);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ClientFixture.Rows(await client.AskAsync($"\"{read}\"")));
    }
}

/// <summary>npm @odata2ts/odata2ts and TypeScript.</summary>
public sealed class OData2Ts(PostgresFixture postgres) : ClientFixture(postgres, "odata2ts.mjs");
