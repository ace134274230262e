-- The three roles, and the schema that belongs to the owner; run as the login before every migration, changes nothing the second time.
-- kawasaki.may_login = on lets the roles log in (private cluster only).
do $$
declare
    wanted text;
    is_super boolean := (select rolsuper from pg_roles where rolname = session_user);
    may_create boolean := (select rolsuper or rolcreaterole from pg_roles where rolname = session_user);
    login text := case when current_setting('kawasaki.may_login', true) = 'on' then 'login' else 'nologin' end;
begin
    foreach wanted in array array['kawasaki_owner', 'kawasaki_writer', 'kawasaki_reader'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            if not may_create then
                raise exception using errcode = 'KW001',
                    message = format('role %s does not exist and login %s may not create it', wanted, session_user);
            end if;

            begin
                execute format('create role %I %s', wanted, login);

                -- For people who take the role with psql; the program brings its own limits with each connection.
                execute format('alter role %I set statement_timeout = %L', wanted, case wanted when 'kawasaki_owner' then '5min' else '10s' end);
                execute format('alter role %I set lock_timeout = %L', wanted, '2s');
                execute format('alter role %I set idle_in_transaction_session_timeout = %L', wanted, case wanted when 'kawasaki_owner' then '5min' else '10s' end);
                if wanted = 'kawasaki_reader' then
                    execute format('alter role %I set jit = off', wanted);
                    execute format('alter role %I set default_transaction_read_only = on', wanted);
                end if;
            exception when duplicate_object or unique_violation then
                null; -- an instance that migrates another database of the same server was quicker
            end;
        end if;

        if not is_super and session_user <> wanted and not pg_has_role(session_user, wanted, 'member') then
            if not may_create then
                raise exception using errcode = 'KW001', message = format('login %s is not a member of role %s', session_user, wanted);
            end if;

            execute format('grant %I to %I', wanted, session_user);
        end if;
    end loop;

    if not exists (select from pg_namespace where nspname = 'plan') then
        -- Extensions that a script creates need this too.
        execute format('grant create on database %I to kawasaki_owner', current_database());
        create schema plan authorization kawasaki_owner;
    end if;
end
$$;
