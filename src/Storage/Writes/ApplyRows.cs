using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Writes <see cref="PresetChange.Apply"/>.</summary>
internal static class ApplyRows
{
    /// <returns>The workspaces that were refused.</returns>
    public static async Task<IEnumerable<WorkspaceId>> Write(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Apply> applies, CancellationToken stop)
    {
        var marked = (await Mark(session, write, applies, stop)).ToHashSet();
        var accepted = applies.ToLookup(apply => marked.Contains(apply.Build.Id.Value));
        await Update(session, write, [.. accepted[true].Where(apply => apply.After is not null)], stop);
        WorkspaceId[] gone =
        [
            .. accepted[true].Where(apply => apply.After is null).Select(apply => apply.Build.Workspace),
        ];
        await EventRows.WorkspacesDeleted(session, gone, write.At, stop);
        await GoneRows.Remove(session, write, gone, stop);
        await EventRows.BuildsEnded(session, accepted[true].Select(apply => apply.Build), write.At, stop);
        return accepted[false].Select(apply => apply.Build.Workspace);
    }

    private static Task<List<Guid>> Mark(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Apply> applies, CancellationToken stop)
    {
        var rows = new RowBatch("r")
            .Column("build_id", applies.Select(apply => apply.Build.Id.Value))
            .Column("seen", applies.Select(apply => apply.Build.Status));
        return session.Sql(
            $"""
            update build as b set applied_status = b.status from {session.Dialect.Source(rows)}
            where b.id = r.build_id and b.preset_id = @preset and b.status = r.seen and b.applied_status <> b.status
            returning id
            """)
            .With("preset", write.Preset.Value)
            .With(rows)
            .List(Rows.Id, stop);
    }

    // The preset stands in every row, else SQLite would look through all workspaces of the preset for each.
    private static Task<int> Update(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Apply> applies, CancellationToken stop)
    {
        var after = applies.Select(apply => apply.After!).ToList();
        var rows = new RowBatch("r")
            .Column("build_id", applies.Select(apply => apply.Build.Id.Value))
            .Column("workspace", applies.Select(apply => apply.Build.Workspace.Value))
            .Column("preset", applies.Select(_ => write.Preset.Value))
            .Column("phase", after.Select(progress => progress.Phase))
            .Column("is_ready", after.Select(progress => progress.Ready))
            .Column("hand_over", after.Select(progress => progress.HandOver));
        return session.Sql(
            $"""
            update workspace as w set phase = r.phase, ready = r.is_ready, hand_over = r.hand_over,
                outputs = coalesce((select b.outputs from build b where b.id = r.build_id and b.status = 3), w.outputs),
                secrets = case
                    when exists (
                        select 1 from build b where b.id = r.build_id and b.status = 3 and b.outputs is not null)
                    then (select b.secrets from build b where b.id = r.build_id) else w.secrets end,
                machine = coalesce((select b.machine from build b where b.id = r.build_id), w.machine)
            from {session.Dialect.Source(rows)}
            where w.id = r.workspace and w.preset_id = r.preset
            """)
            .With(rows)
            .Execute(stop);
    }
}
