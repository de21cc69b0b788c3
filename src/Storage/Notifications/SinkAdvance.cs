using System.Collections.Immutable;
using Prebuilds.Notifications;

namespace Prebuilds.Storage.Notifications;

/// <summary>A sink's step over events.</summary>
/// <param name="Lease">The holder's lease.</param>
/// <param name="Seen">Where the sink was.</param>
/// <param name="Cursor">The last event that it has taken now.</param>
/// <param name="Digest">Its digest from now on.</param>
/// <param name="Notifications">What came of the events, each with the id of its delivery, in order.</param>
/// <param name="At">The instant.</param>
public sealed record SinkAdvance(
    SinkLease Lease,
    long Seen,
    long Cursor,
    Digest Digest,
    ImmutableArray<(Guid Delivery, Notification Notification)> Notifications,
    DateTimeOffset At);
