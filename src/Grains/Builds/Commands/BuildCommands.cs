using Prebuilds.Builds;
using Prebuilds.Grains.Presets;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Commands;

/// <summary>What cancelling and trying again mean for each kind of build; pure.</summary>
internal static class BuildCommands
{
    /// <summary>Cancels.</summary>
    /// <param name="build">The build, as stored.</param>
    /// <param name="row">Its workspace; null: gone.</param>
    /// <param name="reason">Why.</param>
    /// <param name="newBuild">Chooses the id of a deletion.</param>
    public static BuildCommand Cancel(Build build, Workspace? row, string reason, Func<BuildId> newBuild)
    {
        var why = reason.Length > IPresetGrain.MaxReason ? reason[..IPresetGrain.MaxReason] : reason;
        return build switch
        {
            { Status: BuildStatus.Cancelled } => Done($"Build {build.Id} is cancelled already."),
            { IsFinished: true } =>
                Refused($"Build {build.Id} is finished: it {Ended(build)}. There is nothing to cancel."),
            { Kind: BuildKind.Delete } => Refused(
                $"Build {build.Id} deletes a workspace, and a deletion is never given up, "
                + "or what was made would be left behind."),
            _ when row is null or { Phase: WorkspacePhase.Deleting } => Refused(
                $"The workspace of build {build.Id} is being deleted already."),
            { Kind: BuildKind.Claim } => new(
                new PresetChange.Withdraw(build, why, new(row.Phase, row.Ready, HandOver.Failed), Deletion: null),
                new CommandOutcome.Done(
                    $"Hand-over {build.Id} is cancelled. Workspace {row.Name} stays its owner's; "
                    + $"'prebuilds build retry {build.Id}' hands it over again.")),
            { Status: BuildStatus.Queued, StartedAt: null } => new(
                new PresetChange.Cancel(row.Id, why),
                new CommandOutcome.Done(
                    $"Creation {build.Id} is cancelled before it began. The pool replaces it as it needs.")),
            _ => new(
                new PresetChange.Withdraw(
                    build, why, new(WorkspacePhase.Deleting, Ready: false, row.HandOver), newBuild()),
                new CommandOutcome.Done(
                    $"Creation {build.Id} is cancelled. What it made is removed, "
                    + "and the pool replaces it as it needs.")),
        };
    }

    /// <summary>Tries again.</summary>
    /// <param name="build">The build, as stored.</param>
    /// <param name="row">Its workspace; null: gone.</param>
    /// <param name="newBuild">Chooses the id of another build.</param>
    public static BuildCommand Retry(Build build, Workspace? row, Func<BuildId> newBuild) => build switch
    {
        { Status: BuildStatus.Running or BuildStatus.Probing } => Refused(
            $"Build {build.Id} is being worked on. Follow it with 'prebuilds build logs {build.Id} --follow'."),
        { Status: BuildStatus.Queued } when row is not null => new(
            new PresetChange.Hasten(build), new CommandOutcome.Done($"Build {build.Id} is due now.")),
        _ when row is null or { Phase: WorkspacePhase.Deleting } => Refused(
            $"The workspace of build {build.Id} is gone, or being deleted. There is nothing to try again."),
        { Status: BuildStatus.Succeeded } => Refused($"Build {build.Id} succeeded. There is nothing to try again."),
        { Kind: BuildKind.Claim } when row.HandOver == HandOver.Pending => Done(
            $"Workspace {row.Name} is being handed over again already."),
        { Kind: BuildKind.Claim } when row.HandOver == HandOver.Failed => Again(row, newBuild()),
        { Kind: BuildKind.Claim } => Refused($"Workspace {row.Name} is handed over. There is nothing to try again."),
        _ => Refused(
            $"Creation {build.Id} {Ended(build)}, and a member that failed is kept as evidence, not repeated. The "
            + "pool makes another one when its backoff is over; 'prebuilds preset resume' ends the backoff now."),
    };

    private static BuildCommand Again(Workspace row, BuildId build) => new(
        new PresetChange.HandOverAgain(row.Id, row.Owner, build),
        new CommandOutcome.Done($"Workspace {row.Name} is handed over again by build {build}."));

    private static string Ended(Build build) => build.Status switch
    {
        BuildStatus.Succeeded => "succeeded",
        BuildStatus.Cancelled => "was cancelled",
        _ => "failed",
    };

    private static BuildCommand Done(string message) => new(null, new CommandOutcome.Done(message));

    private static BuildCommand Refused(string message) => new(null, new CommandOutcome.Refused(message));
}
