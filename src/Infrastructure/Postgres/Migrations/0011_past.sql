-- System time: every row that a committed transaction leaves behind is kept with the versions of the data that had it, so that a question can be
-- answered as of any moment ($at), and what changed between two versions can be told. docs/decisions/0017 says why it is built so.
-- For each table plan.x there is a table past.x (its rows over time), and a function past.x(moment) that stands where plan.x would.
create schema past;
comment on schema past is 'これまでの版のデータ (Rows of the plan over time)';

-- Which version stood when: from its moment up to that of the next one. Moments rise strictly with versions, whatever the clock does.
create table past.data_versions (
    version bigint not null,
    committed_at timestamptz not null,
    begun bigint not null,
    constraint pk_data_versions primary key (version),
    constraint uq_data_versions_committed_at unique (committed_at)
);
comment on table past.data_versions is 'データの版の時刻 (Moments of the data versions)';
comment on column past.data_versions.begun is 'What its commit left in past.commits.';

-- Microseconds since 1970 at which the last commit began, rising strictly. A sequence is seen by everybody at once, not only after the commit:
-- it tells a reader of one that is under way.
create sequence past.commits;
comment on sequence past.commits is '確定の開始時刻 (Beginning of the last commit)';
insert into past.data_versions (version, committed_at, begun)
select version, changed_at, setval('past.commits', (extract(epoch from changed_at) * 1000000)::bigint) from plan.data_version;
alter table plan.data_version add column raised_by xid8;
comment on column plan.data_version.raised_by is 'The transaction that raised it; together with changed_at tells whether it is the running one.';

-- Keys of the rows that running transactions have touched; empty in between. What became of a row is looked up at commit.
create unlogged table past.touched_rows (
    transaction_id xid8 not null,
    relation text collate "C" not null,
    key text[] collate "C" not null,
    constraint pk_touched_rows primary key (transaction_id, relation, key)
);
comment on table past.touched_rows is 'コミット前に変更された行 (Rows touched by transactions not yet committed)';

-- Whether no commit that the caller's snapshot does not hold, under way or ended, can have been there at the moment. Volatile: it looks anew.
create function past.is_settled(latest bigint, begun bigint, moment timestamptz) returns boolean
    language plpgsql volatile parallel restricted set search_path = pg_catalog, pg_temp
as $$
begin
    -- The one under way comes later than it began; those before it have ended, since they stand in line.
    if begun <= extract(epoch from moment) * 1000000
       and exists (select from pg_locks l where l.locktype = 'advisory' and l.database = (select d.oid from pg_database d where d.datname = current_database())
               and l.classid = 20170011 and l.objid = 1 and l.objsubid = 2 and l.granted) then
        return false;
    end if;
    return not exists (select from past.data_versions v where v.version > latest and v.committed_at <= moment);
end
$$;

-- The version that stood at a moment; null before the first. The same moment gives the same version for ever: one that is still to come,
-- or is just being decided by a commit under way, is refused. Versions rise in commit order: where a later one is seen, those below it are.
create function past.version_at(moment timestamptz) returns bigint
    language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
as $$
declare
    latest past.data_versions;
    begun bigint;
begin
    if moment > clock_timestamp() then
        raise exception using errcode = 'KW002', message = 'the moment lies in the future';
    end if;

    select * into latest from past.data_versions v order by v.version desc limit 1;
    if moment < latest.committed_at then
        return (select v.version from past.data_versions v where v.committed_at <= moment order by v.committed_at desc limit 1);
    end if;

    begun := (select c.last_value from past.commits c);
    if begun > latest.begun and not past.is_settled(latest.version, begun, moment) then
        raise exception using errcode = 'KW003', message = 'a change of this moment is being committed';
    end if;
    return latest.version;
end
$$;
comment on function past.version_at(timestamptz) is 'The version of the data that stood at a moment; null before the first.';

-- A date stands for the moment at which it began in the city.
create function past.moment(day date) returns timestamptz
    language sql immutable parallel safe
    return day::timestamp at time zone 'Asia/Tokyo';
comment on function past.moment(date) is 'The moment at which a day began in the city.';

-- At commit: the version, the history of the rows touched, and the moment, in this order, so that the moment is as close to the commit as can be.
create or replace function plan.raise_data_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    data plan.data_version;
    touched text;
    begun bigint;
