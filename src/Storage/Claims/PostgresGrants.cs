using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// The statement that grants what can be granted and looks for nothing else: unique keys refuse a request or a name
/// that is taken, and undo all of it; a candidate that cannot be claimed is passed over. A preset is locked and judged
/// once, however many claims ask for it.
/// </summary>
internal static class PostgresGrants
{
    /// <summary>
    /// What a grant brings with it: its request's key, its hand-over's build, its event. Of the rows <c>won</c>.
    /// </summary>
    public const string Consequences =
        """
        stored as (
            insert into claim (owner_id, request_id, workspace_id, preset_id, name, claimed_at)
            select owner_id, request_id, id, preset_id, name, at from won
        ), queued as (
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, due_at, machine)
            select build_id, id, preset_id, version_id, 1, 0, 0, 0, at, at, machine from won where build_id is not null
        ), told as (
            insert into event (at, kind, preset_id, workspace_id, actor, detail)
            select at, 0, preset_id, id, owner_name, name from won
        )
        """;

    /// <summary>The statement over a batch; its rows are the grants.</summary>
    public static string Text(string claims) =>
        $"""
        with held as materialized (
            select p.id, p.version_id, p.rolling
            from (
                select distinct preset_id, epoch from {claims} order by preset_id
            ) d cross join lateral (
                select id, version_id, {StoredJson.IsRollingPool} as rolling
                from preset where id = d.preset_id and epoch = d.epoch
                    and is_active_version and not template_deprecated and not template_deleted
                for key share
            ) p
        ), won as (
            update workspace w
            set owner_id = c.owner_id, owner_name = c.owner_name, name = c.name, claimed_at = c.at,
                hand_over = case when c.build_id is null then 0 else 1 end
            from {claims}
            where w.id = c.candidate and w.preset_id = c.preset_id
                and exists (
                    select from held p where p.id = c.preset_id and (p.version_id = w.version_id or p.rolling))
                and w.owner_id = {Literal.PrebuildsUser} and w.phase = 2 and w.ready
            returning c.n, c.owner_id, c.owner_name, c.request_id, c.name, c.at, c.build_id,
                w.id, w.preset_id, w.version_id, w.machine, w.outputs, w.secrets
        ), {Consequences}
        select n, outputs, secrets from won
        """;
}
