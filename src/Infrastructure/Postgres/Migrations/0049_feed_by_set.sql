-- The next change of a set after a version: whoever follows one set must not go through the changes of all others.
create index ix_changes_entity_set on plan.changes (entity_set, data_version);
