using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Planning.Snapshots;

/// <summary>What is stored about every preset at one instant.</summary>
/// <param name="Settings">The loop's settings at that instant.</param>
/// <param name="Presets">One slice for each preset that is live or still has members or unapplied builds.</param>
/// <param name="AtRest">How many of these were left out, because they were asked for only if they had changed.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Snapshot")]
public sealed record Snapshot(LoopSettings Settings, ImmutableArray<PresetSlice> Presets, int AtRest = 0);
