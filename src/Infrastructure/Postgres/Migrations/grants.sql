-- What each role may do; run by the owner of the schema after every migration, changes nothing the second time.
do $$
declare
    item record;
begin
    grant usage on schema plan to kawasaki_reader, kawasaki_writer;
    grant select on all tables in schema plan to kawasaki_reader, kawasaki_writer;

    -- The past is written by triggers only.
    if exists (select from pg_namespace where nspname = 'past') then
        grant usage on schema past to kawasaki_reader, kawasaki_writer;
        grant select on all tables in schema past to kawasaki_reader, kawasaki_writer;
    end if;

    for item in
        select c.relname from pg_class c
        where c.relnamespace = 'plan'::regnamespace and c.relkind = 'r'
          and c.relname not in ('schema_migrations', 'data_version', 'data_version_raises', 'changes', 'package_loads', 'package_rows', 'audit_entries')
    loop
        execute format('grant insert, update, delete on plan.%I to kawasaki_writer', item.relname);
    end loop;

    if to_regclass('plan.audit_entries') is not null then
        grant usage on sequence plan.revisions to kawasaki_writer;

        -- Triggers write the feed and the audit entries; a refusal is the only entry that the service makes itself.
        revoke insert on plan.changes from kawasaki_writer;
        grant execute on function plan.audit_refusal(text, text, text, text, text, text) to kawasaki_writer;

        -- Who wrote what under which credentials is nobody's to read without a scope for it.
        revoke select on plan.audit_entries, plan.repeatable_requests from kawasaki_reader;
    end if;

    if to_regclass('plan.audit_log') is not null then
        grant execute on function plan.audit_refusal(text, text, text, text, text, text, integer) to kawasaki_writer;
        revoke select on plan.audit_log from kawasaki_reader;
    end if;
end
$$;
