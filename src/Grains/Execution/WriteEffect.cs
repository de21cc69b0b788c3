using System.Collections.Immutable;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Execution;

/// <summary>What a written step makes of the members held in memory.</summary>
/// <param name="Changed">Members as they are now.</param>
/// <param name="Gone">Members whose row went.</param>
internal sealed record WriteEffect(ImmutableArray<Workspace> Changed, ImmutableArray<WorkspaceId> Gone)
{
    /// <summary>The effect of the changes that were not refused.</summary>
    /// <param name="changes">The step.</param>
    /// <param name="refused">The workspaces whose change was left out.</param>
    /// <param name="held">The member held in memory; null: it is not the pool's.</param>
    public static WriteEffect Of(
        ImmutableArray<PresetChange> changes,
        IReadOnlySet<WorkspaceId> refused,
        Func<WorkspaceId, Workspace?> held)
    {
        var rows = new Dictionary<WorkspaceId, Workspace?>();
        foreach (var change in changes)
        {
            if (Played(change, Row) is (var id, var row) && (change is PresetChange.Create || !refused.Contains(id)))
            {
                rows[id] = row;
            }
        }

        return new WriteEffect(
            [.. rows.Values.OfType<Workspace>()],
            [.. rows.Where(row => row.Value is null).Select(row => row.Key)]);

        Workspace? Row(WorkspaceId id) => rows.TryGetValue(id, out var row) ? row : held(id);
    }

    /// <summary>What a change makes of its row, null: it goes; null when it concerns no row of the pool's.</summary>
    private static (WorkspaceId Id, Workspace? Row)? Played(PresetChange change, Func<WorkspaceId, Workspace?> row) =>
        change switch
        {
            PresetChange.Create create => (create.Member.Id, create.Member),
            PresetChange.Cancel cancel => (cancel.Member, null),
            PresetChange.Delete delete when row(delete.Workspace) is { } before =>
                (before.Id, before with { Phase = WorkspacePhase.Deleting, Ready = false }),
            PresetChange.Withdraw withdraw when row(withdraw.Build.Workspace) is { } before =>
                (before.Id, Moved(before, withdraw.After)),
            PresetChange.Apply apply when row(apply.Build.Workspace) is { } before =>
                (before.Id, apply.After is { } after ? Moved(before, after) : null),
            _ => null,
        };

    private static Workspace Moved(Workspace row, WorkspaceProgress after) =>
        row with { Phase = after.Phase, Ready = after.Ready, HandOver = after.HandOver };
}
