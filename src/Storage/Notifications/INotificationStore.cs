using System.Collections.Immutable;
using Prebuilds.Notifications;

namespace Prebuilds.Storage.Notifications;

/// <summary>
/// Who is told what, durably: each sink has a place in the sequence of events, and notifications that wait for it. One
/// holder works for a sink at a time; all that it writes names its lease, and is refused when the lease is another's.
/// </summary>
public interface INotificationStore
{
    /// <summary>
    /// Takes a sink that nobody holds at the instant, or renews a lease of it. A sink that is new begins behind the
    /// newest event.
    /// </summary>
    /// <returns>Where the sink stands; null: another one holds it.</returns>
    Task<SinkState?> HoldSink(SinkLease lease, DateTimeOffset now, CancellationToken stop);

    /// <summary>
    /// Moves a sink on over events, and keeps what came of them, in one transaction. False (nothing written) when the
    /// lease is another's, or the sink is not where it was seen.
    /// </summary>
    Task<bool> QueueNotifications(SinkAdvance advance, CancellationToken stop);

    /// <summary>
    /// Reads notifications that are due, in order. One whose subject has an earlier one that waits to be tried again is
    /// not: order is kept per subject, and no subject waits for another.
    /// </summary>
    /// <param name="sink">The sink.</param>
    /// <param name="now">The instant.</param>
    /// <param name="limit">Most to read.</param>
    /// <param name="stop">Gives up.</param>
    Task<ImmutableArray<QueuedNotification>> ReadDueNotifications(
        string sink, DateTimeOffset now, int limit, CancellationToken stop);

    /// <summary>
    /// Keeps what came of tries, all or nothing; false when the lease is another's. Of the dead, the newest
    /// <see cref="SinkSettlement.MaxDead"/> of a sink are kept.
    /// </summary>
    Task<bool> SettleNotifications(SinkSettlement settlement, CancellationToken stop);

    /// <summary>Reads notifications that were given up, in order of their ids.</summary>
    Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query, CancellationToken stop);

    /// <summary>Lets notifications that were given up be tried again at once, as if they never had been.</summary>
    /// <param name="sink">Those to this sink; null: to any.</param>
    /// <param name="id">This one; null: all.</param>
    /// <param name="now">The instant.</param>
    /// <param name="stop">Cancels before the commit.</param>
    /// <returns>How many.</returns>
    Task<int> RetryDeadLetters(string? sink, long? id, DateTimeOffset now, CancellationToken stop);
}
