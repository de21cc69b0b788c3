using Npgsql;
using Prebuilds.Bench.Cluster;
using Prebuilds.Client;
using Prebuilds.Grains.Templates;
using Prebuilds.Users;

namespace Prebuilds.Bench.Seeds;

/// <summary>
/// Gives a cluster pools whose members no provisioner made, with the builds that would have made them.
/// </summary>
internal static class PrebuildsSeed
{
    /// <summary>
    /// Pushes the template as users do. Presets beyond what one template may have are added as copies of the first;
    /// they cannot be built, only looked at.
    /// </summary>
    public static async Task Push(BenchCluster cluster, PoolSet pools)
    {
        var package = BenchTemplate.Of(pools);
        if (await cluster.Client.Templates.Push(pools.Template, package, activate: true) is not PushOutcome.Pushed)
        {
            throw new InvalidOperationException("The bench's own template was refused.");
        }

        await cluster.Database.Execute(
            """
            insert into preset (id, template, name, version_id, parameters, pool, has_claim_step, is_active_version,
                template_deprecated, template_deleted, failures)
            select n.id, p.template, n.name, p.version_id, p.parameters, p.pool, p.has_claim_step, p.is_active_version,
                p.template_deprecated, p.template_deleted, p.failures
            from preset p, unnest(@ids, @names) as n(id, name)
            where p.template = @template and p.name = 'p0'
            on conflict do nothing
            """,
            ("ids", pools.Names.Select(name => name.ToId().Value).ToArray()),
            ("names", pools.Names.Select(name => name.Preset).ToArray()),
            ("template", pools.Template));
    }

    /// <summary>Forgets every workspace and build, makes new members, and lets the warm grains see them.</summary>
    public static async Task Fill(BenchCluster cluster, PoolSet pools)
    {
        await cluster.Database.Execute("truncate build, build_log, workspace, workspace_state, claim, event");
        await InsertMembers(cluster.Database, pools);
        // As every write of members does: else pools at rest would not be shown them.
        await cluster.Database.Execute("update preset set revision = revision + 1");
        await cluster.Database.Execute("vacuum analyze workspace, build, preset");
        await Look(cluster.Client);
    }

    /// <summary>One pass; fails with the first error.</summary>
    public static async Task<TimeSpan> Look(PrebuildsClient client)
    {
        var report = await client.Loop.ReconcileAll();
        return report.Errors is [var first, ..] ? throw new InvalidOperationException(first) : report.Duration;
    }

    /// <summary>
    /// One pass in which every pool is told to look again, because the loop's settings changed; the loop runs after it.
    /// </summary>
    public static async Task<TimeSpan> LookAtAll(PrebuildsClient client)
    {
        await client.Loop.Pause();
        await client.Loop.Resume();
        var pass = (await client.Loop.GetStatus()).LastPass!;
        return pass.Errors is [var first, ..] ? throw new InvalidOperationException(first) : pass.Duration;
    }

    private static async Task InsertMembers(NpgsqlDataSource database, PoolSet pools)
    {
        var (ids, presetIds) = pools.NewMembers();
        await database.Execute(
            """
            insert into workspace (id, preset_id, version_id, owner_id, owner_name, name, phase, ready, created_at,
                hand_over, outputs)
            select m.id, m.preset_id, p.version_id, @owner, @owner_name, 'prebuild-' || right(m.id::text, 12), 2, true,
                now() - interval '1 hour' + m.n * interval '1 millisecond', 0, '{"url":"https://bench.example"}'
            from unnest(@ids, @preset_ids) with ordinality as m(id, preset_id, n)
            join preset p on p.id = m.preset_id
            """,
            ("ids", ids),
            ("preset_ids", presetIds),
            ("owner", SystemUser.Prebuilds.Value),
            ("owner_name", SystemUser.PrebuildsName));
        await database.Execute(
            """
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, attempt, started_at, finished_at, due_at)
            select id, id, preset_id, version_id, 0, 3, 3, 2, created_at, 1, created_at, created_at, created_at
            from workspace
            """);
    }
}
