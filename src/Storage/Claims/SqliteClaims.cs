using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// A batch of claims in one transaction that nobody else writes beside: what was seen holds until the commit.
/// </summary>
internal static class SqliteClaims
{
    public static async Task<List<ClaimSight>> Commit(
        Session session, IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        var rows = ClaimRows.Of(claims);
        var sights = await session.Sql(Look(session.Dialect.Source(rows)))
            .With(rows)
            .List(reader => ClaimSight.Read(reader, session.Dialect), stop);
        ClaimCommit[] won = [.. sights.Where(sight => sight.Given is not null).Select(sight => claims[sight.Number])];
        if (won.Length > 0)
        {
            await Give(session, won, stop);
        }

        await session.Commit();
        return sights;
    }

    // The plus keeps SQLite from looking rows up by their owner, who owns all members.
    private static async Task Give(Session session, ClaimCommit[] won, CancellationToken stop)
    {
        var rows = ClaimRows.Of(won);
        var source = session.Dialect.Source(rows);
        string[] statements =
        [
            $"""
            update workspace as w
            set owner_id = c.owner_id, owner_name = c.owner_name, name = c.name, claimed_at = c.at,
                hand_over = case when c.build_id is null then 0 else 1 end
            from {source}
            where w.id = c.candidate and +w.owner_id = {Literal.PrebuildsUser} and w.phase = 2 and w.ready
            """,
            $"""
            insert into claim (owner_id, request_id, workspace_id, preset_id, name, claimed_at)
            select c.owner_id, c.request_id, c.candidate, c.preset_id, c.name, c.at from {source}
            """,
            $"""
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, due_at, machine)
            select c.build_id, c.candidate, c.preset_id, w.version_id, 1, 0, 0, 0, c.at, c.at, w.machine
            from {source} join workspace w on w.id = c.candidate where c.build_id is not null
            """,
            $"""
            insert into event (at, kind, preset_id, workspace_id, actor, detail)
            select c.at, 0, c.preset_id, c.candidate, c.owner_name, c.name from {source}
            """,
        ];
        foreach (var statement in statements)
        {
            await session.Sql(statement).With(rows).Execute(stop);
        }
    }

    private static string Look(string asked) =>
        $"""
        select c.n, p.id is not null,
            exists (select 1 from workspace t where t.owner_id = c.owner_id and t.name = c.name),
            w.outputs, {ClaimSight.EarlierColumns}, w.secrets
        from {asked}
        left join preset p on p.id = c.preset_id and p.epoch = c.epoch
        left join claim k on k.owner_id = c.owner_id and k.request_id = c.request_id
        left join workspace kw on kw.id = k.workspace_id
        left join workspace w on w.id = c.candidate and w.preset_id = c.preset_id
            and (w.version_id = p.version_id or {StoredJson.IsRollingPool})
            and p.is_active_version and not p.template_deprecated and not p.template_deleted
            and w.owner_id = {Literal.PrebuildsUser} and w.phase = 2 and w.ready
            and k.owner_id is null
            and not exists (select 1 from workspace t where t.owner_id = c.owner_id and t.name = c.name)
        """;
}
