using Prebuilds.Planning;

namespace Prebuilds.Storage;

/// <summary>What a new activation of a preset grain starts from.</summary>
/// <param name="Slice">The preset, whose epoch is the caller's own.</param>
/// <param name="Settings">The loop's settings.</param>
public sealed record OpenedPreset(PresetSlice Slice, LoopSettings Settings);
