using Xunit;

namespace Kawasaki.Tests.Integration.OData.Apply;

/// <summary>What is asked by `$apply` and the same question in plain SQL.</summary>
internal static class ApplyCases
{
    private const string O = "observations?$apply=";

    public static TheoryData<string, string> Aggregates { get; } = new()
    {
        { O + "aggregate($count as n)", "select count(*) n from plan.observations" },
        { O + "aggregate(value with sum as total)", "select sum(value) total from plan.observations" },
        { O + "aggregate(value with min as low,value with max as high,value with average as mean)", "select min(value) low, max(value) high, avg(value) mean from plan.observations" },
        { O + "aggregate(fiscalYear with sum as years,fiscalYear with average as mean)", "select sum(fiscal_year) years, avg(fiscal_year) mean from plan.observations" },
        { O + "aggregate(unit with countdistinct as units,indicatorCode with countdistinct as indicators)", "select count(distinct unit) units, count(distinct indicator_code) indicators from plan.observations" },
        { O + "aggregate(periodStart with min as first,valueText with max as last)", "select min(period_start) first, max(value_text) last from plan.observations" },
        { O + "aggregate(value mul 2 add 1 with sum as total)", "select sum(value * 2 + 1) total from plan.observations" },
        { O + "aggregate(indicator with countdistinct as indicators)", "select count(distinct indicator_code) indicators from plan.observations" },
        { O + "aggregate(indicator/measureCode with countdistinct as measures)", "select count(distinct i.measure_code) measures from plan.observations o join plan.indicators i on i.code = o.indicator_code" },
        { O + "aggregate(indicator/number with sum as numbers)", "select sum(number) numbers from plan.indicators i where exists (select 1 from plan.observations o where o.indicator_code = i.code)" },
        { O + "filter(value gt 1e9)/aggregate($count as n,value with sum as total,value with average as mean,unit with countdistinct as units)", "select 0 n, null total, null mean, 0 units" },
        { O + "filter(valueType eq 'target')/aggregate(value with sum as total)", "select sum(value) total from plan.observations where value_type = 'target'" },
        { "indicators?$apply=aggregate(observations/value with sum as total,observations/$count as n)", "select sum(value) total, count(*) n from plan.observations" },
        { "indicators?$apply=filter(kind eq 'outcome')/aggregate(observations/value with max as high,$count as n)", "select (select max(value) from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.kind = 'outcome') high, (select count(*) from plan.indicators where kind = 'outcome') n" },
        { "measures?$apply=aggregate(indicators/observations/$count as n,indicators/observations/value with average as mean)", "select count(*) n, avg(value) mean from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.measure_code is not null" },
        { "indicators?$apply=aggregate(observations/$count($filter=valueType eq 'actual') as n)", "select count(*) n from plan.observations where value_type = 'actual'" },
        { "observations?$filter=total gt 0&$apply=aggregate(value with sum as total)", "select sum(value) total from plan.observations" },
        { "observations?$filter=total lt 0&$apply=aggregate(value with sum as total)", "select 1 x where false" },
    };

    public static TheoryData<string, string> Collections { get; } = new()
    {
        { "actions?$apply=aggregate(fiscalYears/$count as n,fiscalYears with max as last,fiscalYears with countdistinct as years,fiscalYears with sum as total)", "select count(y) n, max(y) last, count(distinct y) years, sum(y) total from plan.actions, unnest(fiscal_years) y" },
        { "actions?$apply=groupby((isOngoing),aggregate(fiscalYears with min as first,fiscalYears/$count($filter=$this gt 2024) as late))", "select a.is_ongoing \"isOngoing\", (select min(y) from plan.actions b, unnest(b.fiscal_years) y where b.is_ongoing is not distinct from a.is_ongoing) first, (select count(*) from plan.actions b, unnest(b.fiscal_years) y where b.is_ongoing is not distinct from a.is_ongoing and y > 2024) late from plan.actions a group by 1 order by 1 nulls first" },
        { "reformTasks?$apply=aggregate(actions/fiscalYears/$count as n,actions/fiscalYears with average as mean)", "select count(y) n, avg(y) mean from plan.actions, unnest(fiscal_years) y where reform_task_code is not null" },
        { "indicators?$apply=join(observations as o,compute(value mul 2 as twice))/aggregate(o/twice with sum as total,o with countdistinct as n)", "select sum(value * 2) total, count(*) n from plan.observations" },
    };

