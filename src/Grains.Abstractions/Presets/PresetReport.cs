using Prebuilds.Planning;
using Prebuilds.Pools;

namespace Prebuilds.Grains.Presets;

/// <summary>What a preset's grain did when it was told to look again.</summary>
/// <param name="Plan">What it decided last; null when the preset is unknown or its grain could not load it.</param>
/// <param name="Error">Why nothing was decided or executed; null: nothing went wrong.</param>
/// <param name="Rest">How long it need not look again unless its rows change; null: at every tick.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetReport")]
public sealed record PresetReport(PresetPlan? Plan, string? Error, PoolRest? Rest = null);
