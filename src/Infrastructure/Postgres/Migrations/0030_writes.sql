-- What systems write over HTTP: the state of each row as a number (its ETag), reported observations, and what the service fills in itself.
-- docs/decisions/0023 says why.

-- One sequence for all tables, so that a number is never used again, not even by another row with the key of one that is gone.
create sequence plan.revisions as bigint;

alter table plan.status_reports add column revision bigint not null default nextval('plan.revisions'::regclass);
alter table plan.observations
    alter column document_code drop not null,
    alter column line drop not null,
    add column source_system text collate "C",
    add column external_id text collate "C",
    add column revision bigint not null default nextval('plan.revisions'::regclass),
    add constraint ck_observations_origin check (
        (document_code is null) = (line is null) and (document_code is null) = (source_system is not null) and (document_code is null) = starts_with(code, 'r.')
        and (external_id is null or source_system is not null)),
    add constraint ck_observations_reported check (document_code is not null or (value_type = 'actual' and value is not null and fiscal_year is not null)),
    add constraint ck_observations_lengths check (char_length(source_system) <= 100 and char_length(external_id) <= 200);
create unique index uq_observations_source_system_external_id on plan.observations (source_system, external_id);
comment on table plan.observations is '数値 (Observation)';
comment on column plan.observations.document_code is '文書コード (Document code) The document that states this row; null where a system reported it.';
comment on column plan.observations.line is '行番号 (Line) 1-based line of the source file; null where a system reported it.';
comment on column plan.observations.source_system is '報告元システム (Source system) The system that reported this row; null where a document states it.';
comment on column plan.observations.external_id is '報告元の識別子 (External id) Name of the row in the system that reported it.';

-- A write that changes nothing leaves the row's number, so that nobody's ETag goes stale for nothing. Rows are compared as they are stored:
-- 1.0 and 1.00 are printed differently.
create function plan.renew_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.revision := old.revision;
    if new *<> old then
        new.revision := nextval('plan.revisions');
    end if;
    return new;
end
$$;

create function plan.keep_report() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        new.created_at := coalesce(new.created_at, now());
        new.created_by := coalesce(new.created_by, plan.caller());
        new.changed_at := coalesce(new.changed_at, new.created_at);
        return new;
    end if;

    new.revision := old.revision;
    if new *<> old then
        new.revision := nextval('plan.revisions');
        new.changed_at := now();
    end if;
    return new;
end
$$;

-- A reported figure has no printed text: its value is the text. Its unit is the indicator's where none is said.
create function plan.fill_reported() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.value_type := coalesce(new.value_type, 'actual');
    new.unit := coalesce(new.unit, (select i.unit from plan.indicators i where i.code = new.indicator_code));
    new.value_text := new.value::text || coalesce(new.unit, '');
    new.comparator := 'eq';
    new.status := 'ok';
    new.period_kind := 'fiscalYear';
    new.period_start := make_date(new.fiscal_year, 4, 1);
    new.period_end := make_date(new.fiscal_year + 1, 3, 31);
    return new;
end
$$;

-- Who changes rows: the caller that the service names for the transaction, else the login.
create function plan.caller() returns text
    language sql stable parallel safe
    return coalesce(nullif(current_setting('kawasaki.caller', true), ''), session_user::text);

create trigger keep_report before insert or update on plan.status_reports for each row execute function plan.keep_report();
create trigger fill_reported before insert or update on plan.observations for each row when (new.document_code is null) execute function plan.fill_reported();
create trigger renew_revision before update on plan.observations for each row execute function plan.renew_revision();

-- The same columns over time.
alter table past.status_reports add column revision bigint;
alter table past.observations
    alter column document_code drop not null,
    alter column line drop not null,
    add column source_system text collate "C",
    add column external_id text collate "C",
    add column revision bigint;
update past.status_reports h set revision = b.revision from plan.status_reports b where b.code = h.code and h.to_version = 9223372036854775807;
update past.observations h set revision = b.revision from plan.observations b where b.code = h.code and h.to_version = 9223372036854775807;
update past.status_reports set revision = 0 where revision is null;
update past.observations set revision = 0 where revision is null;
alter table past.status_reports alter column revision set not null;
alter table past.observations alter column revision set not null;
call past.define('plan.status_reports');
call past.define('plan.observations');

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
    o.page,
    o.source_system,
    o.external_id
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
call past.define_view('plan.indicator_facts');