    public static TheoryData<string, string> Groups { get; } = new()
    {
        { O + "groupby((valueType))", "select distinct value_type \"valueType\" from plan.observations order by 1" },
        { O + "groupby((unit))", "select distinct unit from plan.observations order by 1 nulls first" },
        { O + "groupby((valueType,status))", "select distinct value_type \"valueType\", status from plan.observations order by 1, 2" },
        { O + "groupby((valueType),aggregate(value with sum as total,$count as n))", "select value_type \"valueType\", sum(value) total, count(*) n from plan.observations group by 1 order by 1" },
        { O + "groupby((fiscalYear),aggregate(value with average as mean))", "select fiscal_year \"fiscalYear\", avg(value) mean from plan.observations group by 1 order by 1 nulls first" },
        { O + "groupby((unit,valueType),aggregate(value with max as high,fiscalYear with min as first))", "select unit, value_type \"valueType\", max(value) high, min(fiscal_year) first from plan.observations group by 1, 2 order by 1 nulls first, 2" },
        { O + "groupby((indicator/kind),aggregate($count as n))", "select json_build_object('kind', kind) indicator, n from (select i.kind, count(*) n from plan.observations o join plan.indicators i on i.code = o.indicator_code group by 1) x order by kind" },
        { O + "groupby((indicator/kind,indicator/unit,valueType),aggregate(value with sum as total))", "select json_build_object('kind', kind, 'unit', u) indicator, value_type \"valueType\", total from (select i.kind, i.unit u, o.value_type, sum(value) total from plan.observations o join plan.indicators i on i.code = o.indicator_code group by 1, 2, 3) x order by kind, u nulls first, value_type" },
        { O + "groupby((indicator/measure/policy/name),aggregate($count as n))", "select json_build_object('measure', json_build_object('policy', json_build_object('name', name))) indicator, n from (select p.name, count(*) n from plan.observations o join plan.indicators i on i.code = o.indicator_code left join plan.measures m on m.code = i.measure_code left join plan.policies p on p.code = m.policy_code group by 1) x" },
        { O + "groupby((ward/nameEn),aggregate($count as n))", "select json_build_object('nameEn', name_en) ward, n from (select w.name_en, count(*) n from plan.observations o left join plan.wards w on w.code = o.ward_code group by 1) x order by name_en nulls first" },
        { O + "filter(value ne null)/groupby((unit),aggregate($count as n))/filter(n gt 20)", "select unit, count(*) n from plan.observations where value is not null group by 1 having count(*) > 20 order by 1 nulls first" },
        { O + "groupby((unit,valueType),aggregate($count as n))/groupby((valueType),aggregate(n with max as most))", "select value_type \"valueType\", max(n) most from (select unit, value_type, count(*) n from plan.observations group by 1, 2) x group by 1 order by 1" },
        { O + "groupby((indicator/kind,unit),aggregate($count as n))/groupby((indicator/kind),aggregate(n with sum as n2))", "select json_build_object('kind', kind) indicator, n2 from (select i.kind, count(*) n2 from plan.observations o join plan.indicators i on i.code = o.indicator_code group by 1) x order by kind" },
        { O + "groupby((valueType),filter(value gt 50)/aggregate($count as n,value with sum as total))", "select value_type \"valueType\", count(*) filter (where value > 50) n, sum(value) filter (where value > 50) total from plan.observations group by 1 order by 1" },
        { "indicators?$apply=groupby((kind),aggregate(observations/value with sum as total,$count as n))", "select k.kind, (select sum(value) from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.kind = k.kind) total, count(*) n from plan.indicators k group by 1 order by 1" },
        { "indicators?$apply=groupby((measureCode),aggregate(observations/$count as n))", "select k.measure_code \"measureCode\", (select count(*) from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.measure_code is not distinct from k.measure_code) n from plan.indicators k group by 1 order by 1 nulls first" },
        { "observations?$apply=groupby((unit),aggregate($count as n))&$filter=n ge 5 and unit ne null&$orderby=n desc", "select unit, count(*) n from plan.observations group by 1 having count(*) >= 5 and unit is not null order by 2 desc, 1" },
        { "observations?$apply=groupby((unit),aggregate($count as n))&$orderby=n desc&$top=5", "select unit, count(*) n from plan.observations group by 1 order by 2 desc, 1 nulls first limit 5" },
        { "observations?$apply=groupby((unit),aggregate($count as n))&$orderby=n desc&$skip=3&$top=4", "select unit, count(*) n from plan.observations group by 1 order by 2 desc, 1 nulls first limit 4 offset 3" },
        { "observations?$apply=groupby((fiscalYear,valueType),aggregate(value with sum as total))&$orderby=total desc,valueType", "select fiscal_year \"fiscalYear\", value_type \"valueType\", sum(value) total from plan.observations group by 1, 2 order by 3 desc nulls last, 2, 1 nulls first" },
        { "observations?$apply=groupby((unit,valueType),aggregate($count as n))&$select=unit,n&$orderby=n", "select unit, n from (select unit, value_type, count(*) n from plan.observations group by 1, 2) x order by n, unit nulls first, value_type" },
        { "observations?$apply=groupby((indicator/kind),aggregate($count as n))&$filter=indicator/kind eq 'activity'", "select json_build_object('kind', 'activity') indicator, count(*) n from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.kind = 'activity' having count(*) > 0" },
        { "observations?$apply=groupby((indicator/kind),aggregate($count as n))&$orderby=indicator/kind desc", "select json_build_object('kind', kind) indicator, n from (select i.kind, count(*) n from plan.observations o join plan.indicators i on i.code = o.indicator_code group by 1) x order by kind desc" },
        { "observations?$apply=groupby((valueType),aggregate(value with sum as total,$count as n))&$compute=total div n as mean&$filter=mean gt 10", "select value_type \"valueType\", sum(value) total, count(*) n, sum(value) / count(*) mean from plan.observations group by 1 having sum(value) / count(*) > 10 order by 1" },
        { "fiscalAmounts?$apply=groupby((fiscalLine/statement,fiscalYear),aggregate(amount with sum as total))", "select json_build_object('statement', s) \"fiscalLine\", fiscal_year \"fiscalYear\", total from (select l.statement s, a.fiscal_year, sum(a.amount) total from plan.fiscal_amounts a join plan.fiscal_lines l on l.code = a.line_code group by 1, 2) x order by s, 2" },
        { "observations?$filter=true&$apply=filter(false)/groupby((unit),aggregate($count as n))", "select 1 x where false" },
    };

