using System.Collections.Immutable;
using Orleans;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Snapshots;

/// <summary>
/// What is stored about one preset at one instant: its part of a <see cref="Snapshot"/>, or what its grain loads.
/// </summary>
/// <param name="Preset">The preset.</param>
/// <param name="Epoch">The newest epoch that an activation of its grain has taken; 0: none ever has.</param>
/// <param name="Revision">Raised by every write to the preset or its members, except claims; orders two slices.</param>
/// <param name="Members">The unclaimed workspaces.</param>
/// <param name="Changes">
/// Builds, also of claimed workspaces, whose status the grain has not applied yet, oldest first.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetSlice")]
public sealed record PresetSlice(
    Preset Preset,
    long Epoch,
    long Revision,
    ImmutableArray<Workspace> Members,
    ImmutableArray<Build> Changes)
{
    /// <summary>Its mark.</summary>
    public PresetMark Mark => new(Epoch, Revision, Members.Length);
}
