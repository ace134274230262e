-- The audit entries as they are published to holders of the scope: what changed from what to what, a property each, by its published name.
-- Refused attempts beyond a limit are counted in one entry; some name no set. docs/decisions/0031 says why.
alter table plan.audit_entries
    alter column entity_set drop not null,
    add column attempts integer not null default 1,
    add constraint ck_audit_entries_attempts check (attempts >= 1 and (attempts = 1 or operation = 'refuse')),
    add constraint ck_audit_entries_entity_set check (entity_set is not null or operation = 'refuse');
create index ix_audit_entries_caller on plan.audit_entries (caller, sequence);
comment on column plan.audit_entries.attempts is 'How many attempts the entry stands for.';

create function plan.published_name(column_name text) returns text
    language sql immutable parallel safe as $$
    select string_agg(case place when 1 then word else initcap(word) end, '' order by place)
    from unnest(string_to_array($1, '_')) with ordinality as w(word, place)
$$;

-- With the rights of whoever asks: the reader has none on the table, so it has none here.
create view plan.audit_log with (security_invoker = true) as
select
    e.sequence,
    e.at,
    e.caller,
    e.credential,
    e.request_id,
    e.operation,
    e.entity_set,
    e.entity_code,
    coalesce((
        select jsonb_agg(jsonb_build_object('property', plan.published_name(c.key), 'before', e.before ->> c.key, 'after', e.after ->> c.key) order by c.key collate "C")
        from (select k.key from jsonb_object_keys(coalesce(e.before, e.after)) as k(key)) c
        where c.key <> 'revision' and (e.before ->> c.key) is distinct from (e.after ->> c.key)
    ), '[]') as changes,
    e.problem,
    e.attempts
from plan.audit_entries e;
revoke all on plan.audit_log from kawasaki_reader;

-- Entries are never changed, so their past is those that were there.
create function past.audit_log(moment timestamptz) returns setof plan.audit_log
    language sql stable parallel safe as $$
    select * from plan.audit_log where at <= $1
$$;
create function past.audit_log(version bigint) returns setof plan.audit_log
    language sql stable parallel safe as $$
    select * from plan.audit_log where at <= (select v.committed_at from past.data_versions v where v.version = $1)
$$;

create function plan.audit_refusal(caller text, credential text, request_id text, entity_set text, entity_code text, problem text, attempts integer) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into plan.audit_entries (caller, credential, request_id, operation, entity_set, entity_code, problem, attempts)
    values (left($1, 200), left($2, 200), left($3, 64), 'refuse', left($4, 100), left($5, 200), left($6, 500), $7)
$$;
revoke all on function plan.audit_refusal(text, text, text, text, text, text, integer) from public;
