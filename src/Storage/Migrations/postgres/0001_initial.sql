create table template (
    name           text primary key,
    active_version uuid,
    deprecated     boolean not null default false,
    deleted        boolean not null default false
);

create table template_version (
    id             uuid primary key,
    template       text not null references template,
    definition     jsonb not null,
    has_claim_step boolean not null,
    pushed_at      timestamptz not null,
    package        bytea not null
);
create index template_version_template on template_version (template);

alter table template add foreign key (active_version) references template_version;

create table preset (
    id                  uuid primary key,
    template            text not null references template,
    name                text not null,
    version_id          uuid not null references template_version,
    parameters          jsonb not null,
    pool                jsonb not null,
    has_claim_step      boolean not null,
    is_active_version   boolean not null,
    template_deprecated boolean not null,
    template_deleted    boolean not null,
    epoch               bigint not null default 0,
    revision            bigint not null default 0,
    invalidated_at      timestamptz,
    cleared_at          timestamptz,
    validation_error    text,
    failures            jsonb not null,
    unique (template, name)
) with (fillfactor = 70);

-- What a claim depends on. Because these columns are a unique key, only a change of one of them waits for claims that
-- hold the row FOR KEY SHARE (and claims for it); raising the revision, which every other write does, does not.
create unique index preset_fence
    on preset (id, epoch, version_id, is_active_version, template_deprecated, template_deleted);

create table workspace (
    id         uuid primary key,
    preset_id  uuid not null references preset,
    version_id uuid not null references template_version,
    owner_id   uuid not null,
    owner_name text not null,
    name       text not null,
    phase      smallint not null check (phase between 0 and 6),
    ready      boolean not null,
    created_at timestamptz not null,
    claimed_at timestamptz,
    hand_over  smallint not null check (hand_over between 0 and 3),
    outputs    jsonb not null,
    unique (owner_id, name)
) with (fillfactor = 85);
create index workspace_member on workspace (preset_id)
    where owner_id = 'c42fdf75-3097-471c-8c33-fb52454d81c0';
create index workspace_preset on workspace (preset_id, id);

-- Builds outlive their workspaces: no foreign key to them.
create table build (
    id             uuid primary key,
    workspace_id   uuid not null,
    preset_id      uuid not null,
    version_id     uuid not null,
    kind           smallint not null check (kind between 0 and 2),
    status         smallint not null check (status between 0 and 5),
    applied_status smallint not null check (applied_status between 0 and 5),
    -- A column of its own, because the planner knows how rare a column's value is, and not how rare a difference is.
    unapplied      boolean not null generated always as (status <> applied_status) stored,
    priority       smallint not null check (priority between 0 and 2),
    queued_at      timestamptz not null,
    attempt        integer not null default 0 check (attempt >= 0),
    started_at     timestamptz,
    finished_at    timestamptz,
    -- Leased: when the lease runs out. Otherwise: when a worker may pick it up.
    due_at         timestamptz not null,
    lease_id       uuid,
    worker         text,
    probing_since  timestamptz,
    outputs        jsonb,
    error_class    smallint check (error_class between 0 and 2),
    error          text,
    -- When the workspace's row went; null: it stands.
    gone_at        timestamptz
) with (fillfactor = 70);
create index build_workspace on build (workspace_id);
create unique index build_unfinished on build (workspace_id) where status < 3;
create index build_due on build (priority, queued_at, id) where status < 3;
create index build_unapplied on build (preset_id, queued_at, id) where unapplied;
create index build_gone on build (gone_at) where gone_at is not null;

create table build_log (
    build_id uuid not null references build on delete cascade,
    position integer not null,
    length   integer not null,
    text     text not null,
    primary key (build_id, position)
);

create table claim (
    owner_id     uuid not null,
    request_id   text not null,
    workspace_id uuid not null unique,
    preset_id    uuid not null,
    name         text not null,
    claimed_at   timestamptz not null,
    gone_at      timestamptz,
    primary key (owner_id, request_id)
);
create index claim_gone on claim (gone_at) where gone_at is not null;

create table loop_settings (
    id         smallint primary key check (id = 1),
    paused     boolean not null,
    stop_cause text
);
insert into loop_settings (id, paused) values (1, false);
