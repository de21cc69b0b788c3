using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Writes <see cref="PresetChange.Delete"/>.</summary>
internal static class DeleteRows
{
    /// <returns>The workspaces that were refused.</returns>
    public static async Task<IEnumerable<WorkspaceId>> Write(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Delete> deletes, CancellationToken stop)
    {
        var marked = (await Mark(session, write, deletes, stop)).ToHashSet();
        PresetChange.Delete[] accepted = [.. deletes.Where(delete => marked.Contains(delete.Workspace))];
        if (accepted.Length > 0)
        {
            await Queue(session, write, accepted, stop);
        }

        return deletes.Select(delete => delete.Workspace).Except(marked);
    }

    // The preset stands in every row, else SQLite would look through all workspaces of the preset for each.
    private static Task<List<WorkspaceId>> Mark(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Delete> deletes, CancellationToken stop)
    {
        var rows = new RowBatch("r")
            .Column("workspace", deletes.Select(delete => delete.Workspace.Value))
            .Column("preset", deletes.Select(_ => write.Preset.Value))
            .Column("owner", deletes.Select(delete => delete.Owner.Value));
        return session.Sql(
            $"""
            update workspace as w set phase = 5, ready = false from {session.Dialect.Source(rows)}
            where w.id = r.workspace and w.preset_id = r.preset and w.owner_id = r.owner and w.phase in (2, 4, 6)
            returning id
            """)
            .With(rows)
            .List(row => new WorkspaceId(row.GetGuid(0)), stop);
    }

    // Whatever else was to be done to the workspace is withdrawn. A worker that is busy with it learns that when it
    // renews its lease, and the delete build is not leased before that lease ends.
    private static async Task Queue(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Delete> deletes, CancellationToken stop)
    {
        var rows = new RowBatch("r")
            .Column("workspace", deletes.Select(delete => delete.Workspace.Value))
            .Column("build_id", deletes.Select(delete => delete.Build.Value))
            .Column("priority", deletes.Select(delete => delete.Priority));
        var source = session.Dialect.Source(rows);
        string[] statements =
        [
            $"""
            update build set status = 5, applied_status = 5, finished_at = @at, reason = 'Its workspace is deleted.'
            where status < 3 and workspace_id in (select r.workspace from {source})
            """,
            $"""
            insert into build (id, workspace_id, preset_id, version_id, kind, status, applied_status, priority,
                queued_at, due_at, machine)
            select r.build_id, w.id, w.preset_id, w.version_id, 2, 0, 0, r.priority, @at, @at, w.machine
            from {source} join workspace w on w.id = r.workspace
            """,
        ];
        foreach (var statement in statements)
        {
            await session.Sql(statement).With("at", write.At).With(rows).Execute(stop);
        }
    }
}
