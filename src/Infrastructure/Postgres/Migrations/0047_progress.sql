-- Progress of a fiscal year: how far the projects or reform tasks of a measure, reform item, pillar or department have come, and how the actual
-- values of their indicators stand against the targets. One row for each of them and each year; nobody asks without naming the year, and
-- only its rows are computed. docs/decisions/0033 says what counts as what.

-- The latest report, of all and of one year: the first of one index look-up.
create index ix_status_reports_project_latest on plan.status_reports (project_code, reported_at desc, created_at desc, code desc);
create index ix_status_reports_project_year_latest on plan.status_reports (project_code, fiscal_year, reported_at desc, created_at desc, code desc);
create index ix_status_reports_reform_task_latest on plan.status_reports (reform_task_code, reported_at desc, created_at desc, code desc);
create index ix_status_reports_reform_task_year_latest on plan.status_reports (reform_task_code, fiscal_year, reported_at desc, created_at desc, code desc);
create index ix_observations_indicator_year on plan.observations (indicator_code, fiscal_year, value_type);

-- What each subject is made of.
create view plan.progress_works as
select 'measures'::text collate "C" as subject_kind, p.measure_code as subject_code, p.code as project_code, null::text collate "C" as reform_task_code, plan.first_fiscal_year, plan.last_fiscal_year
from plan.projects p
join plan.plans plan on plan.code = p.plan_code
union all
select 'reformItems', t.item_code, null, t.code, plan.first_fiscal_year, plan.last_fiscal_year
from plan.reform_tasks t
join plan.reform_items i on i.code = t.item_code
join plan.reform_pillars r on r.code = i.pillar_code
join plan.plans plan on plan.code = r.plan_code
union all
select 'reformPillars', i.pillar_code, null, t.code, plan.first_fiscal_year, plan.last_fiscal_year
from plan.reform_tasks t
join plan.reform_items i on i.code = t.item_code
join plan.reform_pillars r on r.code = i.pillar_code
join plan.plans plan on plan.code = r.plan_code
union all
select 'departments', d.department_code, null, t.code, plan.first_fiscal_year, plan.last_fiscal_year
from plan.reform_task_departments d
join plan.reform_tasks t on t.code = d.reform_task_code
join plan.reform_items i on i.code = t.item_code
join plan.reform_pillars r on r.code = i.pillar_code
join plan.plans plan on plan.code = r.plan_code;
comment on view plan.progress_works is '進捗の対象 (Projects and reform tasks that progress is counted of)';

create view plan.progress as
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
        select i.code, i.unit, i.direction from plan.indicators i where s.subject_kind = 'measures' and i.measure_code = s.subject_code
        union all
        select i.code, i.unit, i.direction
        from plan.progress_works k
        join plan.indicators i on i.reform_task_code = k.reform_task_code
        where k.subject_kind = s.subject_kind and k.subject_code = s.subject_code and s.subject_kind <> 'measures'
    ) i
    cross join lateral (
        select
            count(*) as targets,
            count(*) filter (where c.met = c.actuals and c.actuals > 0) as met,
            count(*) filter (where c.met = 0 and c.actuals > 0) as missed
        from plan.observations t
        cross join lateral (
            select
                count(*) as actuals,
                count(*) filter (where case
                    when t.comparator = 'ge' or t.comparator = 'eq' and i.direction = 'increase' then a.value >= t.value
                    when t.comparator = 'gt' then a.value > t.value
                    when t.comparator = 'le' or t.comparator = 'eq' and i.direction = 'decrease' then a.value <= t.value
                    when t.comparator = 'lt' then a.value < t.value
                    when t.comparator = 'range' then a.value between t.value and t.upper_value
                    when t.comparator = 'eq' then a.value = t.value
                end) as met
            from plan.observations a
            where a.indicator_code = i.code and a.fiscal_year = y.fiscal_year and a.value_type = 'actual'
              and a.status = 'ok' and a.value is not null and a.comparator = 'eq' and coalesce(a.note, '') not like '%approximate (約)%'
              and t.status = 'ok' and t.value is not null and coalesce(t.note, '') not like '%approximate (約)%' and (t.comparator <> 'range' or t.upper_value is not null)
              and coalesce(a.unit, i.unit) is not distinct from coalesce(t.unit, i.unit)
              and a.subgroup is not distinct from t.subgroup and a.ward_code is not distinct from t.ward_code
              and a.period_kind is not distinct from t.period_kind and a.last_fiscal_year is null
        ) c
        where t.indicator_code = i.code and t.fiscal_year = y.fiscal_year and t.value_type = 'target' and t.last_fiscal_year is null
          and not exists (
              select from plan.observations later
              where later.indicator_code = t.indicator_code and later.fiscal_year = t.fiscal_year and later.value_type = 'target' and later.last_fiscal_year is null
                and later.subgroup is not distinct from t.subgroup and later.ward_code is not distinct from t.ward_code
                and later.plan_period > coalesce(t.plan_period, 0))
    ) v
) j;
comment on view plan.progress is '進捗 (Progress)';

call past.define_view('plan.progress_works');
call past.define_view('plan.progress');
