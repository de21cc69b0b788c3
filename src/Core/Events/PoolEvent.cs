namespace Prebuilds.Events;

/// <summary>Something that happened to a pool as a whole, before it is stored.</summary>
/// <param name="Kind">What.</param>
/// <param name="Detail">More, as the kind says.</param>
/// <param name="Count">How often.</param>
public sealed record PoolEvent(EventKind Kind, string Detail, int Count = 1);
