-- More kinds of events, whose numbers only the program knows; and how often one happened. A check cannot be changed, so
-- the table is made anew; ids go on where they were, also when the last ones are gone.
alter table event rename to event_before;

create table event (
    id           integer primary key autoincrement,
    at           integer not null,
    kind         integer not null check (kind >= 0),
    template     text,
    preset_id    text,
    workspace_id text,
    actor        text,
    detail       text,
    count        integer not null default 1 check (count > 0)
) strict;

insert into event (id, at, kind, template, preset_id, workspace_id, actor, detail)
select id, at, kind, template, preset_id, workspace_id, actor, detail from event_before;

delete from sqlite_sequence where name = 'event';
insert into sqlite_sequence (name, seq) select 'event', seq from sqlite_sequence where name = 'event_before';
drop table event_before;

-- Who is told of events: how far it has taken them, and who works for it until when.
create table sink (
    name        text primary key,
    lease_id    text,
    lease_until integer not null,
    cursor      integer not null,
    digest      text not null
) strict, without rowid;

-- What waits to be told, and what was given up (dead). What was told is gone.
create table notification (
    id           integer primary key autoincrement,
    sink         text not null,
    delivery_id  text not null,
    subject      text not null,
    happened     integer not null,
    since        integer not null,
    event_id     integer not null,
    event_at     integer not null,
    kind         integer not null,
    template     text,
    preset       text,
    workspace_id text,
    actor        text,
    detail       text,
    attempts     integer not null default 0,
    due_at       integer not null,
    error        text,
    dead_at      integer
) strict;

create index notification_waiting on notification (sink, id) where dead_at is null;
create index notification_of_subject on notification (sink, subject, id) where dead_at is null;
create index notification_dead on notification (sink, id) where dead_at is not null;
create index notification_dead_at on notification (dead_at) where dead_at is not null;
