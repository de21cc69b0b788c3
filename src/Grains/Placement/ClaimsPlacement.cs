namespace Prebuilds.Grains.Placement;

/// <summary>The strategy of <see cref="ClaimsPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimsPlacement")]
public sealed class ClaimsPlacement : PlacementStrategy;
