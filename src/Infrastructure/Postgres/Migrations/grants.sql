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
          and c.relname not in ('schema_migrations', 'data_version', 'data_version_raises', 'changes', 'package_loads', 'package_rows')
    loop
        execute format('grant insert, update, delete on plan.%I to kawasaki_writer', item.relname);
    end loop;

    -- Append only: what was written of a change is never altered.
    grant insert on plan.changes to kawasaki_writer;
end
$$;
