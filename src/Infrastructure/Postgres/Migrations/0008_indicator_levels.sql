-- An indicator names every level it stands under, so that the wide view needs no detour over the level below: each join is over a key of the
-- observation or the indicator alone, and the planner leaves out every one whose columns are not asked for (a count reads observations only).
alter table plan.indicators add constraint ck_indicators_levels check (
    (measure_code is null or policy_code is not null)
    and (project_code is null or measure_code is not null and plan_code is not null)
    and (reform_task_code is null or plan_code is not null));

create or replace view plan.indicator_facts as
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
    i.plan_code,
    plan.name as plan_name,
    i.policy_code,
    policy.name as policy_name,
    i.measure_code,
    measure.name as measure_name,
    i.project_code,
    project.name as project_name,
    i.reform_task_code,
    task.name as reform_task_name,
    item.name as reform_item_name,
    pillar.name as reform_pillar_name,
    task.department_text,
    ward.name as ward_name,
    o.document_code,
    o.line,
    o.page
from plan.observations o
left join plan.indicators i on i.code = o.indicator_code
left join plan.plans plan on plan.code = i.plan_code
left join plan.policies policy on policy.code = i.policy_code
left join plan.measures measure on measure.code = i.measure_code
left join plan.projects project on project.code = i.project_code
left join (
    plan.reform_tasks task
    left join plan.reform_items item on item.code = task.item_code
    left join plan.reform_pillars pillar on pillar.code = item.pillar_code
) on task.code = i.reform_task_code
left join plan.wards ward on ward.code = o.ward_code;
