using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rollouts;
using Prebuilds.Presets;

namespace Prebuilds.Grains.Catalog;

/// <summary>How one preset is at one instant.</summary>
/// <param name="Preset">The pool wanted.</param>
/// <param name="Plan">Its counts, and what would be done about it now.</param>
/// <param name="Failures">What is known about failed creations.</param>
/// <param name="FailedMembers">How many failed members are kept as evidence.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetStatus")]
public sealed record PresetStatus(Preset Preset, PresetPlan Plan, FailureFacts Failures, int FailedMembers)
{
    /// <summary>
    /// How many hand-overs replaced resources, or began to, of workspaces that exist or went within the last 30 days.
    /// </summary>
    [Id(0)]
    public int ReplacedHandOvers { get; init; }

    /// <summary>How far it is with another version; null: it has members of no other.</summary>
    [Id(1)]
    public RolloutProgress? Rollout { get; init; }
}
