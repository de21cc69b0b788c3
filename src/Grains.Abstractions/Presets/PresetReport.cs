using Prebuilds.Planning;

namespace Prebuilds.Grains.Presets;

/// <summary>What a preset's grain did when it was told to look again.</summary>
/// <param name="Plan">What it decided last; null when the preset is unknown or its grain could not load it.</param>
/// <param name="Error">Why nothing was decided or executed; null: nothing went wrong.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetReport")]
public sealed record PresetReport(PresetPlan? Plan, string? Error);
