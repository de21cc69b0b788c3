using System.Collections.Immutable;
using Prebuilds.Notifications;
using Prebuilds.Storage;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>A store that is away each time that tries are to be kept, until it is mended.</summary>
internal sealed class UnsteadySinks(INotificationStore inner) : INotificationStore
{
    public bool Mended { get; set; }

    public Task<SinkState?> HoldSink(SinkLease lease, DateTimeOffset now, CancellationToken stop) =>
        inner.HoldSink(lease, now, stop);

    public Task<bool> QueueNotifications(SinkAdvance advance, CancellationToken stop) =>
        inner.QueueNotifications(advance, stop);

    public Task<ImmutableArray<QueuedNotification>> ReadDueNotifications(
        string sink, DateTimeOffset now, int limit, CancellationToken stop) =>
        inner.ReadDueNotifications(sink, now, limit, stop);

    public Task<bool> SettleNotifications(SinkSettlement settlement, CancellationToken stop) => Mended
        ? inner.SettleNotifications(settlement, stop)
        : throw new StorageException("The store is away.");

    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query, CancellationToken stop) =>
        inner.ListDeadLetters(query, stop);

    public Task<int> RetryDeadLetters(string? sink, long? id, DateTimeOffset now, CancellationToken stop) =>
        inner.RetryDeadLetters(sink, id, now, stop);
}
