-- What a provisioner remembers of a workspace, sealed; one row a build, the newest few. It goes with its workspace.
create table workspace_state (
    workspace_id uuid not null references workspace on delete cascade,
    build_id     uuid not null,
    -- Later builds have higher numbers.
    number       integer not null,
    written_at   timestamptz not null,
    sealed       bytea not null,
    primary key (workspace_id, build_id)
);

-- Outputs that only the owner may see: each sealed, under its name.
alter table workspace add column secrets jsonb;
alter table build add column secrets jsonb;

-- What a hand-over made the platform replace, or would have; null: nothing.
alter table build add column replacements jsonb;

create index build_replaced on build (preset_id) where replacements is not null;

-- How far the check of a version by its provisioner is, who does it until when, and what it found.
alter table template_version add column check_status smallint not null default 0;
alter table template_version add column check_due_at timestamptz;
alter table template_version add column check_lease uuid;
alter table template_version add column problems jsonb;
create index template_version_unchecked on template_version (check_due_at, id) where check_status = 1;

-- The version that is activated once its check has passed; null: none waits.
alter table template add column awaited_version uuid references template_version;

-- Which kinds there are is the program's to know.
alter table event drop constraint if exists event_kind_check;
