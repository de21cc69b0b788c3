-- More kinds of events, whose numbers only the program knows; and how often one happened.
alter table event drop constraint if exists event_kind_check;
alter table event add constraint event_kind_check check (kind >= 0);
alter table event add column count integer not null default 1 check (count > 0);

-- Who is told of events: how far it has taken them, and who works for it until when.
create table sink (
    name        text primary key,
    lease_id    uuid,
    lease_until timestamptz not null,
    cursor      bigint not null,
    digest      jsonb not null
);

-- What waits to be told, and what was given up (dead). What was told is gone.
create table notification (
    id           bigint generated always as identity primary key,
    sink         text not null,
    delivery_id  uuid not null,
    subject      text not null,
    happened     integer not null,
    since        timestamptz not null,
    event_id     bigint not null,
    event_at     timestamptz not null,
    kind         smallint not null,
    template     text,
    preset       text,
    workspace_id uuid,
    actor        text,
    detail       text,
    attempts     integer not null default 0,
    due_at       timestamptz not null,
    error        text,
    dead_at      timestamptz
);

create index notification_waiting on notification (sink, id) where dead_at is null;
create index notification_of_subject on notification (sink, subject, id) where dead_at is null;
create index notification_dead on notification (sink, id) where dead_at is not null;
create index notification_dead_at on notification (dead_at) where dead_at is not null;
