using Orleans;
using Prebuilds.Presets;
using Prebuilds.Users;

namespace Prebuilds.Workspaces;

/// <summary>Which workspaces to list.</summary>
/// <param name="Preset">Only of this preset; null: of all.</param>
/// <param name="Owner">Only of this owner; null: of all.</param>
/// <param name="After">Only those whose id follows this one: the last of the page before; null: from the first.</param>
/// <param name="Limit">Most rows, 1 to <see cref="MaxLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.WorkspaceQuery")]
public sealed record WorkspaceQuery(PresetId? Preset, UserId? Owner, WorkspaceId? After, int Limit)
{
    /// <summary>Most rows on one page.</summary>
    public const int MaxLimit = 1000;
}
