using Prebuilds.Users;

namespace Prebuilds.Bench.Claims.Peers;

/// <summary>
/// The best claim that one statement per claim allows: one flat table, and an index of exactly what can be claimed.
/// </summary>
internal static class TunedSql
{
    private static string Owner { get; } = $"'{SystemUser.Prebuilds}'";

    /// <summary>The statements.</summary>
    public static SqlClaimTexts Texts => new(
        "tuned",
        Schema,
        "truncate tuned.workspace, tuned.build, tuned.claim, tuned.event",
        Fill,
        "vacuum analyze tuned.workspace, tuned.build",
        Claim(),
        "select c.workspace_id from tuned.claim c join tuned.workspace w on w.id = c.workspace_id"
            + " and w.owner_id = c.owner_id");

    private const string Schema =
        """
        create schema tuned;
        create table tuned.workspace (
            id uuid primary key, preset_id uuid not null, owner_id uuid not null, name text not null,
            created_at timestamptz not null, eligible boolean not null, unique (owner_id, name)
        ) with (fillfactor = 85);
        create index on tuned.workspace (preset_id, created_at, id) where eligible;
        create table tuned.build (
            id uuid primary key, workspace_id uuid not null, kind smallint not null, status smallint not null,
            queued_at timestamptz not null
        );
        create index on tuned.build (workspace_id);
        create index on tuned.build (queued_at) where status = 0;
        create table tuned.claim (
            owner_id uuid not null, request_id text not null, workspace_id uuid not null unique,
            claimed_at timestamptz not null, primary key (owner_id, request_id)
        );
        create table tuned.event (
            id bigint generated always as identity primary key, at timestamptz not null, kind smallint not null,
            preset_id uuid not null, workspace_id uuid not null, build_id uuid, owner_id uuid not null
        );
        """;

    private static string[] Fill =>
    [
        """
        insert into tuned.workspace (id, preset_id, owner_id, name, created_at, eligible)
        select id, preset_id, @owner, 'prebuild-' || right(id::text, 12),
            now() - interval '1 hour' + n * interval '1 millisecond', true
        from unnest(@ids, @preset_ids) with ordinality as m(id, preset_id, n)
        """,
        """
        insert into tuned.build (id, workspace_id, kind, status, queued_at)
        select id, id, 0, 3, created_at from tuned.workspace
        """,
    ];

    private static string Claim() =>
        $"""
        with won as (
            update tuned.workspace w
            set owner_id = $2, name = $3, eligible = false
            where w.id = (
                    select id from tuned.workspace where preset_id = $1 and eligible
                    order by created_at, id limit 1 for update skip locked
                )
                and w.owner_id = {Owner} and w.eligible
            returning w.id, w.preset_id
        ), stored as (
            insert into tuned.claim (owner_id, request_id, workspace_id, claimed_at) select $2, $4, id, now() from won
        ), build as (
            insert into tuned.build (id, workspace_id, kind, status, queued_at) select $5, id, 1, 0, now() from won
        ), told as (
            insert into tuned.event (at, kind, preset_id, workspace_id, build_id, owner_id)
            select now(), 1, preset_id, id, $5, $2 from won
        )
        select id from won
        """;
}
