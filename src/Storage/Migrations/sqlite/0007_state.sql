-- What a provisioner remembers of a workspace, sealed; one row a build, the newest few. It goes with its workspace.
create table workspace_state (
    workspace_id text not null references workspace on delete cascade,
    build_id     text not null,
    -- Later builds have higher numbers.
    number       integer not null,
    written_at   integer not null,
    sealed       blob not null,
    primary key (workspace_id, build_id)
) strict;

-- Outputs that only the owner may see: each sealed, under its name.
alter table workspace add column secrets text;
alter table build add column secrets text;

-- What a hand-over made the platform replace, or would have; null: nothing.
alter table build add column replacements text;

create index build_replaced on build (preset_id) where replacements is not null;

-- How far the check of a version by its provisioner is, who does it until when, and what it found.
alter table template_version add column check_status integer not null default 0;
alter table template_version add column check_due_at integer;
alter table template_version add column check_lease text;
alter table template_version add column problems text;
create index template_version_unchecked on template_version (check_due_at, id) where check_status = 1;

-- The version that is activated once its check has passed; null: none waits.
alter table template add column awaited_version text references template_version;

-- Which kinds of events there are is the program's to know; SQLite drops no condition, so the table is made anew.
create table event_anew (
    id           integer primary key autoincrement,
    at           integer not null,
    kind         integer not null,
    template     text,
    preset_id    text,
    workspace_id text,
    actor        text,
    detail       text
) strict;
-- The last id that was ever given is not given again.
insert into sqlite_sequence (name, seq) select 'event_anew', seq from sqlite_sequence where name = 'event';
insert into event_anew (id, at, kind, template, preset_id, workspace_id, actor, detail)
select id, at, kind, template, preset_id, workspace_id, actor, detail from event;
drop table event;
alter table event_anew rename to event;
