-- Who changed what from what to what, and who was refused: append-only. docs/decisions/0023, 0025.
create table plan.audit_entries (
    sequence bigint not null generated always as identity,
    at timestamptz not null default clock_timestamp(),
    caller text collate "C" not null,
    credential text collate "C" not null,
    request_id text collate "C" not null,
    operation text collate "C" not null,
    entity_set text collate "C" not null,
    entity_code text collate "C",
    before jsonb,
    after jsonb,
    problem text collate "C",
    constraint pk_audit_entries primary key (sequence),
    constraint ck_audit_entries_operation check (operation in ('create', 'update', 'delete', 'refuse'))
);
create index ix_audit_entries_entity on plan.audit_entries (entity_set, entity_code, sequence);
create index ix_audit_entries_at on plan.audit_entries (at, sequence);
comment on table plan.audit_entries is '監査記録 (Audit entries)';
comment on column plan.audit_entries.caller is 'Name of the caller; the login of a change that did not come over HTTP.';
comment on column plan.audit_entries.credential is 'Public id of the key or the token; empty where there is none.';
comment on column plan.audit_entries.problem is 'Why the attempt was refused, as the caller was told.';

create function plan.keep_audit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = 'KW004', message = 'audit entries are never changed';
end
$$;
create trigger keep_audit before update or delete or truncate on plan.audit_entries for each statement execute function plan.keep_audit();

-- Only rows that a system wrote: facts of documents change by load, and their past is kept.
create function plan.audit_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    credential constant text := coalesce(current_setting('kawasaki.credential', true), '');
    request_id constant text := coalesce(current_setting('kawasaki.request_id', true), '');
begin
    case tg_op
    when 'INSERT' then
        insert into plan.audit_entries (caller, credential, request_id, operation, entity_set, entity_code, after)
        select plan.caller(), credential, request_id, 'create', tg_argv[0], n.code, to_jsonb(n) from new_rows n where n.source_system is not null order by n.code;
    when 'UPDATE' then
        insert into plan.audit_entries (caller, credential, request_id, operation, entity_set, entity_code, before, after)
        select plan.caller(), credential, request_id, 'update', tg_argv[0], n.code, to_jsonb(o), to_jsonb(n)
        from new_rows n join old_rows o on o.code = n.code
        where (n.source_system is not null or o.source_system is not null) and n.revision <> o.revision order by n.code;
    when 'DELETE' then
        insert into plan.audit_entries (caller, credential, request_id, operation, entity_set, entity_code, before)
        select plan.caller(), credential, request_id, 'delete', tg_argv[0], o.code, to_jsonb(o) from old_rows o where o.source_system is not null order by o.code;
    end case;
    return null;
end
$$;
create trigger audit_insert after insert on plan.status_reports referencing new table as new_rows for each statement execute function plan.audit_changes('statusReports');
create trigger audit_update after update on plan.status_reports referencing old table as old_rows new table as new_rows for each statement execute function plan.audit_changes('statusReports');
create trigger audit_delete after delete on plan.status_reports referencing old table as old_rows for each statement execute function plan.audit_changes('statusReports');
create trigger audit_insert after insert on plan.observations referencing new table as new_rows for each statement execute function plan.audit_changes('observations');
create trigger audit_update after update on plan.observations referencing old table as old_rows new table as new_rows for each statement execute function plan.audit_changes('observations');
create trigger audit_delete after delete on plan.observations referencing old table as old_rows for each statement execute function plan.audit_changes('observations');

-- An attempt that was refused changes no row, so no trigger sees it: the service says so itself.
create function plan.audit_refusal(caller text, credential text, request_id text, entity_set text, entity_code text, problem text) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into plan.audit_entries (caller, credential, request_id, operation, entity_set, entity_code, problem) values ($1, $2, $3, 'refuse', $4, $5, $6)
$$;
revoke all on function plan.audit_refusal(text, text, text, text, text, text) from public;

-- Requests that named themselves (Idempotency-Key, Repeatability-Request-ID): the same one again gets what the first got.
create table plan.repeatable_requests (
    caller text collate "C" not null,
    key text collate "C" not null,
    fingerprint bytea not null,
    outcome jsonb,
    expires_at timestamptz not null,
    constraint pk_repeatable_requests primary key (caller, key)
);
create index ix_repeatable_requests_expires_at on plan.repeatable_requests (expires_at);
comment on table plan.repeatable_requests is '再送要求 (Requests that may come again)';
comment on column plan.repeatable_requests.fingerprint is 'SHA-256 of method, path and body.';
comment on column plan.repeatable_requests.outcome is 'What became of each change; null while the transaction that makes them runs.';
