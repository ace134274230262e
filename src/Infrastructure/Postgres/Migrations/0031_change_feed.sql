-- The change feed in commit order: its entries are written when a transaction commits, while it holds the version of the data, so that sequence and
-- version rise together and nothing with a smaller number appears later. No writer writes them: they follow from the rows kept over time.
-- docs/decisions/0024 says why.

-- The feed is no data that changes raise the version of: it tells of those that did.
drop trigger note_insert on plan.changes;
drop trigger note_update on plan.changes;
drop trigger note_delete on plan.changes;
drop trigger note_truncate on plan.changes;
drop function past.note_changes();
drop function past.write_changes(xid8, bigint);
drop table past.changes;

alter table plan.changes drop column transaction_id, add column data_version bigint;
update plan.changes set data_version = (select version from plan.data_version);
alter table plan.changes alter column data_version set not null;
create index ix_changes_data_version on plan.changes (data_version, entity_set);
comment on column plan.changes.data_version is 'データの版 (Data version) Version of the data that holds the change; all changes of one transaction have the same.';
drop function past.changes(timestamptz);
create function past.changes(moment timestamptz) returns setof plan.changes
    language sql stable parallel restricted as $$
    select * from plan.changes where data_version <= (select past.version_at($1))
$$;

-- The function that feeds the changes of a set in a version: a row is created, updated or deleted by what it was before and is after it,
-- whatever happened in between. A changed link is an update of the row it belongs to.
create procedure past.define_feed(kept regclass, entity_set text, links regclass default null, link_column text default null)
language plpgsql set search_path = pg_catalog, pg_temp as $define$
declare
    relation constant text := (select c.relname from pg_class c where c.oid = kept);
    link_relation constant text := (select c.relname from pg_class c where c.oid = links);
begin
    execute format($sql$
        create or replace function past.%1$I(version bigint, moment timestamptz) returns void
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
            delete from plan.changes c where c.data_version = $1 and c.entity_set = %3$L;
            insert into plan.changes (entity_set, entity_code, operation, changed_at, changed_by, data_version)
            select %3$L, code, case when not bool_or(was) then 'create' when not bool_or(is_there) then 'delete' else 'update' end, $2, left(plan.caller(), 200), $1
            from (
                select h.code, false as was, true as is_there from past.%2$I h where h.from_version = $1
                union all
                select h.code, true, false from past.%2$I h where h.to_version = $1 %4$s
            ) touched
            group by code order by code;
        end
        $$
        $sql$,
        'feed_' || relation, relation, entity_set,
        case when links is null then '' else format(
            $links$union all select l.%1$I, true, true from past.%2$I l where l.from_version = $1 or l.to_version = $1
                and exists (select from past.%3$I h where h.code = l.%1$I and h.to_version = 9223372036854775807 and h.from_version < $1)$links$,
            link_column, link_relation, relation) end);
    execute format('revoke all on function past.%I(bigint, timestamptz) from public', 'feed_' || relation);
end
$define$;
comment on procedure past.define_feed(regclass, text, regclass, text) is 'Writes the function that feeds the changes of a set; to be called by the script that creates its table, after plan.watch_changes.';

-- Which function feeds the changes of a relation: that of its set.
create table past.feeds (
    relation text collate "C" not null,
    fed_by text collate "C" not null,
    constraint pk_feeds primary key (relation)
);
comment on table past.feeds is '変更履歴の対象 (Relations whose changes are fed)';

do $$
declare
    kept regclass;
    entity_set text;
begin
    for kept in select t.tgrelid from pg_trigger t where t.tgname = 'note_insert' and t.tgrelid <> 'plan.reform_task_departments'::regclass order by t.tgrelid::regclass::text loop
        entity_set := (
            select string_agg(case place when 1 then word else initcap(word) end, '' order by place)
            from pg_class c cross join unnest(string_to_array(c.relname, '_')) with ordinality as w(word, place) where c.oid = kept);
        if kept = 'plan.reform_tasks'::regclass then
            call past.define_feed(kept, entity_set, 'plan.reform_task_departments', 'reform_task_code');
            insert into past.feeds values ('reform_task_departments', 'feed_reform_tasks');
        else
            call past.define_feed(kept, entity_set);
        end if;

        insert into past.feeds select c.relname, 'feed_' || c.relname from pg_class c where c.oid = kept;
    end loop;
end
$$;

-- At commit: the version, the history of the rows touched, the moment, and the feed, in this order.
create or replace function plan.raise_data_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    data plan.data_version;
    relations text[];
    fed_by text[];
    name text;
    begun bigint;
begin
    delete from plan.data_version_raises where transaction_id = new.transaction_id;

    -- Writers stand in line here until the one before has committed: a version sees every row of those below it.
    select * into data from plan.data_version for update;

    -- A transaction comes here more than once if it makes its constraints immediate; it is one version all the same.
    if data.raised_by is distinct from new.transaction_id or data.changed_at < transaction_timestamp() then
        data.version := data.version + 1;
    end if;

    select array_agg(distinct t.relation), array_agg(distinct f.fed_by) into relations, fed_by
    from past.touched_rows t left join past.feeds f on f.relation = t.relation
    where t.transaction_id = new.transaction_id;
    foreach name in array coalesce(relations, '{}') loop
        execute format('select past.%I($1, $2)', 'write_' || name) using new.transaction_id, data.version;
    end loop;
    delete from past.touched_rows where transaction_id = new.transaction_id;

    -- Told before the clock is read: a reader who does not see it asks as of an earlier moment than ours.
    perform pg_advisory_xact_lock(20170011, 1);
    begun := setval('past.commits', greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, (select c.last_value + 1 from past.commits c)));
    data.changed_at := greatest(clock_timestamp(), data.changed_at + interval '1 microsecond', timestamptz 'epoch' + begun * interval '1 microsecond');
    foreach name in array coalesce(fed_by, '{}') loop
        if name is not null then
            execute format('select past.%I($1, $2)', name) using data.version, data.changed_at;
        end if;
    end loop;

    update plan.data_version set version = data.version, changed_at = data.changed_at, raised_by = new.transaction_id;
    insert into past.data_versions (version, committed_at, begun) values (data.version, data.changed_at, begun)
        on conflict (version) do update set committed_at = excluded.committed_at, begun = excluded.begun;
    perform pg_notify('kawasaki_data_version', data.version::text);
    return null;
end
$$;
