using Orleans;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;

namespace Prebuilds.Workspaces;

/// <summary>One member of a pool, or what became of it: all that a snapshot, a plan and a claim need, flat.</summary>
/// <param name="Id">The workspace's id.</param>
/// <param name="Preset">The preset whose grain is this row's only writer.</param>
/// <param name="Version">The template version it was created from.</param>
/// <param name="Owner"><see cref="SystemUser.Prebuilds"/> until it is claimed.</param>
/// <param name="Name">Its name, unique per owner.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Ready">Whether a running member answered that it is ready.</param>
/// <param name="CreatedAt">When its creation was decided; its age counts from here.</param>
/// <param name="ClaimedAt">When it was claimed; null for a member.</param>
/// <param name="HandOver">How far the hand-over to its owner is.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Workspace")]
public sealed record Workspace(
    WorkspaceId Id,
    PresetId Preset,
    TemplateVersionId Version,
    UserId Owner,
    string Name,
    WorkspacePhase Phase,
    bool Ready,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClaimedAt = null,
    HandOver HandOver = HandOver.None)
{
    /// <summary>Whether it is still the pool's: owned by <see cref="SystemUser.Prebuilds"/>.</summary>
    public bool IsMember => Owner == SystemUser.Prebuilds;
}
