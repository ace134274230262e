using Xunit;

namespace Kawasaki.Tests.Integration.Clients;

/// <summary>The table: a list as OpenUI5 binds it (path, sorters, filters, parameters, windows of a growing list), and the plain SQL for it.</summary>
public sealed partial class OpenUi5Tests
{
    /// <summary>Name, question, SQL.</summary>
    public static TheoryData<string, string, string> Lists => new()
    {
        {
            "growing list", """{"path": "/reformTasks", "windows": [[0, 20], [0, 40], [0, 60], [200, 20]], "columns": ["code", "name", "number", "page"]}""",
            "select code, name, number, page from plan.reform_tasks order by code offset 200 limit 20"
        },
        {
            "sorters", """{"path": "/reformTasks", "sorters": [["securesMoney", true], ["number"]], "windows": [[0, 215]], "columns": ["code", "number"]}""",
            "select code, number from plan.reform_tasks order by secures_money desc, number, code"
        },
        {
            "sorters along paths", """{"path": "/reformTasks", "sorters": [["item/pillar/number", true], ["item/number"], ["number", true]], "windows": [[0, 50]], "columns": ["code"]}""",
            """
            select t.code from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code
            order by p.number desc, i.number, t.number desc, t.code limit 50
            """
        },
        {
            "filter by equality", """{"path": "/reformTasks", "filters": [{"path": "securesMoney", "operator": "EQ", "value1": true}], "columns": ["code"]}""",
            "select code from plan.reform_tasks where secures_money order by code"
        },
        {
            "filters by text, joined by or",
            """{"path": "/reformTasks", "filters": [{"any": [{"path": "name", "operator": "Contains", "value1": "学校"}, {"path": "departmentText", "operator": "StartsWith", "value1": "市民"}, {"path": "name", "operator": "EndsWith", "value1": "推進"}]}], "columns": ["code"]}""",
            "select code from plan.reform_tasks where name like '%学校%' or department_text like '市民%' or name like '%推進' order by code"
        },
        {
            "filters by ranges and negation",
            """{"path": "/observations", "filters": [{"all": [{"path": "fiscalYear", "operator": "BT", "value1": 2017, "value2": 2021}, {"path": "value", "operator": "NE", "value1": null}, {"path": "value", "operator": "NB", "value1": "10", "value2": "90"}, {"path": "valueText", "operator": "NotContains", "value1": "%"}]}], "windows": [[0, 300]], "columns": ["code", "value"]}""",
            """
            select code, value from plan.observations
            where fiscal_year between 2017 and 2021 and value is not null and (value < 10 or value > 90) and value_text not like '%\%%' order by code limit 300
            """
        },
        {
            "filter by date", """{"path": "/observations", "filters": [{"path": "periodStart", "operator": "LT", "value1": "2014-04-01"}], "columns": ["code", "periodStart"]}""",
            "select code, period_start::text from plan.observations where period_start < '2014-04-01' order by code limit 100"
        },
        {
            "filter by a collection",
            """{"path": "/indicators", "filters": [{"path": "observations", "operator": "Any", "variable": "o", "condition": {"all": [{"path": "o/value", "operator": "GE", "value1": "95"}, {"path": "o/unit", "operator": "EQ", "value1": "%"}]}}], "columns": ["code"]}""",
            "select code from plan.indicators i where exists (select 1 from plan.observations o where o.indicator_code = i.code and o.value >= 95 and o.unit = '%') order by code limit 100"
        },
        {
            "filter by all of a collection",
            """{"path": "/departments", "filters": [{"path": "reformTasks", "operator": "All", "variable": "t", "condition": {"path": "t/number", "operator": "LE", "value1": 12}}], "columns": ["code"]}""",
            """
            select code from plan.departments d where not exists (select 1 from plan.reform_task_departments l join plan.reform_tasks t on t.code = l.reform_task_code
            where l.department_code = d.code and t.number > 12) order by code
            """
        },
        {
            "search", """{"path": "/reformTasks", "sorters": [["code"]], "parameters": {"$search": "学校", "$select": "code"}, "columns": ["code"]}""",
            "select code from plan.reform_tasks where name || ' ' || department_text like '%学校%' order by code"
        },
        {
            "selection and expansion",
            """{"path": "/reformTasks", "parameters": {"$select": "code", "$expand": {"item": {"$select": "name", "$expand": {"pillar": {"$select": "name"}}}, "departments": {"$select": ["code"], "$orderby": "code desc"}}}, "columns": ["code", "item/name", "item/pillar/name", "departments/length", "departments/0/code", "number"]}""",
            """
            select t.code, i.name, p.name, (select count(*) || '|' || max(department_code) from plan.reform_task_departments d where d.reform_task_code = t.code), null
            from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code order by t.code limit 100
            """
        },
        {
            "expansion with conditions",
            """{"path": "/departments", "parameters": {"$expand": {"reformTasks": {"$select": "code", "$filter": "securesMoney and number gt 3", "$orderby": "number desc,code", "$count": true}}}, "columns": ["code", "reformTasks/length", "reformTasks/0/code", "reformTasks@odata.count"]}""",
            """
            select d.code, count(t.code), (array_agg(t.code order by t.number desc nulls last, t.code))[1], count(t.code) from plan.departments d left join plan.reform_task_departments l on l.department_code = d.code
            left join plan.reform_tasks t on t.code = l.reform_task_code and t.secures_money and t.number > 3 group by d.code order by d.code
            """
        },
        {
            "expansion by levels", """{"path": "/themes", "parameters": {"$filter": "parentCode eq null", "$expand": {"children": {"$levels": 2, "$orderby": "code"}}}, "columns": ["code", "children/length", "children/0/code", "children/0/children/length"]}""",
            """
            select t.code, (select count(*) from plan.themes c where c.parent_code = t.code), (select min(c.code) from plan.themes c where c.parent_code = t.code),
            (select count(*) from plan.themes g where g.parent_code = (select min(c.code) from plan.themes c where c.parent_code = t.code)) from plan.themes t where t.parent_code is null order by t.code
            """
        },
        {
            "a row's own list", """{"path": "/departments('health-and-welfare')/reformTasks", "sorters": [["number", true]], "columns": ["code", "number"]}""",
            "select t.code, t.number from plan.reform_tasks t join plan.reform_task_departments d on d.reform_task_code = t.code where d.department_code = 'health-and-welfare' order by t.number desc, t.code"
        },
        {
            "more rows than a page of the service", """{"path": "/observations", "parameters": {"$select": "code"}, "windows": [[0, 1500], [0, 2500], [0, 2500], [0, 2500]], "columns": ["code"]}""",
            "select code from plan.observations order by code limit 2500"
        },
        {
            "aggregates with a grand total",
            """{"path": "/reformTasks", "parameters": {"$$aggregation": {"group": {"itemCode": {}}, "aggregate": {"total": {"name": "number", "with": "sum", "grandTotal": true}}}}, "columns": ["itemCode", "total"]}""",
            "select null, sum(number) from plan.reform_tasks union all (select item_code, sum(number) from plan.reform_tasks group by 1 order by 1)"
        },
        {
            "aggregates along a path",
            """{"path": "/reformTasks", "sorters": [["total", true]], "parameters": {"$$aggregation": {"group": {"item/pillar/name": {}}, "aggregate": {"total": {"name": "number", "with": "sum"}}}}, "columns": ["item/pillar/name", "total"]}""",
            """
            select p.name, sum(t.number) from plan.reform_tasks t join plan.reform_items i on i.code = t.item_code join plan.reform_pillars p on p.code = i.pillar_code
            group by p.name order by sum(t.number) desc, p.name
            """
        },
        {
            "aggregates in groups that unfold, with subtotals",
            """{"path": "/reformTasks", "expandLevels": 1, "parameters": {"$$aggregation": {"group": {"itemCode": {}, "securesMoney": {}}, "groupLevels": ["itemCode"], "aggregate": {"total": {"name": "number", "with": "sum", "subtotals": true}}}}, "columns": ["itemCode", "securesMoney", "total"]}""",
            """
            select item_code, secures_money::text, total from (
                select item_code, null as secures_money, sum(number) as total from plan.reform_tasks group by 1
                union all select item_code, secures_money, sum(number) from plan.reform_tasks group by 1, 2) t
            order by item_code, secures_money is not null, secures_money
            """
        },
        {
            "aggregates of what a filter leaves, filtered, sorted, in windows",
            """{"path": "/indicatorFacts", "sorters": [["most", true], ["unit"]], "filters": [{"path": "valueType", "operator": "EQ", "value1": "target"}, {"path": "least", "operator": "GT", "value1": "0"}], "windows": [[0, 10], [0, 20], [0, 30]], "parameters": {"$count": true, "$$aggregation": {"group": {"planCode": {}, "unit": {}, "valueType": {}}, "aggregate": {"least": {"name": "value", "with": "min"}, "most": {"name": "value", "with": "max"}, "units": {"name": "unit", "with": "countdistinct"}}}}, "columns": ["planCode", "unit", "least", "most", "units"]}""",
            """
            select plan_code, unit, min(value), max(value), count(distinct unit) from plan.indicator_facts where value_type = 'target'
            group by plan_code, unit having min(value) > 0 order by max(value) desc, unit, plan_code limit 30
            """
        },
        {
            "least and most of an aggregate",
            """{"path": "/indicatorFacts", "parameters": {"$$aggregation": {"group": {"fiscalYear": {}}, "aggregate": {"most": {"name": "value", "with": "max", "min": true, "max": true}}}}, "columns": ["fiscalYear", "most"]}""",
            "select fiscal_year, max(value) from plan.indicator_facts group by 1 order by 1 nulls first"
        },
        {
            "aggregates of a search",
            """{"path": "/indicatorFacts", "parameters": {"$$aggregation": {"search": "学校", "group": {"indicatorName": {}}, "aggregate": {"most": {"name": "value", "with": "max"}}}}, "columns": ["indicatorName", "most"]}""",
            "select indicator_name, max(value) from plan.indicator_facts where indicator_name like '%学校%' group by 1 order by 1"
        },
    };
}
