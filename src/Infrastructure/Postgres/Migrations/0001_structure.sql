-- The tables of the plan. One row one fact; keys are the natural codes of the contract.
-- Text is collated "C" (byte order of UTF-8 = order of code points), so that keyset pages are the same on every machine.
-- Foreign keys are deferrable: a load may delete and insert in any order inside its transaction (set constraints all deferred).

-- Sources

create table plan.documents (
    code text collate "C" not null,
    title text collate "C" not null,
    kind text collate "C" not null,
    issued_on date,
    issued_label text collate "C",
    file_name text collate "C" not null,
    sha256 text collate "C" not null,
    line_count integer not null,
    constraint pk_documents primary key (code),
    constraint ck_documents_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_documents_kind check (kind in ('implementationPlan', 'reformProgramme', 'evaluation', 'review')),
    constraint ck_documents_line_count check (line_count >= 0),
    constraint ck_documents_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);

create table plan.plans (
    code text collate "C" not null,
    municipality_code text collate "C" not null,
    name text collate "C" not null,
    kind text collate "C" not null,
    first_fiscal_year integer not null,
    last_fiscal_year integer not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_plans primary key (code),
    constraint ck_plans_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_plans_first_fiscal_year check (first_fiscal_year between 1900 and 2200),
    constraint ck_plans_kind check (kind in ('implementationPlan', 'reformProgramme')),
    constraint ck_plans_last_fiscal_year check (last_fiscal_year between 1900 and 2200),
    constraint ck_plans_line check (line >= 1),
    constraint ck_plans_name check (name <> ''),
    constraint ck_plans_page check (page >= 0),
    constraint ck_plans_years check (last_fiscal_year >= first_fiscal_year),
    constraint fk_plans_document_code foreign key (document_code) references plan.documents (code) deferrable
);

-- Wards and departments

create table plan.wards (
    code text collate "C" not null,
    name text collate "C" not null,
    name_en text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_wards primary key (code),
    constraint ck_wards_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_wards_line check (line >= 1),
    constraint ck_wards_name check (name <> ''),
    constraint ck_wards_page check (page >= 0),
    constraint fk_wards_document_code foreign key (document_code) references plan.documents (code) deferrable
);

create table plan.departments (
    code text collate "C" not null,
    name text collate "C" not null,
    kind text collate "C" not null,
    ward_code text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_departments primary key (code),
    constraint ck_departments_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_departments_kind check (kind in ('bureau', 'wardOffice', 'board', 'secretariat', 'enterprise')),
    constraint ck_departments_line check (line >= 1),
    constraint ck_departments_name check (name <> ''),
    constraint ck_departments_page check (page >= 0),
    constraint fk_departments_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_departments_ward_code foreign key (ward_code) references plan.wards (code) deferrable
);

-- The comprehensive plan: basic policies, policies, measures, projects

create table plan.basic_policies (
    code text collate "C" not null,
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_basic_policies primary key (code),
    constraint ck_basic_policies_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_basic_policies_line check (line >= 1),
    constraint ck_basic_policies_name check (name <> ''),
    constraint ck_basic_policies_page check (page >= 0),
    constraint fk_basic_policies_document_code foreign key (document_code) references plan.documents (code) deferrable
);

create table plan.policies (
    code text collate "C" not null,
    basic_policy_code text collate "C" not null,
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_policies primary key (code),
    constraint ck_policies_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_policies_line check (line >= 1),
    constraint ck_policies_name check (name <> ''),
    constraint ck_policies_page check (page >= 0),
    constraint fk_policies_basic_policy_code foreign key (basic_policy_code) references plan.basic_policies (code) deferrable,
    constraint fk_policies_document_code foreign key (document_code) references plan.documents (code) deferrable
);

create table plan.measures (
    code text collate "C" not null,
    policy_code text collate "C" not null,
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_measures primary key (code),
    constraint ck_measures_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_measures_line check (line >= 1),
    constraint ck_measures_name check (name <> ''),
    constraint ck_measures_page check (page >= 0),
    constraint fk_measures_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_measures_policy_code foreign key (policy_code) references plan.policies (code) deferrable
);

