using Orleans;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Builds.Lists;

/// <summary>Which builds to list.</summary>
/// <param name="Order">In which order.</param>
/// <param name="Template">Only of this template; null: of all.</param>
/// <param name="Preset">Only of this preset; null: of all.</param>
/// <param name="Workspace">Only of this workspace, which may be gone; null: of all.</param>
/// <param name="Kind">Only of this kind; null: of all.</param>
/// <param name="Status">Only of this status; null: of all.</param>
/// <param name="After">
/// Only those that follow this build in the order: the last of the page before; null: from the first.
/// </param>
/// <param name="Limit">Most rows, 1 to <see cref="MaxLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.BuildQuery")]
public sealed record BuildQuery(
    BuildOrder Order,
    string? Template,
    PresetId? Preset,
    WorkspaceId? Workspace,
    BuildKind? Kind,
    BuildStatus? Status,
    BuildId? After,
    int Limit)
{
    /// <summary>Most rows on one page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The newest builds of all.</summary>
    public static BuildQuery All { get; } = new(BuildOrder.Newest, null, null, null, null, null, null, MaxLimit);
}
