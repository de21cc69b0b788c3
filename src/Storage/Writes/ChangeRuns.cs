using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>
/// Parts changes into runs that can each be one statement without changing what their order means: neighbours of the
/// same kind, each of another workspace.
/// </summary>
internal static class ChangeRuns
{
    public static IEnumerable<IReadOnlyList<PresetChange>> Of(ImmutableArray<PresetChange> changes)
    {
        var run = new List<PresetChange>();
        var workspaces = new HashSet<WorkspaceId?>();
        foreach (var change in changes)
        {
            var parts = run.Count > 0
                && (run[0].GetType() != change.GetType() || workspaces.Contains(WorkspaceOf(change)));
            if (parts)
            {
                yield return run;
                run = [];
                workspaces.Clear();
            }

            run.Add(change);
            workspaces.Add(WorkspaceOf(change));
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static WorkspaceId? WorkspaceOf(PresetChange change) => change switch
    {
        PresetChange.Create create => create.Member.Id,
        PresetChange.Cancel cancel => cancel.Member,
        PresetChange.Delete delete => delete.Workspace,
        PresetChange.Apply apply => apply.Build.Workspace,
        PresetChange.Withdraw withdraw => withdraw.Build.Workspace,
        PresetChange.Hasten hasten => hasten.Build.Workspace,
        PresetChange.HandOverAgain again => again.Workspace,
        PresetChange.Facts or PresetChange.Tell => null,
        _ => throw new UnreachableException($"PresetChange is closed, but there is {change}."),
    };
}