create table plan.projects (
    code text collate "C" not null,
    plan_code text collate "C" not null,
    measure_code text collate "C" not null,
    number integer not null,
    name text collate "C" not null,
    is_major boolean,
    predecessor_code text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_projects primary key (code),
    constraint ck_projects_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_projects_line check (line >= 1),
    constraint ck_projects_name check (name <> ''),
    constraint ck_projects_number check (number >= 0),
    constraint ck_projects_page check (page >= 0),
    constraint fk_projects_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_projects_measure_code foreign key (measure_code) references plan.measures (code) deferrable,
    constraint fk_projects_plan_code foreign key (plan_code) references plan.plans (code) deferrable,
    constraint fk_projects_predecessor_code foreign key (predecessor_code) references plan.projects (code) deferrable
);

-- The reform programme: pillars, items, tasks

create table plan.reform_pillars (
    code text collate "C" not null,
    plan_code text collate "C" not null,
    number integer not null,
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_reform_pillars primary key (code),
    constraint ck_reform_pillars_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_reform_pillars_line check (line >= 1),
    constraint ck_reform_pillars_name check (name <> ''),
    constraint ck_reform_pillars_number check (number >= 0),
    constraint ck_reform_pillars_page check (page >= 0),
    constraint fk_reform_pillars_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_reform_pillars_plan_code foreign key (plan_code) references plan.plans (code) deferrable
);

create table plan.reform_items (
    code text collate "C" not null,
    pillar_code text collate "C" not null,
    number integer not null,
    name text collate "C" not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_reform_items primary key (code),
    constraint ck_reform_items_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_reform_items_line check (line >= 1),
    constraint ck_reform_items_name check (name <> ''),
    constraint ck_reform_items_number check (number >= 0),
    constraint ck_reform_items_page check (page >= 0),
    constraint fk_reform_items_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_reform_items_pillar_code foreign key (pillar_code) references plan.reform_pillars (code) deferrable
);

create table plan.reform_tasks (
    code text collate "C" not null,
    item_code text collate "C" not null,
    number integer not null,
    name text collate "C" not null,
    department_text text collate "C" not null,
    secures_people boolean not null,
    secures_goods boolean not null,
    secures_money boolean not null,
    secures_information boolean not null,
    secures_time boolean not null,
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_reform_tasks primary key (code),
    constraint ck_reform_tasks_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_reform_tasks_line check (line >= 1),
    constraint ck_reform_tasks_name check (name <> ''),
    constraint ck_reform_tasks_number check (number >= 0),
    constraint ck_reform_tasks_page check (page >= 0),
    constraint fk_reform_tasks_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_reform_tasks_item_code foreign key (item_code) references plan.reform_items (code) deferrable
);

create table plan.reform_task_departments (
    reform_task_code text collate "C" not null,
    department_code text collate "C" not null,
    constraint pk_reform_task_departments primary key (reform_task_code, department_code),
    constraint fk_reform_task_departments_department_code foreign key (department_code) references plan.departments (code) deferrable,
    constraint fk_reform_task_departments_reform_task_code foreign key (reform_task_code) references plan.reform_tasks (code) deferrable
);

-- Actions

create table plan.actions (
    code text collate "C" not null,
    plan_code text collate "C" not null,
    project_code text collate "C",
    reform_task_code text collate "C",
    number integer not null,
    "group" text collate "C",
    text text collate "C" not null,
    first_fiscal_year integer,
    last_fiscal_year integer,
    fiscal_years integer[] not null,
    is_ongoing boolean not null,
    note text collate "C",
    document_code text collate "C" not null,
    line integer not null,
    page integer,
    constraint pk_actions primary key (code),
    constraint ck_actions_code check (code ~ '^[a-z0-9.-]+$' and char_length(code) <= 200),
    constraint ck_actions_first_fiscal_year check (first_fiscal_year between 1900 and 2200),
    constraint ck_actions_fiscal_years check (1900 <= all (fiscal_years) and 2200 >= all (fiscal_years)),
    constraint ck_actions_last_fiscal_year check (last_fiscal_year between 1900 and 2200),
    constraint ck_actions_line check (line >= 1),
    constraint ck_actions_number check (number >= 0),
    constraint ck_actions_page check (page >= 0),
    constraint ck_actions_years check (last_fiscal_year >= first_fiscal_year),
    constraint fk_actions_document_code foreign key (document_code) references plan.documents (code) deferrable,
    constraint fk_actions_plan_code foreign key (plan_code) references plan.plans (code) deferrable,
    constraint fk_actions_project_code foreign key (project_code) references plan.projects (code) deferrable,
    constraint fk_actions_reform_task_code foreign key (reform_task_code) references plan.reform_tasks (code) deferrable
);
