using Orleans;

namespace Prebuilds.Events;

/// <summary>Which events to read.</summary>
/// <param name="After">Those that follow this id, oldest first; null: the newest ones.</param>
/// <param name="Limit">Most events, 1 to <see cref="MaxLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.EventQuery")]
public sealed record EventQuery(long? After, int Limit)
{
    /// <summary>Most events of one read.</summary>
    public const int MaxLimit = 1000;
}
