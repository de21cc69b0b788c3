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
            Play(change);
        }

        return new WriteEffect(
            [.. rows.Values.OfType<Workspace>()],
            [.. rows.Where(row => row.Value is null).Select(row => row.Key)]);

        static Workspace Changed(Workspace row, WorkspaceProgress after) =>
            row with { Phase = after.Phase, Ready = after.Ready, HandOver = after.HandOver };

        Workspace? Row(WorkspaceId id) => rows.TryGetValue(id, out var row) ? row : held(id);

        void Play(PresetChange change)
        {
            switch (change)
            {
                case PresetChange.Create create:
                    rows[create.Member.Id] = create.Member;
                    break;
                case PresetChange.Cancel cancel when !refused.Contains(cancel.Member):
                    rows[cancel.Member] = null;
                    break;
                case PresetChange.Delete delete when !refused.Contains(delete.Workspace)
                    && Row(delete.Workspace) is { } row:
                    rows[row.Id] = row with { Phase = WorkspacePhase.Deleting, Ready = false };
                    break;
                case PresetChange.Withdraw withdraw
                    when !refused.Contains(withdraw.Build.Workspace) && Row(withdraw.Build.Workspace) is { } row:
                    rows[row.Id] = Changed(row, withdraw.After);
                    break;
                case PresetChange.Apply apply when !refused.Contains(apply.Build.Workspace)
                    && Row(apply.Build.Workspace) is { } row:
                    rows[row.Id] = apply.After is { } after
                        ? Changed(row, after)
                        : null;
                    break;
            }
        }
    }
}
