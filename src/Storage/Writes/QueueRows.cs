using Prebuilds.Builds;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Writes what operators want of single builds; rare, so one after the other.</summary>
internal static class QueueRows
{
    // A member's create build is its pool's affair; what became of a claimed workspace's is its owner's.
    private static string Withdrawn { get; } =
        $"""
        update build as b set status = 5, applied_status = 5, finished_at = @at, reason = @reason
        where b.id = @build and b.preset_id = @preset and b.status < 3 and b.kind in (0, 1)
            and exists (
                select 1 from workspace w
                where w.id = b.workspace_id and w.phase <> 5 and (b.kind = 1 or w.owner_id = {Literal.PrebuildsUser}))
        """;

    // A machine that began to make it is the one that can remove it; its word may not be applied yet.
    private const string Left =
        """
        update workspace as w set phase = @phase, ready = @ready, hand_over = @hand_over,
            machine = coalesce((select b.machine from build b where b.id = @build), w.machine)
        where w.id = @workspace and w.preset_id = @preset
        """;

    private const string Deletion =
        """
        insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
            queued_at, due_at, machine)
        select @deletion, w.id, w.preset_id, w.version_id, 2, 0, 0, 0, @at, @at, w.machine
        from workspace w where w.id = @workspace
        """;

    private const string Due =
        """
        update build set due_at = @at
        where id = @build and preset_id = @preset and status = 0 and lease_id is null
        """;

    private const string Pending =
        """
        update workspace set hand_over = 1
        where id = @workspace and preset_id = @preset and owner_id = @owner and hand_over = 3 and phase <> 5
        """;

    private const string Again =
        """
        insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
            queued_at, due_at, machine)
        select @build, w.id, w.preset_id, w.version_id, 1, 0, 0, 0, @at, @at, w.machine
        from workspace w where w.id = @workspace
        """;

    /// <returns>The workspaces that were refused.</returns>
    public static Task<IEnumerable<WorkspaceId>> Withdraw(
        Session session, PresetWrite write, IEnumerable<PresetChange.Withdraw> changes, CancellationToken stop) => Each(
        changes,
        async change =>
        {
            var build = change.Build.Id.Value;
            if (await Of(session, write, Withdrawn)
                .With("build", build)
                .With("reason", change.Reason)
                .With("at", write.At)
                .Execute(stop) != 1)
            {
                return change.Build.Workspace;
            }

            await Of(session, write, Left)
                .With("build", build)
                .With("workspace", change.Build.Workspace.Value)
                .With("phase", change.After.Phase)
                .With("ready", change.After.Ready)
                .With("hand_over", change.After.HandOver)
                .Execute(stop);
            if (change.Deletion is { } deletion)
            {
                await session.Sql(Deletion)
                    .With("deletion", deletion.Value)
                    .With("workspace", change.Build.Workspace.Value)
                    .With("at", write.At)
                    .Execute(stop);
            }

            var cancelled = change.Build with { Status = BuildStatus.Cancelled };
            await EventRows.BuildsEnded(session, [cancelled], write.At, stop);
            return null;
        });

    /// <returns>The workspaces that were refused.</returns>
    public static Task<IEnumerable<WorkspaceId>> Hasten(
        Session session, PresetWrite write, IEnumerable<PresetChange.Hasten> changes, CancellationToken stop) => Each(
        changes,
        async change => await Of(session, write, Due)
            .With("build", change.Build.Id.Value)
            .With("at", write.At)
            .Execute(stop) == 1 ? null : change.Build.Workspace);

    /// <returns>The workspaces that were refused.</returns>
    public static Task<IEnumerable<WorkspaceId>> HandOver(
        Session session,
        PresetWrite write,
        IEnumerable<PresetChange.HandOverAgain> changes,
        CancellationToken stop) => Each(
        changes,
        async change =>
        {
            if (await Of(session, write, Pending)
                .With("workspace", change.Workspace.Value)
                .With("owner", change.Owner.Value)
                .Execute(stop) != 1)
            {
                return change.Workspace;
            }

            await session.Sql(Again)
                .With("build", change.Build.Value)
                .With("workspace", change.Workspace.Value)
                .With("at", write.At)
                .Execute(stop);
            return null;
        });

    private static Statement Of(Session session, PresetWrite write, string sql) =>
        session.Sql(sql).With("preset", write.Preset.Value);

    private static async Task<IEnumerable<WorkspaceId>> Each<T>(
        IEnumerable<T> changes, Func<T, Task<WorkspaceId?>> write)
    {
        var refused = new List<WorkspaceId>();
        foreach (var change in changes)
        {
            if (await write(change) is { } workspace)
            {
                refused.Add(workspace);
            }
        }

        return refused;
    }
}
