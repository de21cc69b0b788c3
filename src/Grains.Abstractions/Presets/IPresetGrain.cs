using Orleans.Concurrency;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <summary>Owns one preset's pool: the only writer of its workspaces. Keyed by the preset's id.</summary>
[Alias("prebuilds.IPresetGrain")]
public interface IPresetGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Hands one ready member to a user, once and durably: oldest first. The same request id of the same user is
    /// answered the same, whatever crashed in between; a miss decides nothing and may be tried again under the same id.
    /// </summary>
    /// <param name="request">Who asks, for which name.</param>
    /// <param name="stop">
    /// Gives up waiting. The claim may still be granted; asking again with the same id tells.
    /// </param>
    /// <exception cref="ArgumentException">The request breaks a rule of <see cref="ClaimRules"/>.</exception>
    [Alias("Claim"), AlwaysInterleave, ResponseTimeout(ClaimPatience.Text)]
    Task<ClaimOutcome> Claim(ClaimRequest request, CancellationToken stop);

    /// <summary>Looks again: applies what builds have done, and acts towards the pool wanted.</summary>
    /// <param name="slice">
    /// What was stored about the preset at one instant; what the grain wrote later wins over it.
    /// </param>
    /// <param name="settings">The loop's settings at that instant.</param>
    /// <returns>What it decided.</returns>
    [Alias("Reconcile")]
    Task<PresetReport> Reconcile(PresetSlice slice, LoopSettings settings);

    /// <summary>A nudge: this build's status changed. Losing it costs time, never truth.</summary>
    /// <param name="build">The build as its worker left it.</param>
    [Alias("BuildChanged")]
    Task BuildChanged(Build build);

    /// <summary>A nudge: the preset's definition or its template changed. Losing it costs time, never truth.</summary>
    [Alias("DefinitionChanged")]
    Task DefinitionChanged();

    /// <summary>Makes every member created before now stale, so that all are replaced.</summary>
    [Alias("Invalidate")]
    Task<CommandOutcome> Invalidate();

    /// <summary>Forgets failures that finished before now, and a permanent error: creation may go on.</summary>
    [Alias("Resume")]
    Task<CommandOutcome> Resume();

    /// <summary>Deletes one workspace of this preset, claimed or not.</summary>
    /// <param name="workspace">Which.</param>
    [Alias("DeleteWorkspace")]
    Task<CommandOutcome> DeleteWorkspace(WorkspaceId workspace);

    /// <summary>
    /// Cancels a build of this preset that is not finished. A creation: its member goes, with all that was made, and is
    /// replaced as the pool needs. A hand-over: it counts as failed, and the workspace stays its owner's. A deletion is
    /// never given up. A worker that has the build learns it with its next heartbeat.
    /// </summary>
    /// <param name="build">Which.</param>
    /// <param name="reason">Why; kept with the build, at most <see cref="MaxReason"/> characters of it.</param>
    [Alias("CancelBuild")]
    Task<CommandOutcome> CancelBuild(BuildId build, string reason);

    /// <summary>
    /// Tries a build of this preset again: one that waits for its next try is due at once, and a hand-over that failed
    /// is queued anew, as a build of its own. A creation that failed is not repeated: the pool makes another member.
    /// </summary>
    /// <param name="build">Which.</param>
    [Alias("RetryBuild")]
    Task<CommandOutcome> RetryBuild(BuildId build);

    /// <summary>Most characters of a reason.</summary>
    const int MaxReason = 500;
}
