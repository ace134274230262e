-- Who is told of changes, and how far each has been told. The outbox is the change feed itself: a subscription is a place in it, so that nothing is
-- lost and nothing stands twice. In a schema of their own: the reader has no right in it. docs/decisions/0034 says why.
create schema webhooks;
comment on schema webhooks is '変更通知 (Webhooks); nothing for kawasaki_reader';

create table webhooks.subscriptions (
    code text collate "C" not null,
    owner text collate "C" not null,
    url text collate "C" not null,
    entity_set text collate "C" not null,
    filter text collate "C",
    follows_all boolean not null,
    description text collate "C",
    max_events integer not null,
    secret bytea not null,
    state text collate "C" not null default 'unverified',
    reason text collate "C",
    created_at timestamptz not null default now(),
    version bigint not null,
    part integer not null default 0,
    after_key text collate "C",
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text collate "C",
    failures integer not null default 0,
    constraint pk_subscriptions primary key (code),
    constraint ck_subscriptions_code check (code ~ '^[a-z0-9]{20}$'),
    constraint ck_subscriptions_lengths check (char_length(owner) <= 200 and char_length(url) <= 2000 and char_length(filter) <= 4000 and char_length(description) <= 200),
    constraint ck_subscriptions_max_events check (max_events between 1 and 100),
    constraint ck_subscriptions_state check (state in ('unverified', 'active', 'disabled'))
);
create index ix_subscriptions_owner on webhooks.subscriptions (owner, code);
comment on table webhooks.subscriptions is '通知先 (Subscriptions)';
comment on column webhooks.subscriptions.follows_all is 'Whether changes of other sets can change what is told: those of every version are looked at.';
comment on column webhooks.subscriptions.secret is 'Key of the signatures; encrypted where the operator gives a key for it.';
comment on column webhooks.subscriptions.version is 'Version of the data up to which everything has been told.';
comment on column webhooks.subscriptions.part is 'Deliveries made of the next version that changes something for it.';
comment on column webhooks.subscriptions.after_key is 'Key of the last row told of that version.';
comment on column webhooks.subscriptions.failures is 'Deliveries given up one after the other.';

-- Deliveries that were given up. They stay in order of the giving up until they are sent after all or pushed out by newer ones.
create table webhooks.deliveries (
    sequence bigint not null generated always as identity,
    subscription_code text collate "C" not null,
    id text collate "C" not null,
    state text collate "C" not null,
    attempts integer not null,
    created_at timestamptz not null default now(),
    attempted_at timestamptz not null default now(),
    last_error text collate "C",
    content_type text collate "C" not null,
    body bytea not null,
    constraint pk_deliveries primary key (sequence),
    constraint uq_deliveries_id unique (subscription_code, id),
    constraint fk_deliveries_subscription_code foreign key (subscription_code) references webhooks.subscriptions (code) on delete cascade,
    constraint ck_deliveries_state check (state in ('dead', 'waiting', 'delivered'))
);
create index ix_deliveries_waiting on webhooks.deliveries (subscription_code, sequence) where state = 'waiting';
comment on table webhooks.deliveries is '配信できなかった通知 (Deliveries that were given up)';

grant usage on schema webhooks to kawasaki_writer;
grant select, insert, update, delete on all tables in schema webhooks to kawasaki_writer;
