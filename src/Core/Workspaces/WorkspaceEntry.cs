using Orleans;
using Prebuilds.Presets;

namespace Prebuilds.Workspaces;

/// <summary>A workspace in a list.</summary>
/// <param name="Workspace">The row.</param>
/// <param name="PresetName">The preset's full name.</param>
/// <param name="OwnerName">The owner's login name.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.WorkspaceEntry")]
public sealed record WorkspaceEntry(Workspace Workspace, PresetName PresetName, string OwnerName);
