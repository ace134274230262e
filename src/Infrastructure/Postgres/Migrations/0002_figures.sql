-- Indicators and their values, evaluations, fiscal tables, review, and what the service itself records.

create table plan.indicators (
    code text collate "C" not null,
    kind text collate "C" not null,
    plan_code text collate "C",
    policy_code text collate "C",
    measure_code text collate "C",
    project_code text collate "C",
    reform_task_code text collate "C",
    number integer not null,
    name text collate "C" not null,
    unit text collate "C",
    direction text collate "C" not null,
    is_cumulative boolean not null,
    source text collate "C",
    method text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_indicators primary key (code),
    constraint ck_indicators_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_indicators_direction check (direction in ('increase', 'decrease', 'maintain', 'range', 'unknown')),
    constraint ck_indicators_kind check (kind in ('outcome', 'activity', 'perception', 'project', 'programme', 'fiscal', 'context')),
    constraint ck_indicators_line check (line >= 1),
    constraint ck_indicators_name check (name <> ''),
    constraint ck_indicators_number check (number >= 0),
    constraint ck_indicators_page check (page >= 0),
    constraint fk_indicators_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_indicators_measure_code foreign key (measure_code) references plan.measures (code) deferrable,
    constraint fk_indicators_plan_code foreign key (plan_code) references plan.plans (code) deferrable,
    constraint fk_indicators_policy_code foreign key (policy_code) references plan.policies (code) deferrable,
    constraint fk_indicators_project_code foreign key (project_code) references plan.projects (code) deferrable,
    constraint fk_indicators_reform_task_code foreign key (reform_task_code) references plan.reform_tasks (code) deferrable
);

create table plan.observations (
    code text collate "C" not null,
    indicator_code text collate "C" not null,
    value_type text collate "C" not null,
    fiscal_year integer,
    last_fiscal_year integer,
    period_kind text collate "C" not null,
    period_start date,
    period_end date,
    period_label text collate "C",
    plan_period integer,
    value numeric,
    upper_value numeric,
    comparator text collate "C",
    value_text text collate "C" not null,
    unit text collate "C",
    subgroup text collate "C",
    ward_code text collate "C",
    status text collate "C" not null,
    note text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_observations primary key (code),
    constraint ck_observations_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_observations_comparator check (comparator in ('eq', 'ge', 'gt', 'le', 'lt', 'range')),
    constraint ck_observations_fiscal_year check (fiscal_year between 1900 and 2200),
    constraint ck_observations_last_fiscal_year check (last_fiscal_year between 1900 and 2200),
    constraint ck_observations_line check (line >= 1),
    constraint ck_observations_page check (page >= 0),
    constraint ck_observations_period check (period_end >= period_start),
    constraint ck_observations_period_kind check (period_kind in ('fiscalYear', 'calendarYear', 'pointInTime', 'multiYear')),
    constraint ck_observations_plan_period check (plan_period >= 1),
    constraint ck_observations_status check (status in ('ok', 'text', 'notSet', 'lost', 'notApplicable')),
    constraint ck_observations_upper check (upper_value is null or value is not null),
    constraint ck_observations_value_type check (value_type in ('baseline', 'current', 'target', 'actual', 'projection')),
    constraint ck_observations_years check (last_fiscal_year >= fiscal_year),
    constraint fk_observations_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_observations_indicator_code foreign key (indicator_code) references plan.indicators (code) deferrable,
    constraint fk_observations_ward_code foreign key (ward_code) references plan.wards (code) deferrable
);

create table plan.citations (
    code text collate "C" not null,
    subject_kind text collate "C" not null,
    subject_code text collate "C" not null,
    value_text text collate "C" not null,
    observation_code text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_citations primary key (code),
    constraint ck_citations_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_citations_line check (line >= 1),
    constraint ck_citations_page check (page >= 0),
    constraint fk_citations_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_citations_observation_code foreign key (observation_code) references plan.observations (code) deferrable
);