    public static TheoryData<string, string> Steps { get; } = new()
    {
        { O + "identity/filter(status eq 'ok')/identity/aggregate($count as n)", "select count(*) n from plan.observations where status = 'ok'" },
        { O + "compute(value mul 2 as twice)/aggregate(twice with sum as total)", "select sum(value * 2) total from plan.observations" },
        { O + "compute(value add 1 as a,a mul a as b)/filter(b gt 100)/aggregate(b with max as high,$count as n)", "select max((value + 1) * (value + 1)) high, count(*) n from plan.observations where (value + 1) * (value + 1) > 100" },
        { O + "compute(year(periodStart) as y)/groupby((y),aggregate($count as n))", "select extract(year from period_start)::int y, count(*) n from plan.observations group by 1 order by 1 nulls first" },
        { O + "compute(value mul 2 as twice)&$filter=twice gt 1000&$select=code,twice&$orderby=twice desc", "select code, value * 2 twice from plan.observations where value * 2 > 1000 order by 2 desc, 1" },
        { O + "compute(concat(valueType,status) as both)/groupby((both),aggregate($count as n))&$orderby=both", "select value_type || status \"both\", count(*) n from plan.observations group by 1 order by 1" },
        { O + "compute(indicator/number as n)/groupby((n,indicator/kind))&$filter=n gt 3", "select distinct i.number n, json_build_object('kind', i.kind)::jsonb indicator from plan.observations o join plan.indicators i on i.code = o.indicator_code where i.number > 3" },
        { O + "topcount(5,value)&$select=code", "select code from (select code from plan.observations order by value desc nulls last, code limit 5) x order by code" },
        { O + "bottomcount(4,code)&$select=code", "select code from plan.observations order by code limit 4" },
        { O + "filter(value ne null)/bottomcount(3,value)/aggregate(value with sum as total)", "select sum(value) total from (select value from plan.observations where value is not null order by value limit 3) x" },
        { O + "topsum(100000,value)/aggregate($count as n)", "select count(*) n from (select coalesce(sum(value) over (order by value desc nulls last, code rows between unbounded preceding and 1 preceding), 0) s from plan.observations) x where s < 100000" },
        { O + "toppercent(50,value)/aggregate($count as n,value with min as low)", "select count(*) n, min(value) low from (select value, coalesce(sum(value) over (order by value desc nulls last, code rows between unbounded preceding and 1 preceding), 0) s, sum(value) over () t from plan.observations) x where s < t * 0.5" },
        { O + "filter(value gt 0)/bottompercent(10,value)/aggregate($count as n)", "select count(*) n from (select coalesce(sum(value) over (order by value, code rows between unbounded preceding and 1 preceding), 0) s, sum(value) over () t from plan.observations where value > 0) x where s < t * 0.1" },
        { O + "filter(value gt 0)/bottomsum(10.5,value)/aggregate($count as n)", "select count(*) n from (select coalesce(sum(value) over (order by value, code rows between unbounded preceding and 1 preceding), 0) s from plan.observations where value > 0) x where s < 10.5" },
        { O + "orderby(value desc)/top(5)&$select=code,value", "select code, value from plan.observations order by value desc nulls last, code limit 5" },
        { O + "orderby(value desc)/skip(2)/top(3)/aggregate(value with sum as total)", "select sum(value) total from (select value from plan.observations order by value desc nulls last, code limit 3 offset 2) x" },
        { O + "orderby(fiscalYear)/orderby(valueType desc)&$select=code&$filter=value gt 500", "select code from plan.observations where value > 500 order by value_type desc, fiscal_year nulls first, code" },
        { O + "orderby(value)/top(50)&$orderby=unit&$select=code", "select code from (select * from plan.observations order by value nulls first, code limit 50) x order by unit nulls first, value nulls first, code" },
        { O + "top(7)/skip(2)&$select=code", "select code from plan.observations order by code limit 5 offset 2" },
        { O + "skip(2215)&$select=code", "select code from plan.observations order by code offset 2215" },
        { "measures?$apply=search(市民)&$select=code", "select code from plan.measures where name like '%市民%' order by 1" },
        { "measures?$apply=search(市民)/compute(length(name) as n)/aggregate(n with sum as letters)", "select sum(char_length(name)) letters from plan.measures where name like '%市民%'" },
        { "measures?$apply=compute(length(name) as n)/search(市民)/groupby((code),aggregate(n with max as m))", "select code, char_length(name) m from plan.measures where name like '%市民%' order by 1" },
        { O + "top(0)/aggregate($count as n)", "select 0 n" },
        { O + "groupby((unit),aggregate($count as n))/topcount(3,n)", "select unit, n from (select unit, count(*) n from plan.observations group by 1 order by 2 desc, 1 nulls first limit 3) x order by 1 nulls first" },
        { O + "groupby((valueType),topcount(2,value))&$select=code", "select code from (select code, row_number() over (partition by value_type order by value desc nulls last, code) r from plan.observations) x where r <= 2 order by 1" },
        { O + "groupby((unit),topcount(1,value)/aggregate(value with sum as best))", "select unit, max(value) best from plan.observations group by 1 order by 1 nulls first" },
        { O + "groupby((valueType),groupby((unit),aggregate($count as n))/topcount(1,n))", "select \"valueType\", unit, n from (select value_type \"valueType\", unit, count(*) n, row_number() over (partition by value_type order by count(*) desc, unit nulls first) r from plan.observations group by 1, 2) x where r = 1 order by 1, 2 nulls first" },
        { O + "groupby((valueType),compute(value mul 2 as twice)/filter(twice gt 2000))&$select=code,twice", "select code, value * 2 twice from plan.observations where value * 2 > 2000 order by 1" },
        { O + "concat(aggregate($count as n),filter(value ne null)/aggregate($count as n))", "select count(*) n from plan.observations union all select count(value) from plan.observations" },
        { O + "concat(groupby((valueType),aggregate(value with sum as total)),aggregate(value with sum as total))", "select value_type \"valueType\", sum(value) total, '' \"-\" from plan.observations group by 1 union all select null, sum(value), 'valueType' from plan.observations" },
        { O + "concat(groupby((indicator/kind),aggregate($count as n)),groupby((unit),aggregate($count as n)))/aggregate(n with sum as n2)", "select 2 * count(*) n2 from plan.observations" },
        { O + "concat(groupby((unit),aggregate($count as n)),groupby((valueType),aggregate($count as n)))/groupby((unit),aggregate($count as groups,n with sum as n2))", "select unit, count(*) groups, sum(n) n2, '' \"-\" from (select unit, count(*) n from plan.observations group by 1) x group by 1 union all select null, count(distinct value_type), count(*), 'unit' from plan.observations" },
        { O + "concat(topcount(2,value),bottomcount(2,code))&$select=code", "select code from (select code, 0 p from (select code from plan.observations order by value desc nulls last, code limit 2) a union all select code, 1 from (select code from plan.observations order by code limit 2) b) x order by p, code" },
        { O + "filter(value gt 900)/concat(identity,aggregate(value with sum as total))&$select=code,total", "select code, null::numeric total, 'total' \"-\" from plan.observations where value > 900 union all select null, sum(value), 'code' from plan.observations where value > 900" },
        { O + "groupby((rollup(valueType,unit)),aggregate($count as n))", "select value_type \"valueType\", unit, count(*) n, '' \"-\" from plan.observations group by 1, 2 union all select value_type, null, count(*), 'unit' from plan.observations group by 1" },
        { O + "groupby((rollup(indicator/kind,indicator/unit),valueType),aggregate($count as n))/aggregate(n with sum as n2)", "select 2 * count(*) n2 from plan.observations" },
        { "indicators('5-1-1-o1')/observations?$apply=groupby((valueType),aggregate($count as n))", "select value_type \"valueType\", count(*) n from plan.observations where indicator_code = '5-1-1-o1' group by 1 order by 1" },
        { "observations?$apply=filter(value gt 5000)&$expand=indicator($select=code)&$select=code", "select o.code, json_build_object('code', o.indicator_code) indicator from plan.observations o where value > 5000 order by 1" },
        { "observations?$compute=value mul 2 as twice&$filter=twice gt 1000&$orderby=twice desc&$select=code,twice", "select code, value * 2 twice from plan.observations where value * 2 > 1000 order by 2 desc, 1" },
        { "measures?$select=code&$expand=indicators($compute=number mul 10 as tens;$filter=tens gt 20;$select=code,tens;$orderby=tens desc)", "select m.code, (select coalesce(json_agg(json_build_object('code', code, 'tens', number * 10) order by number desc, code), '[]') from plan.indicators i where i.measure_code = m.code and number * 10 > 20) indicators from plan.measures m order by 1" },
    };
}
