using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Planning.Failures;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>One change that a preset's grain makes. A closed family: these and no other.</summary>
public abstract record PresetChange
{
    private PresetChange()
    {
    }

    /// <summary>
    /// Insert a queued member and its create build. An id that is already stored changes nothing and is not refused.
    /// </summary>
    /// <param name="Member">The member, in phase queued, owned by <see cref="SystemUser.Prebuilds"/>.</param>
    /// <param name="Build">Its create build.</param>
    public sealed record Create(Workspace Member, BuildId Build) : PresetChange;

    /// <summary>
    /// Withdraw a member whose create build is still queued and was never picked up: the build becomes cancelled (and
    /// applied) and the workspace's row goes. Refused when a worker was faster.
    /// </summary>
    /// <param name="Member">The member.</param>
    /// <param name="Reason">Why; kept with the build.</param>
    public sealed record Cancel(WorkspaceId Member, string Reason) : PresetChange;

    /// <summary>
    /// Cancel a create or claim build that is not finished, whatever it is at: it becomes cancelled (and applied), and
    /// its worker, if one has it, learns it with its next renewal. Refused when it is finished, when it deletes, and
    /// when it creates what is no longer a member of the pool. The end of a hand-over is told as an event, with the
    /// reason.
    /// </summary>
    /// <param name="Build">The build as seen.</param>
    /// <param name="Reason">Why; kept with the build.</param>
    /// <param name="After">The workspace's phase, readiness and hand-over from now on.</param>
    /// <param name="Deletion">The id of the build that removes what was made; null: nothing is removed.</param>
    public sealed record Withdraw(
        Build Build, string Reason, WorkspaceProgress After, BuildId? Deletion) : PresetChange;

    /// <summary>Make a queued build due at once. Refused when a worker has it, or it is finished.</summary>
    /// <param name="Build">The build as seen.</param>
    public sealed record Hasten(Build Build) : PresetChange;

    /// <summary>
    /// Queue another claim build of a workspace whose hand-over failed, at people's priority; the hand-over is pending
    /// again. Refused unless it failed, the owner is still the one seen, and the workspace is not being deleted.
    /// </summary>
    /// <param name="Workspace">The workspace.</param>
    /// <param name="Owner">The owner that was seen.</param>
    /// <param name="Build">The new claim build's id.</param>
    public sealed record HandOverAgain(WorkspaceId Workspace, UserId Owner, BuildId Build) : PresetChange;

    /// <summary>
    /// Move a workspace to deleting and queue its delete build. Refused unless the row's owner is still the one seen
    /// and it is running, stopped or failed.
    /// </summary>
    /// <param name="Workspace">The workspace.</param>
    /// <param name="Owner">The owner that was seen.</param>
    /// <param name="Build">The delete build's id.</param>
    /// <param name="Priority">Who waits for it.</param>
    public sealed record Delete(
        WorkspaceId Workspace, UserId Owner, BuildId Build, BuildPriority Priority) : PresetChange;

    /// <summary>
    /// Apply a build's status to its workspace. Refused when the build's status is no longer the one seen, or is
    /// already applied. When the build succeeded its outputs become the workspace's.
    /// </summary>
    /// <param name="Build">The build as seen.</param>
    /// <param name="After">The workspace's phase, readiness and hand-over from now on; null: its row goes.</param>
    public sealed record Apply(Build Build, WorkspaceProgress? After) : PresetChange;

    /// <summary>Replace the facts about the preset that outlive its members.</summary>
    /// <param name="InvalidatedAt">See <see cref="Presets.Preset.InvalidatedAt"/>.</param>
    /// <param name="ClearedAt">See <see cref="Presets.Preset.ClearedAt"/>.</param>
    /// <param name="ValidationError">See <see cref="Presets.Preset.ValidationError"/>.</param>
    /// <param name="Failures">See <see cref="Presets.Preset.Failures"/>.</param>
    public sealed record Facts(
        DateTimeOffset? InvalidatedAt,
        DateTimeOffset? ClearedAt,
        string? ValidationError,
        FailureRun Failures) : PresetChange;

    /// <summary>Store an event about the preset.</summary>
    /// <param name="News">What happened.</param>
    public sealed record Tell(PoolEvent News) : PresetChange;
}
