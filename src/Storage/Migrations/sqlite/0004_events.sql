-- What happened, written in the transaction of the change it tells of. Ids are never used again, not even the last one.
create table event (
    id           integer primary key autoincrement,
    at           integer not null,
    kind         integer not null check (kind between 0 and 4),
    template     text,
    preset_id    text,
    workspace_id text,
    actor        text,
    detail       text
) strict;