-- Evaluations

create table plan.grades (
    code text collate "C" not null,
    scale text collate "C" not null,
    grade text collate "C" not null,
    label text collate "C" not null,
    "order" integer not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_grades primary key (code),
    constraint ck_grades_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_grades_line check (line >= 1),
    constraint ck_grades_order check ("order" >= 0),
    constraint ck_grades_page check (page >= 0),
    constraint ck_grades_scale check (scale in ('achievement', 'direction')),
    constraint fk_grades_document_code foreign key (document_code) references plan.documents (code) deferrable
);

create table plan.evaluations (
    code text collate "C" not null,
    plan_code text collate "C" not null,
    measure_code text collate "C" not null,
    fiscal_year integer not null,
    achievement_grade text collate "C",
    direction_grade text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_evaluations primary key (code),
    constraint ck_evaluations_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_evaluations_fiscal_year check (fiscal_year between 1900 and 2200),
    constraint ck_evaluations_line check (line >= 1),
    constraint ck_evaluations_page check (page >= 0),
    constraint fk_evaluations_achievement_grade foreign key (achievement_grade) references plan.grades (code) deferrable,
    constraint fk_evaluations_direction_grade foreign key (direction_grade) references plan.grades (code) deferrable,
    constraint fk_evaluations_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_evaluations_measure_code foreign key (measure_code) references plan.measures (code) deferrable,
    constraint fk_evaluations_plan_code foreign key (plan_code) references plan.plans (code) deferrable
);

create table plan.indicator_results (
    code text collate "C" not null,
    evaluation_code text collate "C" not null,
    indicator_code text collate "C" not null,
    target numeric,
    actual numeric,
    is_achieved boolean,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_indicator_results primary key (code),
    constraint ck_indicator_results_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_indicator_results_line check (line >= 1),
    constraint ck_indicator_results_page check (page >= 0),
    constraint fk_indicator_results_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_indicator_results_evaluation_code foreign key (evaluation_code) references plan.evaluations (code) deferrable,
    constraint fk_indicator_results_indicator_code foreign key (indicator_code) references plan.indicators (code) deferrable
);

-- Fiscal tables

create table plan.fiscal_lines (
    code text collate "C" not null,
    statement text collate "C" not null,
    number integer not null,
    parent_code text collate "C",
    name text collate "C" not null,
    unit text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_fiscal_lines primary key (code),
    constraint ck_fiscal_lines_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_fiscal_lines_line check (line >= 1),
    constraint ck_fiscal_lines_name check (name <> ''),
    constraint ck_fiscal_lines_number check (number >= 0),
    constraint ck_fiscal_lines_page check (page >= 0),
    constraint ck_fiscal_lines_statement check (statement in ('frame', 'settlementBasis', 'reformEffect', 'reformSavings')),
    constraint fk_fiscal_lines_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_fiscal_lines_parent_code foreign key (parent_code) references plan.fiscal_lines (code) deferrable
);

create table plan.fiscal_amounts (
    code text collate "C" not null,
    line_code text collate "C" not null,
    fiscal_year integer not null,
    amount numeric,
    value_text text collate "C" not null,
    status text collate "C" not null,
    basis text collate "C" not null,
    note text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_fiscal_amounts primary key (code),
    constraint ck_fiscal_amounts_basis check (basis in ('reference', 'frame', 'outlook')),
    constraint ck_fiscal_amounts_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_fiscal_amounts_fiscal_year check (fiscal_year between 1900 and 2200),
    constraint ck_fiscal_amounts_line check (line >= 1),
    constraint ck_fiscal_amounts_page check (page >= 0),
    constraint ck_fiscal_amounts_status check (status in ('ok', 'text', 'notSet', 'lost', 'notApplicable')),
    constraint fk_fiscal_amounts_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_fiscal_amounts_line_code foreign key (line_code) references plan.fiscal_lines (code) deferrable
);

-- Review

