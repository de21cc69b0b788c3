using Orleans;

namespace Prebuilds.Planning;

/// <summary>The counts that a plan follows from.</summary>
/// <param name="Actual">Running members, ready or not.</param>
/// <param name="Expired">Running members that are stale.</param>
/// <param name="Desired">The scheduled target; 0 when the preset is not live.</param>
/// <param name="Eligible">Fresh and ready members; 0 when not live.</param>
/// <param name="Extraneous">Fresh members above the target; 0 when not live.</param>
/// <param name="Starting">Members queued or starting.</param>
/// <param name="Stopping">Members stopping.</param>
/// <param name="Deleting">Members deleting.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PoolState")]
public sealed record PoolState(
    int Actual,
    int Expired,
    int Desired,
    int Eligible,
    int Extraneous,
    int Starting,
    int Stopping,
    int Deleting);