begin
    delete from plan.data_version_raises where transaction_id = new.transaction_id;

    -- Writers stand in line here until the one before has committed: a version sees every row of those below it.
    select * into data from plan.data_version for update;

    -- A transaction comes here more than once if it makes its constraints immediate; it is one version all the same.
    if data.raised_by is distinct from new.transaction_id or data.changed_at < transaction_timestamp() then
        data.version := data.version + 1;
    end if;

    for touched in select distinct t.relation from past.touched_rows t where t.transaction_id = new.transaction_id loop
        execute format('select past.%I($1, $2)', 'write_' || touched) using new.transaction_id, data.version;
    end loop;
    delete from past.touched_rows where transaction_id = new.transaction_id;

    -- Told before the clock is read: a reader who does not see it asks as of an earlier moment than ours.
    perform pg_advisory_xact_lock(20170011, 1);
    begun := setval('past.commits', greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, (select c.last_value + 1 from past.commits c)));
    data.changed_at := greatest(clock_timestamp(), data.changed_at + interval '1 microsecond', timestamptz 'epoch' + begun * interval '1 microsecond');
    update plan.data_version set version = data.version, changed_at = data.changed_at, raised_by = new.transaction_id;
    insert into past.data_versions (version, committed_at, begun) values (data.version, data.changed_at, begun)
        on conflict (version) do update set committed_at = excluded.committed_at, begun = excluded.begun;
    perform pg_notify('kawasaki_data_version', data.version::text);
    return null;
end
$$;

