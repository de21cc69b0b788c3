using Orleans.Placement;

namespace Prebuilds.Grains.Placement;

/// <summary>
/// Places a grain by its id among the silos with role claims: grains spread evenly however many are opened at once, and no
/// silo's load needs to be known.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ClaimsPlacementAttribute() : PlacementAttribute(new ClaimsPlacement());
