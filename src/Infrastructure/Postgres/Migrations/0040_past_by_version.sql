-- Rows as of a version of the data, beside those as of a moment: what changed between two versions is the difference of the same question asked
-- twice, and all pages of one answer are read as of one version. docs/decisions/0027 says why.
alter procedure past.define(regclass) rename to define_by_moment;
alter procedure past.define_view(regclass) rename to define_view_by_moment;

-- past.x(version) is past.x(moment) without the look-up of the version: nothing is written twice.
create procedure past.define_by_version(kept regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $define$
declare
    relation constant text := (select c.relname from pg_class c where c.oid = kept);
    by_moment constant text := (
        select p.prosrc from pg_proc p
        where p.pronamespace = 'past'::regnamespace and p.proname = relation and p.pronargs = 1 and p.proargtypes[0] = 'timestamptz'::regtype);
begin
    execute format('create or replace function past.%I(version bigint) returns setof %s language sql stable parallel safe as %L',
        relation, kept, replace(by_moment, '(select past.version_at($1))', '$1'));
end
$define$;

create procedure past.define(kept regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    call past.define_by_moment(kept);
    call past.define_by_version(kept);
end
$$;
comment on procedure past.define(regclass) is 'Writes the functions that keep and show the past of a table; to be called again by a script that alters its columns, after it altered those in past.';

create procedure past.define_view(shown regclass)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    call past.define_view_by_moment(shown);
    call past.define_by_version(shown);
end
$$;
comment on procedure past.define_view(regclass) is 'Writes the functions that show the past of a view; to be called again by a script that replaces the view.';

-- Tables first: a view's function names theirs.
do $$
declare
    shown regclass;
begin
    for shown in
        select c.oid from pg_proc p join pg_class c on c.relnamespace = 'plan'::regnamespace and c.relname = p.proname
        where p.pronamespace = 'past'::regnamespace and p.proretset and p.pronargs = 1 and p.proargtypes[0] = 'timestamptz'::regtype
        order by c.relkind, c.relname
    loop
        call past.define_by_version(shown);
    end loop;
end
$$;
