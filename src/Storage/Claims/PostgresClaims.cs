using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// A batch of claims as one statement, which is one round trip and one flush. Every subquery sees the same instant; the row
/// that is updated is checked again after any wait for another's lock, therefore all that makes it claimable is a
/// predicate of that very row. The fence is read under a lock that only a change of the fence itself waits for.
/// </summary>
internal static class PostgresClaims
{
    public static Task<List<ClaimSight>> Commit(
        Session session, IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        var rows = ClaimRows.Of(claims);
        return session.Sql(Text(session.Dialect.Source(rows)))
            .With(rows)
            .With("presets", claims.Select(c => c.Preset.Value).Distinct().ToArray())
            .Within(SqlDialect.ClaimTimeout)
            .List(reader => ClaimSight.Read(reader, session.Dialect), stop);
    }

    private static string Text(string asked) =>
        $"""
        with asked as materialized (
            select * from {asked}
        ), fence as materialized (
            select id, epoch, version_id,
                is_active_version and not template_deprecated and not template_deleted as live
            from preset where id = any(@presets) for key share
        ), k as materialized (
            select c.n, claim.* from asked c
            join claim on claim.owner_id = c.owner_id and claim.request_id = c.request_id
        ), taken as materialized (
            select c.n from asked c join workspace w on w.owner_id = c.owner_id and w.name = c.name
        ), won as (
            update workspace w
            set owner_id = c.owner_id, owner_name = c.owner_name, name = c.name, claimed_at = c.at,
                hand_over = case when c.build_id is null then 0 else 1 end
            from asked c join fence p on p.id = c.preset_id and p.epoch = c.epoch and p.live
            where w.id = c.candidate and w.preset_id = c.preset_id and w.version_id = p.version_id
                and w.owner_id = {Literal.PrebuildsUser} and w.phase = 2 and w.ready
                and not exists (select from k where k.n = c.n)
                and not exists (select from taken t where t.n = c.n)
            returning c.n, w.version_id, w.outputs
        ), stored as (
            insert into claim (owner_id, request_id, workspace_id, preset_id, name, claimed_at)
            select c.owner_id, c.request_id, c.candidate, c.preset_id, c.name, c.at
            from won join asked c on c.n = won.n
        ), queued as (
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, due_at)
            select c.build_id, c.candidate, c.preset_id, won.version_id, 1, 0, 0, 0, c.at, c.at
            from won join asked c on c.n = won.n where c.build_id is not null
        )
        select c.n, p.epoch is not null, t.n is not null, won.outputs, {ClaimSight.Columns}
        from asked c
        left join fence p on p.id = c.preset_id and p.epoch = c.epoch
        left join taken t on t.n = c.n
        left join k on k.n = c.n
        left join workspace kw on kw.id = k.workspace_id
        left join won on won.n = c.n
        """;
}
