using Orleans;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Claims;

/// <summary>A granted claim in a list, with what is stored about its workspace.</summary>
/// <param name="Owner">Whom it was granted to.</param>
/// <param name="RequestId">The caller's id of the request, unique per owner.</param>
/// <param name="Workspace">What was given.</param>
/// <param name="Preset">The preset it came from.</param>
/// <param name="Name">The name it was given.</param>
/// <param name="ClaimedAt">When.</param>
/// <param name="GoneAt">When the workspace was removed; null: it exists.</param>
/// <param name="Holder">Who owns the workspace's row now; null: there is no such row.</param>
/// <param name="ReadyAt">
/// When its creation first succeeded; null: it never did, or the workspace is gone and its builds were pruned.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimEntry")]
public sealed record ClaimEntry(
    UserId Owner,
    string RequestId,
    WorkspaceId Workspace,
    PresetId Preset,
    string Name,
    DateTimeOffset ClaimedAt,
    DateTimeOffset? GoneAt,
    UserId? Holder,
    DateTimeOffset? ReadyAt);
