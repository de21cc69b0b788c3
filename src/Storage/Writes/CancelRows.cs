using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Writes <see cref="PresetChange.Cancel"/>.</summary>
internal static class CancelRows
{
    /// <returns>The members that were refused.</returns>
    public static async Task<IEnumerable<WorkspaceId>> Write(
        Session session, PresetWrite write, IReadOnlyList<PresetChange.Cancel> cancels, CancellationToken stop)
    {
        var asked = cancels.Select(cancel => cancel.Member).ToList();
        var rows = new RowBatch("r")
            .Column("member", asked.Select(member => member.Value))
            .Column("reason", cancels.Select(cancel => cancel.Reason));
        var cancelled = await session.Sql(
            $"""
            update build as b set status = 5, applied_status = 5, finished_at = @at, reason = r.reason
            from {session.Dialect.Source(rows)}
            where b.workspace_id = r.member and b.preset_id = @preset
                and b.kind = 0 and b.status = 0 and b.started_at is null
                and exists (select 1 from workspace w where w.id = r.member and w.owner_id = {Literal.PrebuildsUser})
            returning workspace_id
            """)
            .With("at", write.At)
            .With("preset", write.Preset.Value)
            .With(rows)
            .List(row => new WorkspaceId(row.GetGuid(0)), stop);
        await GoneRows.Remove(session, write, cancelled, stop);
        return asked.Except(cancelled);
    }
}
