-- What happened, written in the transaction of the change it tells of, and after the change: so a transaction has its
-- number before it draws an id, and whoever reads only events of transactions older than all that still run never
-- passes over one that is committed late under a lower id.
create table event (
    id           bigint generated always as identity primary key,
    tx           xid8 not null default pg_current_xact_id(),
    at           timestamptz not null,
    kind         smallint not null check (kind between 0 and 4),
    template     text,
    preset_id    uuid,
    workspace_id uuid,
    actor        text,
    detail       text
);
