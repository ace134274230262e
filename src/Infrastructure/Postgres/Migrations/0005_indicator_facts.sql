-- One wide row for each observation: needs no join (Excel, Power BI).
-- A level that the indicator does not name itself is that of the level below it: the measure of its project, the policy of its measure,
-- the plan of its project or reform task. Every join is over a primary key: the planner leaves out those whose columns are not asked for.
create view plan.indicator_facts as
select
    o.code,
    o.indicator_code,
    o.value_type,
    o.fiscal_year,
    o.last_fiscal_year,
    o.period_kind,
    o.period_start,
    o.period_end,
    o.period_label,
    o.plan_period,
    o.value,
    o.upper_value,
    o.comparator,
    o.value_text,
    o.unit,
    o.subgroup,
    o.ward_code,
    o.status,
    o.note,
    i.name as indicator_name,
    i.kind as indicator_kind,
    i.direction,
    i.source,
    plan.code as plan_code,
    plan.name as plan_name,
    policy.code as policy_code,
    policy.name as policy_name,
    measure.code as measure_code,
    measure.name as measure_name,
    project.code as project_code,
    project.name as project_name,
    task.code as reform_task_code,
    task.name as reform_task_name,
    item.name as reform_item_name,
    pillar.name as reform_pillar_name,
    task.department_text,
    ward.name as ward_name,
    o.document_code,
    o.line,
    o.page
from plan.observations o
join plan.indicators i on i.code = o.indicator_code
left join plan.projects project on project.code = i.project_code
left join plan.reform_tasks task on task.code = i.reform_task_code
left join plan.reform_items item on item.code = task.item_code
left join plan.reform_pillars pillar on pillar.code = item.pillar_code
left join plan.measures measure on measure.code = coalesce(i.measure_code, project.measure_code)
left join plan.policies policy on policy.code = coalesce(i.policy_code, measure.policy_code)
left join plan.plans plan on plan.code = coalesce(i.plan_code, project.plan_code, pillar.plan_code)
left join plan.wards ward on ward.code = o.ward_code;

comment on view plan.indicator_facts is '指標の数値(一覧) (Indicator fact)';
