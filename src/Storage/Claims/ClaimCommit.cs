using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Claims;

/// <summary>One claim, as its preset's grain wants it committed.</summary>
/// <param name="Request">The request.</param>
/// <param name="Preset">The preset.</param>
/// <param name="Epoch">The epoch the activation took.</param>
/// <param name="Candidate">The member to hand out; null: only look whether the request was granted before.</param>
/// <param name="ClaimBuild">
/// The id of the claim build to queue when the claim is granted; null: the template needs none.
/// </param>
/// <param name="At">The instant of the claim.</param>
public sealed record ClaimCommit(
    ClaimRequest Request,
    PresetId Preset,
    long Epoch,
    WorkspaceId? Candidate,
    BuildId? ClaimBuild,
    DateTimeOffset At)
{
    /// <summary>Most claims in one batch.</summary>
    public const int MaxBatch = 512;
}
