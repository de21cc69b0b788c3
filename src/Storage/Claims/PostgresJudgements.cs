using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// The statement that decides about claims of every kind, and says why one was not granted. All of it sees the same
/// instant; a row that is updated or locked is checked again after any wait for another's lock, therefore all that
/// makes a member claimable is a predicate of its very row. The preset's row is read under a lock that only a change of
/// epoch or liveness waits for.
/// </summary>
/// <remarks>
/// Nothing is joined but by key: joining the batch with itself would cost its square. What may not be there is looked
/// up as the first row from its key on, which only that key's index can tell: to a planner that saw an empty table
/// every index is as short as any other, and its plan is kept while the table grows.
/// </remarks>
internal static class PostgresJudgements
{
    /// <summary>The statement over a batch; its rows are sights, up to two for a claim.</summary>
    public static string Text(string claims) =>
        $"""
        with asked as materialized (
            select c.*, p.version_id, p.rolling, coalesce(p.live, false) as live,
                p.version_id is not null as epoch_holds,
                t.name is not null as name_taken,
                {ClaimSight.EarlierColumns}
            from {claims}
            left join lateral (
                select version_id, is_active_version and not template_deprecated and not template_deleted as live,
                    {StoredJson.IsRollingPool} as rolling
                from preset where id = c.preset_id and epoch = c.epoch for key share
            ) p on true
            left join lateral (
                select owner_id, name from workspace where (owner_id, name) >= (c.owner_id, c.name)
                order by owner_id, name limit 1
            ) t on t.owner_id = c.owner_id and t.name = c.name
            left join lateral (
                select * from claim where (owner_id, request_id) >= (c.owner_id, c.request_id)
                order by owner_id, request_id limit 1
            ) k on k.owner_id = c.owner_id and k.request_id = c.request_id
            left join workspace kw on kw.id = k.workspace_id
        ), won as (
            update workspace w
            set owner_id = a.owner_id, owner_name = a.owner_name, name = a.name, claimed_at = a.at,
                hand_over = case when a.build_id is null then 0 else 1 end
            from asked a
            where a.live and not a.name_taken and a.earlier_id is null
                and w.id = a.candidate and w.preset_id = a.preset_id and (w.version_id = a.version_id or a.rolling)
                and w.owner_id = {Literal.PrebuildsUser} and w.phase = 2 and w.ready
            returning a.n, a.owner_id, a.owner_name, a.request_id, a.name, a.at, a.build_id,
                w.id, w.preset_id, w.version_id, w.machine, w.outputs, w.secrets
        ), {PostgresGrants.Consequences}
        select n, epoch_holds, name_taken, null::jsonb as given, earlier_id, earlier_preset, earlier_name, earlier_at,
            earlier_hand_over, earlier_outputs, earlier_secrets, null::jsonb as given_secrets
        from asked
        union all
        select n, true, false, outputs, null, null, null, null, null, null, null, secrets from won
        """;
}
