using Orleans;

namespace Prebuilds.Presets;

/// <summary>How a pool comes to another version of its template.</summary>
/// <param name="Strategy">What becomes of the members of older versions.</param>
/// <param name="Surge">How many members may be too many on the way; only a rolling pool has any.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Rollout")]
public sealed record Rollout(RolloutStrategy Strategy, Surge Surge)
{
    /// <summary>The rollout of a preset that names none: old members stay until new ones are ready.</summary>
    public static Rollout Rolling { get; } = new(RolloutStrategy.Rolling, Surge.Default);

    /// <summary>The old members go at once.</summary>
    public static Rollout Recreate { get; } = new(RolloutStrategy.Recreate, Surge.Default);
}
