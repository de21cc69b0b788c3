using Prebuilds.Workspaces;

namespace Prebuilds.Builds;

/// <summary>What a build's status makes of its workspace.</summary>
public static class BuildProgress
{
    /// <summary>
    /// What the workspace's row becomes. A workspace that is being deleted, or that is no longer the pool's, is not
    /// changed by a late word of its creation.
    /// </summary>
    /// <param name="build">The build, at the status that is to be applied.</param>
    /// <param name="workspace">Its workspace, as stored.</param>
    /// <returns>The row's new values, which may be its old ones; null: the row goes.</returns>
    public static WorkspaceProgress? Apply(Build build, Workspace workspace) => build.Kind switch
    {
        BuildKind.Create when workspace.Phase == WorkspacePhase.Deleting || !workspace.IsMember => Unchanged(workspace),
        BuildKind.Create => Created(build.Status, workspace),
        BuildKind.Claim => Unchanged(workspace) with { HandOver = HandedOver(build.Status, workspace) },
        _ => build.Status == BuildStatus.Succeeded
            ? null
            : new WorkspaceProgress(WorkspacePhase.Deleting, Ready: false, workspace.HandOver),
    };

    private static WorkspaceProgress? Created(BuildStatus status, Workspace workspace) => status switch
    {
        BuildStatus.Queued => new WorkspaceProgress(WorkspacePhase.Queued, Ready: false, workspace.HandOver),
        BuildStatus.Running => new WorkspaceProgress(WorkspacePhase.Starting, Ready: false, workspace.HandOver),
        BuildStatus.Probing => new WorkspaceProgress(WorkspacePhase.Running, Ready: false, workspace.HandOver),
        BuildStatus.Succeeded => new WorkspaceProgress(WorkspacePhase.Running, Ready: true, workspace.HandOver),
        BuildStatus.Failed => new WorkspaceProgress(WorkspacePhase.Failed, Ready: false, workspace.HandOver),
        _ => null,
    };

    private static HandOver HandedOver(BuildStatus status, Workspace workspace) => status switch
    {
        BuildStatus.Succeeded => HandOver.Done,
        BuildStatus.Failed => HandOver.Failed,
        BuildStatus.Cancelled => workspace.HandOver,
        _ => HandOver.Pending,
    };

    private static WorkspaceProgress Unchanged(Workspace workspace) =>
        new(workspace.Phase, workspace.Ready, workspace.HandOver);
}
