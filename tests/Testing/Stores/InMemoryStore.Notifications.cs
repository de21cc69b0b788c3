using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Notifications;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore : INotificationStore
{
    private readonly Dictionary<string, StoredSink> _sinks = [];
    private readonly SortedDictionary<long, StoredNotification> _notifications = [];
    private long _lastNotification;

    public Task<SinkState?> HoldSink(SinkLease lease, DateTimeOffset now, CancellationToken stop) => Locked(
        () =>
        {
            var sink = _sinks.GetValueOrDefault(lease.Sink) ?? new StoredSink(null, now, _lastEvent, Digest.Empty);
            if (sink.Lease != lease.Lease && Instants.Kept(sink.Until) > Instants.Kept(now))
            {
                return null;
            }

            _sinks[lease.Sink] = sink with { Lease = lease.Lease, Until = Instants.Kept(lease.Until) };
            return new SinkState(sink.Cursor, sink.Digest, Waiting(lease.Sink).Count(), Dead(lease.Sink).Count());
        },
        stop);

    public Task<bool> QueueNotifications(SinkAdvance advance, CancellationToken stop) => Locked(
        () =>
        {
            if (!Holds(advance.Lease) || _sinks[advance.Lease.Sink].Cursor != advance.Seen)
            {
                return false;
            }

            var sink = _sinks[advance.Lease.Sink];
            _sinks[advance.Lease.Sink] = sink with { Cursor = advance.Cursor, Digest = advance.Digest };
            foreach (var (delivery, notification) in advance.Notifications)
            {
                var queued = new QueuedNotification(++_lastNotification, delivery, 0, notification);
                _notifications.Add(queued.Id, new(advance.Lease.Sink, queued, Instants.Kept(advance.At)));
            }

            return true;
        },
        stop);

    public Task<ImmutableArray<QueuedNotification>> ReadDueNotifications(
        string sink,
        DateTimeOffset now,
        int limit,
        CancellationToken stop) => Locked<ImmutableArray<QueuedNotification>>(
        () =>
        {
            var waiting = Waiting(sink).ToLookup(row => row.DueAt > Instants.Kept(now));
            var first = waiting[true]
                .GroupBy(Subject)
                .ToDictionary(rows => rows.Key, rows => rows.Min(row => row.Queued.Id));
            return
            [
                .. waiting[false]
                    .Where(row => !(first.TryGetValue(Subject(row), out var waits) && waits < row.Queued.Id))
                    .Take(limit)
                    .Select(row => row.Queued),
            ];
        },
        stop);

    public Task<bool> SettleNotifications(SinkSettlement settlement, CancellationToken stop) => Locked(
        () =>
        {
            if (!Holds(settlement.Lease))
            {
                return false;
            }

            foreach (var end in settlement.Ends.Where(end => _notifications.ContainsKey(end.Id)))
            {
                Settle(end, Instants.Kept(settlement.At));
            }

            var dead = Dead(settlement.Lease.Sink).Select(row => row.Queued.Id).ToList();
            dead.SkipLast(SinkSettlement.MaxDead).ToList().ForEach(id => _notifications.Remove(id));
            return true;
        },
        stop);

    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query, CancellationToken stop) =>
        Locked<ImmutableArray<DeadLetter>>(
            () =>
            [
                .. Dead(query.Sink)
                    .Where(row => row.Queued.Id > (query.After ?? 0))
                    .Take(query.Limit)
                    .Select(Letter),
            ],
            stop);

    public Task<int> RetryDeadLetters(string? sink, long? id, DateTimeOffset now, CancellationToken stop) => Locked(
        () =>
        {
            var again = Dead(sink).Where(row => id is null || row.Queued.Id == id).ToList();
            foreach (var row in again)
            {
                _notifications[row.Queued.Id] = row with
                {
                    Queued = row.Queued with { Attempts = 0 },
                    DeadAt = null,
                    DueAt = Instants.Kept(now),
                };
            }

            return again.Count;
        },
        stop);

    private int PruneNotifications(DateTimeOffset before)
    {
        var sinks = _sinks.Where(sink => sink.Value.Until < before).Select(sink => sink.Key).ToList();
        sinks.ForEach(sink => _sinks.Remove(sink));
        var old = _notifications.Where(row => row.Value.DeadAt < before).Select(row => row.Key).ToList();
        var waiting = sinks.SelectMany(Waiting).Select(row => row.Queued.Id).ToList();
        old.Concat(waiting).ToList().ForEach(id => _notifications.Remove(id));
        return sinks.Count + waiting.Count + old.Count;
    }

    private void Settle(DeliveryEnd end, DateTimeOffset at)
    {
        var row = _notifications[end.Id];
        var tried = row with { Queued = row.Queued with { Attempts = row.Queued.Attempts + 1 } };
        switch (end)
        {
            case DeliveryEnd.Delivered:
                _notifications.Remove(end.Id);
                break;
            case DeliveryEnd.Again again:
                _notifications[end.Id] = tried with { DueAt = Instants.Kept(again.DueAt) };
                break;
            case DeliveryEnd.Dead dead:
                _notifications[end.Id] = tried with { DeadAt = at, Error = StoredText.Clean(dead.Error) };
                break;
            default:
                throw new UnreachableException($"DeliveryEnd is closed, but there is {end}.");
        }
    }

    private bool Holds(SinkLease lease) => _sinks.TryGetValue(lease.Sink, out var sink) && sink.Lease == lease.Lease;

    private IEnumerable<StoredNotification> Waiting(string sink) =>
        _notifications.Values.Where(row => row.Sink == sink && row.DeadAt is null);

    private IEnumerable<StoredNotification> Dead(string? sink) =>
        _notifications.Values.Where(row => (sink is null || row.Sink == sink) && row.DeadAt is not null);

    private static string Subject(StoredNotification row) => row.Queued.Notification.Event.Subject;

    private static DeadLetter Letter(StoredNotification row) => new(
        row.Queued.Id,
        row.Sink,
        row.Queued.Notification.Event,
        row.Queued.Attempts,
        row.DeadAt!.Value,
        row.Error);

    private sealed record StoredSink(Guid? Lease, DateTimeOffset Until, long Cursor, Digest Digest);

    private sealed record StoredNotification(string Sink, QueuedNotification Queued, DateTimeOffset DueAt)
    {
        public DateTimeOffset? DeadAt { get; init; }

        public string Error { get; init; } = "";
    }
}
