using Orleans;

namespace Prebuilds.Planning.Rosters;

/// <summary>
/// The counts that a plan follows from: of the members of the preset's version, and, while the pool rolls, also of
/// those of older versions that are not withdrawn; of every member when the preset is not live.
/// </summary>
/// <param name="Actual">Running members, ready or not.</param>
/// <param name="Expired">Running members that are stale.</param>
/// <param name="Desired">The scheduled target; 0 when the preset is not live.</param>
/// <param name="Eligible">Fresh and ready members: what can be claimed; 0 when not live.</param>
/// <param name="Extraneous">Fresh members of the preset's version above the target; 0 when not live.</param>
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
