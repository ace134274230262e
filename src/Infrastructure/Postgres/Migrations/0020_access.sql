-- Keys of machines, in a schema of their own: the reader has no right in it, and no later grant on the tables of "plan" can reach it.
-- The writer, as which the service runs, looks keys up and notes their use; making and revoking is the owner's, on the command line.
create schema access;
comment on schema access is '認証情報 (Credentials); nothing for kawasaki_reader';

create table access.api_keys (
    key_id text collate "C" not null,
    name text not null,
    key_hash bytea not null,
    scopes text[] collate "C" not null,
    departments text[] collate "C",
    source_systems text[] collate "C",
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    constraint pk_api_keys primary key (key_id),
    constraint ck_api_keys_key_id check (key_id ~ '^[a-z0-9]{12}$'),
    constraint ck_api_keys_name check (name <> '' and char_length(name) <= 200),
    constraint ck_api_keys_key_hash check (octet_length(key_hash) = 32),
    constraint ck_api_keys_lists check (cardinality(scopes) > 0 and cardinality(departments) > 0 and cardinality(source_systems) > 0)
);
comment on table access.api_keys is 'APIキー (API keys)';
comment on column access.api_keys.key_hash is 'SHA-256 of the key''s text, which is stored nowhere.';
comment on column access.api_keys.departments is 'Codes of the departments whose rows it may write; null for all.';
comment on column access.api_keys.source_systems is 'Source systems it may write under; null for any.';
comment on column access.api_keys.last_used_at is 'Written at most once a minute.';

grant usage on schema access to kawasaki_writer;
grant select, update (last_used_at) on access.api_keys to kawasaki_writer;
