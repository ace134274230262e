-- Whether a target was reached is said in one place: here. One row for each target, judged against the actual values of its year, with the
-- reason where nothing can be said. Progress counts these rows, pages and charts show them. docs/decisions/0033 has the rule in words.
create view plan.target_results as
select
    t.code,
    t.indicator_code,
    i.name as indicator_name,
    t.fiscal_year,
    t.last_fiscal_year,
    t.plan_period,
    t.subgroup,
    t.ward_code,
    coalesce(t.unit, i.unit) as unit,
    t.code as target_code,
    t.value_text as target_text,
    c.actuals,
    case when r.reason is null then a.code end as actual_code,
    case when r.reason is null then a.value_text end as actual_text,
    case
        when r.reason is not null then null
        when t.comparator <> 'range' then a.value - t.value
        when a.value < t.value then a.value - t.value
        when a.value > t.upper_value then a.value - t.upper_value
        else 0
    end as difference,
    case
        when r.reason in ('notOneYear', 'laterPlanPeriod') then 'notCounted'
        when r.reason is not null then 'noData'
        when c.met = c.comparable then 'achieved'
        else 'missed'
    end collate "C" as outcome,
    r.reason
from plan.observations t
join plan.indicators i on i.code = t.indicator_code
cross join lateral (
    -- All that is stated of the same year, subgroup and ward: one look-up for a target.
    select
        count(*) filter (where o.value_type = 'target' and o.last_fiscal_year is null and o.plan_period > coalesce(t.plan_period, 0)) as later,
        (count(*) filter (where o.value_type = 'actual'))::integer as actuals,
        count(*) filter (where o.is_comparable) as comparable,
        count(*) filter (where o.is_comparable and case
            when t.comparator = 'ge' or t.comparator = 'eq' and i.direction = 'increase' then o.value >= t.value
            when t.comparator = 'gt' then o.value > t.value
            when t.comparator = 'le' or t.comparator = 'eq' and i.direction = 'decrease' then o.value <= t.value
            when t.comparator = 'lt' then o.value < t.value
            when t.comparator = 'range' then o.value between t.value and t.upper_value
            when t.comparator = 'eq' then o.value = t.value
        end) as met,
        min(o.code) filter (where o.is_comparable) as first_code
    from (
        select n.code, n.value_type, n.last_fiscal_year, n.plan_period, n.value,
            n.value_type = 'actual' and n.last_fiscal_year is null and n.period_kind is not distinct from t.period_kind
            and coalesce(n.unit, i.unit) is not distinct from coalesce(t.unit, i.unit)
            and n.status = 'ok' and n.value is not null and n.comparator = 'eq' and n.upper_value is null
            and coalesce(n.note, '') not like '%approximate (約)%' as is_comparable
        from plan.observations n
        where n.indicator_code = t.indicator_code and n.fiscal_year = t.fiscal_year and n.value_type in ('target', 'actual')
          and n.subgroup is not distinct from t.subgroup and n.ward_code is not distinct from t.ward_code
    ) o
) c
cross join lateral (
    select case
        when t.fiscal_year is null or t.last_fiscal_year is not null then 'notOneYear'
        when c.later > 0 then 'laterPlanPeriod'
        when t.status <> 'ok' or t.value is null or t.comparator is null or coalesce(t.note, '') like '%approximate (約)%'
            or t.comparator = 'range' and t.upper_value is null then 'targetNotExact'
        when c.actuals = 0 then 'noActual'
        when c.comparable = 0 then 'noComparableActual'
        when c.met not in (0, c.comparable) then 'actualsDisagree'
    end collate "C" as reason
) r
left join plan.observations a on a.code = c.first_code
where t.value_type = 'target';
comment on view plan.target_results is '目標の達成状況 (Target result)';

create or replace view plan.progress as
select
    s.subject_kind,
    s.subject_code,
    s.subject_name,
    y.fiscal_year,
    w.works,
    w.not_started,
    w.on_track,
    w.at_risk,
    w.delayed,
    w.completed,
    w.discontinued,
    w.no_report,
    j.indicators,
    j.achieved,
    j.missed,
    j.no_data,
    j.no_target
from (
    select 'measures'::text collate "C" as subject_kind, m.code as subject_code, m.name as subject_name from plan.measures m
    union all
    select 'reformItems', i.code, i.name from plan.reform_items i
    union all
    select 'reformPillars', r.code, r.name from plan.reform_pillars r
    union all
    select 'departments', d.code, d.name from plan.departments d
) s
cross join generate_series(1900, 2200) as y(fiscal_year)
cross join lateral (
    select
        count(*)::integer as works,
        (count(*) filter (where l.status = 'notStarted'))::integer as not_started,
        (count(*) filter (where l.status = 'onTrack'))::integer as on_track,
        (count(*) filter (where l.status = 'atRisk'))::integer as at_risk,
        (count(*) filter (where l.status = 'delayed'))::integer as delayed,
        (count(*) filter (where l.status = 'completed'))::integer as completed,
        (count(*) filter (where l.status = 'discontinued'))::integer as discontinued,
        (count(*) filter (where l.status is null))::integer as no_report
    from plan.progress_works k
    left join lateral (
        (select r.status from plan.status_reports r where r.project_code = k.project_code and r.fiscal_year = y.fiscal_year
         order by r.reported_at desc, r.created_at desc, r.code desc limit 1)
        union all
        (select r.status from plan.status_reports r where r.reform_task_code = k.reform_task_code and r.fiscal_year = y.fiscal_year
         order by r.reported_at desc, r.created_at desc, r.code desc limit 1)
    ) l on true
    where k.subject_kind = s.subject_kind and k.subject_code = s.subject_code
      and (l.status is not null or y.fiscal_year between k.first_fiscal_year and k.last_fiscal_year)
) w
cross join lateral (
    select
        count(*)::integer as indicators,
        (count(*) filter (where v.targets > 0 and v.missed = 0 and v.met = v.targets))::integer as achieved,
        (count(*) filter (where v.missed > 0))::integer as missed,
        (count(*) filter (where v.targets > 0 and v.missed = 0 and v.met < v.targets))::integer as no_data,
        (count(*) filter (where v.targets = 0))::integer as no_target
    from (
        select i.code from plan.indicators i where s.subject_kind = 'measures' and i.measure_code = s.subject_code
        union all
        select i.code
        from plan.progress_works k
        join plan.indicators i on i.reform_task_code = k.reform_task_code
        where k.subject_kind = s.subject_kind and k.subject_code = s.subject_code and s.subject_kind <> 'measures'
    ) i
    cross join lateral (
        select
            count(*) as targets,
            count(*) filter (where r.outcome = 'achieved') as met,
            count(*) filter (where r.outcome = 'missed') as missed
        from plan.target_results r
        where r.indicator_code = i.code and r.fiscal_year = y.fiscal_year and r.outcome <> 'notCounted'
    ) v
) j;

call past.define_view('plan.target_results');
call past.define_view('plan.progress');
