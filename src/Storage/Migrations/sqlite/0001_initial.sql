create table template (
    name           text primary key,
    active_version text references template_version,
    deprecated     integer not null default 0,
    deleted        integer not null default 0
) strict;

create table template_version (
    id             text primary key,
    template       text not null references template,
    definition     text not null,
    has_claim_step integer not null,
    pushed_at      integer not null,
    package        blob not null
) strict;
create index template_version_template on template_version (template);

create table preset (
    id                  text primary key,
    template            text not null references template,
    name                text not null,
    version_id          text not null references template_version,
    parameters          text not null,
    pool                text not null,
    has_claim_step      integer not null,
    is_active_version   integer not null,
    template_deprecated integer not null,
    template_deleted    integer not null,
    epoch               integer not null default 0,
    revision            integer not null default 0,
    invalidated_at      integer,
    cleared_at          integer,
    validation_error    text,
    failures            text not null,
    unique (template, name)
) strict;

create table workspace (
    id         text primary key,
    preset_id  text not null references preset,
    version_id text not null references template_version,
    owner_id   text not null,
    owner_name text not null,
    name       text not null,
    phase      integer not null check (phase between 0 and 6),
    ready      integer not null check (ready in (0, 1)),
    created_at integer not null,
    claimed_at integer,
    hand_over  integer not null check (hand_over between 0 and 3),
    outputs    text not null,
    unique (owner_id, name)
) strict;
create index workspace_member on workspace (preset_id)
    where owner_id = 'c42fdf75-3097-471c-8c33-fb52454d81c0';
create index workspace_preset on workspace (preset_id, id);

-- Builds outlive their workspaces: no foreign key to them.
create table build (
    id             text primary key,
    workspace_id   text not null,
    preset_id      text not null,
    version_id     text not null,
    kind           integer not null check (kind between 0 and 2),
    status         integer not null check (status between 0 and 5),
    applied_status integer not null check (applied_status between 0 and 5),
    unapplied      integer not null generated always as (status <> applied_status) stored,
    priority       integer not null check (priority between 0 and 2),
    queued_at      integer not null,
    attempt        integer not null default 0 check (attempt >= 0),
    started_at     integer,
    finished_at    integer,
    -- Leased: when the lease runs out. Otherwise: when a worker may pick it up.
    due_at         integer not null,
    lease_id       text,
    worker         text,
    probing_since  integer,
    outputs        text,
    error_class    integer check (error_class between 0 and 2),
    error          text,
    -- When the workspace's row went; null: it stands.
    gone_at        integer
) strict;
create index build_workspace on build (workspace_id);
create unique index build_unfinished on build (workspace_id) where status < 3;
create index build_due on build (priority, queued_at, id) where status < 3;
create index build_unapplied on build (preset_id, queued_at, id) where unapplied;
create index build_gone on build (gone_at) where gone_at is not null;

create table build_log (
    build_id text not null references build on delete cascade,
    position integer not null,
    length   integer not null,
    text     text not null,
    primary key (build_id, position)
) strict, without rowid;

create table claim (
    owner_id     text not null,
    request_id   text not null,
    workspace_id text not null unique,
    preset_id    text not null,
    name         text not null,
    claimed_at   integer not null,
    gone_at      integer,
    primary key (owner_id, request_id)
) strict, without rowid;
create index claim_gone on claim (gone_at) where gone_at is not null;

create table loop_settings (
    id         integer primary key check (id = 1),
    paused     integer not null,
    stop_cause text
) strict;
insert into loop_settings (id, paused) values (1, false);
