-- What loads have done, so that the next one knows its own rows from those that others wrote.
create table plan.package_loads (
    sequence bigint not null generated always as identity,
    package_hash text collate "C" not null,
    changed_rows integer not null,
    loaded_at timestamptz not null default now(),
    constraint pk_package_loads primary key (sequence)
);
comment on table plan.package_loads is 'データパッケージの読込み履歴 (Loads of data packages)';
comment on column plan.package_loads.package_hash is 'Hash of datapackage.json, which holds the hash of every other file.';

create table plan.package_rows (
    entity_set text collate "C" not null,
    entity_code text collate "C" not null,
    constraint pk_package_rows primary key (entity_set, entity_code)
);
comment on table plan.package_rows is '読込みで入った行 (Rows that a load brought and a later load may delete)';