-- The functions of a table: what they name is known here, so that the statements in them are planned once a session.
create procedure past.define(kept regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $define$
declare
    relation constant text := (select c.relname from pg_class c where c.oid = kept);
    columns constant text := (select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = kept and a.attnum > 0 and not a.attisdropped);
    key_values text;  -- of a row r, as text
    same_as_base text; -- a row b of the table is the touched one
    same_as_past text; -- a row h of the history is
    same_row text;
begin
    select string_agg(format('r.%I::text', a.attname), ', ' order by k.place),
           string_agg(format('b.%I = t.key[%s]::%s', a.attname, k.place, format_type(a.atttypid, a.atttypmod)), ' and ' order by k.place),
           string_agg(format('h.%I = t.key[%s]::%s', a.attname, k.place, format_type(a.atttypid, a.atttypmod)), ' and ' order by k.place),
           string_agg(format('h.%1$I = b.%1$I', a.attname), ' and ' order by k.place)
    into key_values, same_as_base, same_as_past, same_row
    from pg_constraint c cross join unnest(c.conkey) with ordinality as k(number, place)
    join pg_attribute a on a.attrelid = kept and a.attnum = k.number
    where c.conrelid = kept and c.contype = 'p';

    -- Only what the transaction leaves is kept. Rows are compared as they are stored: 1.0 and 1.00 are printed differently.
    -- The first statement takes back what was written for this version already (constraints made immediate).
    execute format($sql$
        create or replace function past.%1$I(transaction_id xid8, version bigint) returns void
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
            delete from past.%2$I h using past.touched_rows t
            where t.transaction_id = $1 and t.relation = %2$L and %4$s and h.to_version = 9223372036854775807 and h.from_version = $2;

            update past.%2$I h set to_version = $2 from past.touched_rows t
            where t.transaction_id = $1 and t.relation = %2$L and %4$s and h.to_version = 9223372036854775807
              and not exists (select from plan.%2$I b where %5$s and row(%6$s)::record *= row(%7$s)::record);

            insert into past.%2$I (%8$s, from_version, to_version)
            select %6$s, $2, 9223372036854775807 from past.touched_rows t join plan.%2$I b on %3$s
            where t.transaction_id = $1 and t.relation = %2$L
              and not exists (select from past.%2$I h where %5$s and h.to_version = 9223372036854775807);
        end
        $$
        $sql$,
        'write_' || relation, relation, same_as_base, same_as_past, same_row,
        (select string_agg(format('b.%I', a.attname), ', ' order by a.attnum) from pg_attribute a where a.attrelid = kept and a.attnum > 0 and not a.attisdropped),
        (select string_agg(format('h.%I', a.attname), ', ' order by a.attnum) from pg_attribute a where a.attrelid = kept and a.attnum > 0 and not a.attisdropped),
        columns);
    execute format('revoke all on function past.%I(xid8, bigint) from public', 'write_' || relation);

    execute format($sql$
        create or replace function past.%1$I() returns trigger
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
            case tg_op
            when 'INSERT' then
                insert into past.touched_rows select pg_current_xact_id(), %2$L, array[%3$s] from new_rows r on conflict do nothing;
            when 'UPDATE' then
                insert into past.touched_rows select pg_current_xact_id(), %2$L, array[%3$s] from new_rows r
                union select pg_current_xact_id(), %2$L, array[%3$s] from old_rows r on conflict do nothing;
            when 'DELETE' then
                insert into past.touched_rows select pg_current_xact_id(), %2$L, array[%3$s] from old_rows r on conflict do nothing;
            when 'TRUNCATE' then
                insert into past.touched_rows select pg_current_xact_id(), %2$L, array[%3$s] from past.%2$I r
                where r.to_version = 9223372036854775807 on conflict do nothing;
            end case;

            -- Nothing new touched: nothing changed, or this transaction is noted already.
            if found then
                insert into plan.data_version_raises (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
            end if;
            return null;
        end
        $$
        $sql$,
        'note_' || relation, relation, key_values);

    -- One plain SELECT that depends on its parameter only: the planner makes it part of the statement around it.
    execute format($sql$
        create or replace function past.%1$I(moment timestamptz) returns setof %2$s
        language sql stable parallel safe as $$
            select %3$s from past.%1$I
            where from_version <= (select past.version_at($1)) and to_version > (select past.version_at($1))
        $$
        $sql$,
        relation, kept, columns);
end
$define$;
comment on procedure past.define(regclass) is 'Writes the functions that keep and show the past of a table; to be called again by a script that alters its columns, after it altered those in past.';

-- A view of the past is its definition over the past of its tables: nothing is written twice.
create procedure past.define_view(shown regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $define$
declare
    definition constant text := regexp_replace(rtrim(pg_get_viewdef(shown), ';'), '((?:FROM|JOIN)\s+\(*)plan\.(\w+)', '\1past.\2($1)', 'g');
    present text;
begin
    -- A table joined by a comma would show the present in the past without a word.
    select c.oid::regclass::text into present
    from pg_class c where c.relnamespace = 'plan'::regnamespace and c.relkind in ('r', 'v') and definition ~ format('\mplan\.%s\M', c.relname) limit 1;
    if found then
        raise exception 'the past of % cannot be defined: "%" is left in it; write its tables with from and join', shown, present;
    end if;

    execute format($sql$
        create or replace function past.%I(moment timestamptz) returns setof %s language sql stable parallel safe as $$ %s $$
        $sql$,
        (select c.relname from pg_class c where c.oid = shown), shown, definition);
end
$define$;
comment on procedure past.define_view(regclass) is 'Writes the function that shows the past of a view; to be called again by a script that replaces the view.';

-- A transition table belongs to one event, hence three triggers and one for truncate.
create or replace procedure plan.watch_changes(watched regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    relation constant text := (select c.relname from pg_class c where c.oid = watched);
    note constant text := format('past.%I()', 'note_' || relation);
    key constant text := (
        select string_agg(quote_ident(a.attname), ', ' order by k.place)
        from pg_constraint c cross join unnest(c.conkey) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = watched and a.attnum = k.number
        where c.conrelid = watched and c.contype = 'p');
    links text;
begin
    execute format('create table past.%I (like %s, from_version bigint not null, to_version bigint not null, primary key (%s, to_version))', relation, watched, key);
    execute format('comment on table past.%I is %L', relation, obj_description(watched, 'pg_class'));
    execute format('comment on column past.%I.from_version is %L', relation, 'First version of the data that has the row.');
    execute format('comment on column past.%I.to_version is %L', relation, 'First version of the data that has it no more; the largest bigint while it stands.');

    -- What changed between two versions, and navigation in the past.
    execute format('create index on past.%I (from_version)', relation);
    execute format('create index on past.%I (to_version) where to_version < 9223372036854775807', relation);
    for links in
        select string_agg(quote_ident(a.attname), ', ' order by k.place)
        from pg_constraint c cross join unnest(c.conkey) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = watched and a.attnum = k.number
        where c.conrelid = watched and c.contype = 'f' and c.confrelid <> 'plan.documents'::regclass
        group by c.oid
    loop
        execute format('create index on past.%I (%s)', relation, links);
    end loop;

    call past.define(watched);
    execute format('create trigger note_insert after insert on %s referencing new table as new_rows for each statement execute function %s', watched, note);
    execute format('create trigger note_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function %s', watched, note);
    execute format('create trigger note_delete after delete on %s referencing old table as old_rows for each statement execute function %s', watched, note);
    execute format('create trigger note_truncate after truncate on %s for each statement execute function %s', watched, note);
end
$$;
comment on procedure plan.watch_changes(regclass) is 'Called by the script that creates a published table: its changes raise the data version, and its rows are kept over time.';

-- What stands now has stood since the last change; what was before it is not known.
do $$
declare
    watched regclass;
    operation text;
begin
    for watched in select t.tgrelid from pg_trigger t where t.tgname = 'note_insert' order by t.tgrelid::regclass::text loop
        foreach operation in array array['insert', 'update', 'delete', 'truncate'] loop
            execute format('drop trigger %I on %s', 'note_' || operation, watched);
        end loop;

        call plan.watch_changes(watched);
        execute format('insert into past.%I select r.*, v.version, 9223372036854775807 from %s r cross join plan.data_version v',
            (select relname from pg_class where oid = watched), watched);
    end loop;
end
$$;
drop function plan.note_change();
call past.define_view('plan.indicator_facts');
