using Prebuilds.Users;

namespace Prebuilds.Bench.Claims.Peers;

/// <summary>
/// The claim as peers write it: whether a workspace can be handed out is derived from its newest build, that build's
/// job, the readiness of the agents on the resources that the job made, and whether its template still has that version
/// active. Indexed so that every step is a short index scan; the owner, which decides, is a predicate of the row that
/// is locked, so nobody is given what another has just taken.
/// </summary>
internal static class JoinedSql
{
    private static string Owner { get; } = $"'{SystemUser.Prebuilds}'";

    /// <summary>The statements.</summary>
    public static SqlClaimTexts Texts => new(
        "joined",
        Schema(),
        "truncate joined.workspace, joined.template, joined.build, joined.job, joined.resource, joined.agent,"
            + " joined.claim, joined.event",
        Fill,
        "vacuum analyze joined.workspace, joined.template, joined.build, joined.job, joined.resource, joined.agent",
        Claim(),
        "select c.workspace_id from joined.claim c join joined.workspace w on w.id = c.workspace_id"
            + " and w.owner_id = c.owner_id");

    private static string Schema() =>
        $"""
        create schema joined;
        create table joined.template (
            id uuid primary key, active_version_id uuid not null, deleted boolean not null default false
        );
        create table joined.workspace (
            id uuid primary key, template_id uuid not null, preset_id uuid not null, owner_id uuid not null,
            name text not null,
            created_at timestamptz not null, updated_at timestamptz not null, deleted boolean not null default false
        ) with (fillfactor = 85);
        create unique index on joined.workspace (owner_id, name) where not deleted;
        create index on joined.workspace (preset_id, created_at, id) where owner_id = {Owner} and not deleted;
        create table joined.job (
            id uuid primary key, status smallint not null, created_at timestamptz not null, started_at timestamptz,
            completed_at timestamptz, error text
        );
        create index on joined.job (created_at) where started_at is null;
        create table joined.build (
            id uuid primary key, workspace_id uuid not null, template_version_id uuid not null, number int not null,
            transition smallint not null, job_id uuid not null, initiator_id uuid not null,
            created_at timestamptz not null,
            unique (workspace_id, number)
        );
        create table joined.resource (id uuid primary key, job_id uuid not null);
        create index on joined.resource (job_id);
        create table joined.agent (
            id uuid primary key, resource_id uuid not null, state smallint not null, ready_at timestamptz
        );
        create index on joined.agent (resource_id);
        create table joined.claim (
            owner_id uuid not null, request_id text not null, workspace_id uuid not null unique,
            claimed_at timestamptz not null, primary key (owner_id, request_id)
        );
        create table joined.event (
            id bigint generated always as identity primary key, at timestamptz not null, kind smallint not null,
            preset_id uuid not null, workspace_id uuid not null, build_id uuid, owner_id uuid not null
        );
        """;

    private static string[] Fill =>
    [
        "insert into joined.template (id, active_version_id) select @owner, @owner",
        """
        insert into joined.workspace (id, template_id, preset_id, owner_id, name, created_at, updated_at)
        select id, @owner, preset_id, @owner, 'prebuild-' || right(id::text, 12),
            now() - interval '1 hour' + n * interval '1 millisecond', now()
        from unnest(@ids, @preset_ids) with ordinality as m(id, preset_id, n)
        """,
        """
        insert into joined.job (id, status, created_at, started_at, completed_at)
        select id, 3, created_at, created_at, created_at from joined.workspace
        """,
        """
        insert into joined.build (
            id, workspace_id, template_version_id, number, transition, job_id, initiator_id, created_at)
        select id, id, @owner, 1, 0, id, owner_id, created_at from joined.workspace
        """,
        "insert into joined.resource (id, job_id) select id, id from joined.workspace",
        "insert into joined.agent (id, resource_id, state, ready_at) "
        + "select id, id, 2, created_at from joined.workspace",
    ];

    private static string Claim() =>
        $"""
        with picked as (
            select w.id
            from joined.workspace w
            join lateral (
                select * from joined.build b where b.workspace_id = w.id order by b.number desc limit 1
            ) b on true
            join joined.job j on j.id = b.job_id
            join joined.template t on t.id = w.template_id
            where w.preset_id = $1 and w.owner_id = {Owner} and not w.deleted
                and b.transition = 0 and j.status = 3 and j.completed_at is not null
                and b.template_version_id = t.active_version_id and not t.deleted
                and (
                    select bool_and(a.state = 2)
                    from joined.resource r join joined.agent a on a.resource_id = r.id
                    where r.job_id = j.id)
            order by w.created_at, w.id
            limit 1
            for update of w skip locked
        ), won as (
            update joined.workspace w
            set owner_id = $2, name = $3, updated_at = now()
            from picked
            where w.id = picked.id and w.owner_id = {Owner} and not w.deleted
            returning w.id, w.preset_id, w.template_id
        ), stored as (
            insert into joined.claim (owner_id, request_id, workspace_id, claimed_at) select $2, $4, id, now() from won
        ), job as (
            insert into joined.job (id, status, created_at) select $5, 0, now() from won
        ), build as (
            insert into joined.build (
                id, workspace_id, template_version_id, number, transition, job_id, initiator_id, created_at)
            select $5, id, template_id, 2, 0, $5, $2, now() from won
        ), told as (
            insert into joined.event (at, kind, preset_id, workspace_id, build_id, owner_id)
            select now(), 1, preset_id, id, $5, $2 from won
        )
        select id from won
        """;
}
