using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>Removes workspaces' rows.</summary>
internal static class GoneRows
{
    /// <summary>
    /// Removes the rows. Their builds and claims stay until they are pruned; nothing is left to be done or applied for
    /// what is gone.
    /// </summary>
    public static async Task Remove(
        Session session, PresetWrite write, IReadOnlyCollection<WorkspaceId> workspaces, CancellationToken stop)
    {
        if (workspaces.Count == 0)
        {
            return;
        }

        var rows = RowBatch.Of("r", "gone", workspaces.Select(workspace => workspace.Value));
        var these = $"(select r.gone from {session.Dialect.Source(rows)})";
        string[] statements =
        [
            $"delete from workspace where preset_id = @preset and id in {these}",
            $"""
            update build set gone_at = @at, finished_at = coalesce(finished_at, @at),
                status = case when status < 3 then 5 else status end,
                applied_status = case when status < 3 then 5 else status end,
                reason = case when status < 3 then 'Its workspace is gone.' else reason end
            where preset_id = @preset and workspace_id in {these}
            """,
            $"update claim set gone_at = @at where preset_id = @preset and workspace_id in {these}",
        ];
        foreach (var statement in statements)
        {
            await session.Sql(statement)
                .With("preset", write.Preset.Value)
                .With("at", write.At)
                .With(rows)
                .Execute(stop);
        }
    }
}
