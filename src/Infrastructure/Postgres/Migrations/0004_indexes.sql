-- Every foreign key, with the key behind it: an equality filter then reads its rows in the order of the code (keyset pages).
create index ix_plans_document_code on plan.plans (document_code, code);
create index ix_wards_document_code on plan.wards (document_code, code);
create index ix_departments_document_code on plan.departments (document_code, code);
create index ix_departments_ward_code on plan.departments (ward_code, code);
create index ix_basic_policies_document_code on plan.basic_policies (document_code, code);
create index ix_policies_basic_policy_code on plan.policies (basic_policy_code, code);
create index ix_policies_document_code on plan.policies (document_code, code);
create index ix_measures_document_code on plan.measures (document_code, code);
create index ix_measures_policy_code on plan.measures (policy_code, code);
create index ix_projects_document_code on plan.projects (document_code, code);
create index ix_projects_measure_code on plan.projects (measure_code, code);
create index ix_projects_plan_code on plan.projects (plan_code, code);
create index ix_projects_predecessor_code on plan.projects (predecessor_code, code);
create index ix_reform_pillars_document_code on plan.reform_pillars (document_code, code);
create index ix_reform_pillars_plan_code on plan.reform_pillars (plan_code, code);
create index ix_reform_items_document_code on plan.reform_items (document_code, code);
create index ix_reform_items_pillar_code on plan.reform_items (pillar_code, code);
create index ix_reform_tasks_document_code on plan.reform_tasks (document_code, code);
create index ix_reform_tasks_item_code on plan.reform_tasks (item_code, code);
create index ix_reform_task_departments_department_code on plan.reform_task_departments (department_code, reform_task_code);
create index ix_actions_document_code on plan.actions (document_code, code);
create index ix_actions_plan_code on plan.actions (plan_code, code);
create index ix_actions_project_code on plan.actions (project_code, code);
create index ix_actions_reform_task_code on plan.actions (reform_task_code, code);
create index ix_indicators_document_code on plan.indicators (document_code, code);
create index ix_indicators_measure_code on plan.indicators (measure_code, code);
create index ix_indicators_plan_code on plan.indicators (plan_code, code);
create index ix_indicators_policy_code on plan.indicators (policy_code, code);
create index ix_indicators_project_code on plan.indicators (project_code, code);
create index ix_indicators_reform_task_code on plan.indicators (reform_task_code, code);
create index ix_observations_document_code on plan.observations (document_code, code);
create index ix_observations_indicator_code on plan.observations (indicator_code, code);
create index ix_observations_ward_code on plan.observations (ward_code, code);
create index ix_citations_document_code on plan.citations (document_code, code);
create index ix_citations_observation_code on plan.citations (observation_code, code);
create index ix_grades_document_code on plan.grades (document_code, code);
create index ix_evaluations_achievement_grade on plan.evaluations (achievement_grade, code);
create index ix_evaluations_direction_grade on plan.evaluations (direction_grade, code);
create index ix_evaluations_document_code on plan.evaluations (document_code, code);
create index ix_evaluations_measure_code on plan.evaluations (measure_code, code);
create index ix_evaluations_plan_code on plan.evaluations (plan_code, code);
create index ix_indicator_results_document_code on plan.indicator_results (document_code, code);
create index ix_indicator_results_evaluation_code on plan.indicator_results (evaluation_code, code);
create index ix_indicator_results_indicator_code on plan.indicator_results (indicator_code, code);
create index ix_fiscal_lines_document_code on plan.fiscal_lines (document_code, code);
create index ix_fiscal_lines_parent_code on plan.fiscal_lines (parent_code, code);
create index ix_fiscal_amounts_document_code on plan.fiscal_amounts (document_code, code);
create index ix_fiscal_amounts_line_code on plan.fiscal_amounts (line_code, code);
create index ix_themes_document_code on plan.themes (document_code, code);
create index ix_themes_parent_code on plan.themes (parent_code, code);
create index ix_discrepancies_document_code on plan.discrepancies (document_code, code);
create index ix_discrepancies_first_document_code on plan.discrepancies (first_document_code, code);
create index ix_discrepancies_second_document_code on plan.discrepancies (second_document_code, code);
create index ix_passages_document_code on plan.passages (document_code, code);
create index ix_status_reports_action_code on plan.status_reports (action_code, code);
create index ix_status_reports_project_code on plan.status_reports (project_code, code);
create index ix_status_reports_reform_task_code on plan.status_reports (reform_task_code, code);

-- What analysts filter and sort by. A nullable column sorts nulls first ascending, as OData asks.
create index ix_observations_fiscal_year on plan.observations (fiscal_year nulls first, code);
create index ix_observations_type_year on plan.observations (value_type, fiscal_year nulls first, code);
create index ix_observations_status on plan.observations (status, code) where status <> 'ok';
create index ix_indicators_kind on plan.indicators (kind, code);
create index ix_actions_first_fiscal_year on plan.actions (first_fiscal_year nulls first, code);
create index ix_fiscal_amounts_fiscal_year on plan.fiscal_amounts (fiscal_year, code);
create index ix_citations_subject on plan.citations (subject_kind, subject_code, code);
create index ix_discrepancies_subject on plan.discrepancies (subject_kind, subject_code, code);
create index ix_passages_subject on plan.passages (subject_kind, subject_code, code);
create index ix_status_reports_fiscal_year on plan.status_reports (fiscal_year, code);
create index ix_status_reports_changed_at on plan.status_reports (changed_at, code);

-- A report is the same one if the reporting system says so; reports without an identifier never collide.
create unique index uq_status_reports_source_system_external_id on plan.status_reports (source_system, external_id);

-- The feed: commit order is told by the transaction, below the oldest one still running.
create index ix_changes_transaction_id on plan.changes (transaction_id, sequence);
create index ix_changes_entity on plan.changes (entity_set, entity_code, sequence);
