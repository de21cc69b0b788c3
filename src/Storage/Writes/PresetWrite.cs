using System.Collections.Immutable;
using Prebuilds.Presets;

namespace Prebuilds.Storage.Writes;

/// <summary>One step of a preset's grain.</summary>
/// <param name="Preset">The preset.</param>
/// <param name="Epoch">The epoch the activation took.</param>
/// <param name="Revision">The revision it saw.</param>
/// <param name="Changes">What to change, in order.</param>
/// <param name="At">The instant of the step.</param>
public sealed record PresetWrite(
    PresetId Preset,
    long Epoch,
    long Revision,
    ImmutableArray<PresetChange> Changes,
    DateTimeOffset At);
