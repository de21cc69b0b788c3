using System.Collections.Immutable;

namespace Prebuilds.Storage.Notifications;

/// <summary>What came of some tries.</summary>
/// <param name="Lease">The holder's lease.</param>
/// <param name="Ends">What came of them.</param>
/// <param name="At">The instant.</param>
public sealed record SinkSettlement(SinkLease Lease, ImmutableArray<DeliveryEnd> Ends, DateTimeOffset At)
{
    /// <summary>Most notifications of a sink that are kept after they were given up.</summary>
    public const int MaxDead = 10_000;
}
