-- The version of the data: raised once by each committed transaction that changed a row, whoever made it. Caches and ETags stand on it.
-- lineage tells one database from another: a version number alone would match an answer cached from a database since restored or replaced.
create table plan.data_version (
    singleton boolean not null default true,
    version bigint not null default 1,
    lineage uuid not null default gen_random_uuid(),
    changed_at timestamptz not null default now(),
    constraint pk_data_version primary key (singleton),
    constraint ck_data_version_singleton check (singleton)
);
comment on table plan.data_version is 'データの版 (Data version)';
insert into plan.data_version default values;

-- Transactions that changed something and have not committed yet; empty in between. Its deferred trigger raises the version at commit,
-- so that two writers wait for each other only for that moment and versions rise in commit order.
create unlogged table plan.data_version_raises (
    transaction_id xid8 not null,
    constraint pk_data_version_raises primary key (transaction_id)
);
comment on table plan.data_version_raises is 'コミット前の変更 (Changes not yet committed)';

create function plan.note_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'TRUNCATE' then
        if not exists (select from changed_rows) then
            return null;
        end if;
    end if;

    insert into plan.data_version_raises (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
    return null;
end
$$;

create function plan.raise_data_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    raised bigint;
begin
    delete from plan.data_version_raises where transaction_id = new.transaction_id;
    update plan.data_version set version = version + 1, changed_at = clock_timestamp() returning version into raised;
    perform pg_notify('kawasaki_data_version', raised::text);
    return null;
end
$$;

create constraint trigger raise_data_version after insert on plan.data_version_raises
    deferrable initially deferred for each row execute function plan.raise_data_version();

-- A transition table belongs to one event, hence three triggers and one for truncate.
create procedure plan.watch_changes(watched regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('create trigger note_insert after insert on %s referencing new table as changed_rows for each statement execute function plan.note_change()', watched);
    execute format('create trigger note_update after update on %s referencing new table as changed_rows for each statement execute function plan.note_change()', watched);
    execute format('create trigger note_delete after delete on %s referencing old table as changed_rows for each statement execute function plan.note_change()', watched);
    execute format('create trigger note_truncate after truncate on %s for each statement execute function plan.note_change()', watched);
end
$$;
comment on procedure plan.watch_changes(regclass) is 'Called by the script that creates a published table: its changes raise the data version.';

do $$
declare
    watched regclass;
begin
    for watched in
        select c.oid from pg_class c
        where c.relnamespace = 'plan'::regnamespace and c.relkind = 'r'
          and c.relname not in ('schema_migrations', 'data_version', 'data_version_raises')
        order by c.relname
    loop
        call plan.watch_changes(watched);
    end loop;
end
$$;