create table plan.themes (
    code text collate "C" not null,
    parent_code text collate "C",
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_themes primary key (code),
    constraint ck_themes_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_themes_line check (line >= 1),
    constraint ck_themes_name check (name <> ''),
    constraint ck_themes_page check (page >= 0),
    constraint fk_themes_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_themes_parent_code foreign key (parent_code) references plan.themes (code) deferrable
);

create table plan.discrepancies (
    code text collate "C" not null,
    subject_kind text collate "C" not null,
    subject_code text collate "C" not null,
    field text collate "C" not null,
    description text collate "C" not null,
    first_document_code text collate "C" not null,
    first_line integer not null,
    first_text text collate "C" not null,
    second_document_code text collate "C" not null,
    second_line integer not null,
    second_text text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_discrepancies primary key (code),
    constraint ck_discrepancies_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_discrepancies_first_line check (first_line >= 1),
    constraint ck_discrepancies_line check (line >= 1),
    constraint ck_discrepancies_page check (page >= 0),
    constraint ck_discrepancies_second_line check (second_line >= 1),
    constraint fk_discrepancies_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_discrepancies_first_document_code foreign key (first_document_code) references plan.documents (code) deferrable,
    constraint fk_discrepancies_second_document_code foreign key (second_document_code) references plan.documents (code) deferrable
);

create table plan.passages (
    code text collate "C" not null,
    subject_kind text collate "C",
    subject_code text collate "C",
    kind text collate "C" not null,
    number integer not null,
    text text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_passages primary key (code),
    constraint ck_passages_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_passages_line check (line >= 1),
    constraint ck_passages_number check (number >= 0),
    constraint ck_passages_page check (page >= 0),
    constraint fk_passages_document_code foreign key (document_code) references plan.documents (code) deferrable
);

-- What the service itself records

create table plan.status_reports (
    code text collate "C" not null,
    project_code text collate "C",
    reform_task_code text collate "C",
    action_code text collate "C",
    fiscal_year integer not null,
    status text collate "C" not null,
    achievement text collate "C",
    progress_percent numeric,
    summary text collate "C",
    source_system text collate "C" not null,
    external_id text collate "C",
    reported_at timestamptz not null,
    created_at timestamptz not null,
    created_by text collate "C" not null,
    changed_at timestamptz not null,
    constraint pk_status_reports primary key (code),
    constraint ck_status_reports_achievement check (achievement in ('exceeded', 'onTarget', 'below', 'circumstances')),
    constraint ck_status_reports_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_status_reports_fiscal_year check (fiscal_year between 1900 and 2200),
    constraint ck_status_reports_lengths check (char_length(summary) <= 4000 and char_length(source_system) <= 100 and char_length(external_id) <= 200 and char_length(created_by) <= 200),
    constraint ck_status_reports_percent check (progress_percent between 0 and 100),
    constraint ck_status_reports_status check (status in ('notStarted', 'onTrack', 'atRisk', 'delayed', 'completed', 'discontinued')),
    constraint ck_status_reports_subject check (num_nonnulls(project_code, reform_task_code, action_code) >= 1),
    constraint fk_status_reports_action_code foreign key (action_code) references plan.actions (code) deferrable,
    constraint fk_status_reports_project_code foreign key (project_code) references plan.projects (code) deferrable,
    constraint fk_status_reports_reform_task_code foreign key (reform_task_code) references plan.reform_tasks (code) deferrable
);

create table plan.changes (
    sequence bigint not null generated always as identity,
    entity_set text collate "C" not null,
    entity_code text collate "C" not null,
    operation text collate "C" not null,
    changed_at timestamptz not null,
    changed_by text collate "C" not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    constraint pk_changes primary key (sequence),
    constraint ck_changes_lengths check (char_length(entity_set) <= 100 and char_length(entity_code) <= 200 and char_length(changed_by) <= 200),
    constraint ck_changes_operation check (operation in ('create', 'update', 'delete'))
);
