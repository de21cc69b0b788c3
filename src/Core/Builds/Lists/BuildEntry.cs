using Orleans;
using Prebuilds.Presets;

namespace Prebuilds.Builds.Lists;

/// <summary>A build in a list.</summary>
/// <param name="Build">The build.</param>
/// <param name="PresetName">The preset's full name.</param>
/// <param name="WorkspaceName">The workspace's name; null: it is gone.</param>
/// <param name="Worker">The worker that has it, or had it last, as it calls itself; null: none did.</param>
/// <param name="Machine">The machine that goes on with it; null: any may.</param>
/// <param name="DueAt">
/// When a worker may pick it up, or when the lease of the one that has it ends; null: it is finished.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.BuildEntry")]
public sealed record BuildEntry(
    Build Build,
    PresetName PresetName,
    string? WorkspaceName,
    string? Worker,
    MachineId? Machine,
    DateTimeOffset? DueAt);
