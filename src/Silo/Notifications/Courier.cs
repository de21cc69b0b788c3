using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications;

/// <summary>
/// Works for one sink while it holds the sink's lease: takes events, makes notifications of them, and delivers those
/// that are due, in order per subject and several subjects at once. What was delivered and not kept as such, because
/// this courier died or the store was away, is delivered again. Not thread-safe.
/// </summary>
internal sealed partial class Courier(INotificationSink sink, CourierServices services)
{
    /// <summary>Most notifications that wait for a sink; then it takes no more events until some are gone.</summary>
    public const int MaxWaiting = 10_000;

    private const int MaxEvents = 500;
    private const int MaxBatch = 100;
    private const int MaxAtOnce = 4;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollOthers = TimeSpan.FromSeconds(5);

    // What a batch has delivered is kept after it; the longer it takes, the more is delivered again when its courier
    // dies.
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = services.Logger;
    private SinkLease? _lease;
    private long _kept;

    private NotificationOptions Options => services.Options.Value;

    /// <summary>
    /// Where the sink stands, which the gauges show; null: it is not held, or what is known is in doubt.
    /// </summary>
    private SinkState? State
    {
        get;
        set
        {
            field = value;
            services.Metrics.Queued(sink.Name, value is null ? null : (value.Waiting, value.Dead));
        }
    }

    // A try is only begun when it ends before the lease does, and the lease is renewed when half of it is over.
    private TimeSpan LeaseTime => TimeSpan.FromSeconds(20) + (2 * Options.Timeout);

    private DateTimeOffset Now => services.Clock.GetUtcNow();

    /// <summary>Does one round.</summary>
    /// <param name="stop">Ends it: what is under way is tried again later.</param>
    /// <returns>How long to rest before the next one.</returns>
    public async Task<TimeSpan> Step(CancellationToken stop)
    {
        if (!await Hold(stop))
        {
            return PollOthers;
        }

        var took = await Take(stop);
        var delivered = await Deliver(stop);
        return took || delivered ? TimeSpan.Zero : Poll;
    }

    /// <summary>Forgets what it held, after a failure: the store knows better.</summary>
    public void Forget() => State = null;

    /// <summary>Lets another silo's courier go on at once.</summary>
    public async Task Release()
    {
        if (State is not null && _lease is not null)
        {
            await KeepPlace(CancellationToken.None);
            await services.Store.HoldSink(_lease with { Until = Now }, Now, CancellationToken.None);
            Forget();
        }
    }

    private async Task<bool> Hold(CancellationToken stop)
    {
        var now = Now;
        if (State is not null && now < _lease!.Until - (LeaseTime / 2))
        {
            return true;
        }

        var held = State;
        _lease = new SinkLease(sink.Name, _lease?.Lease ?? services.NewId(now), now + LeaseTime);
        State = await services.Store.HoldSink(_lease, now, stop);
        if (State is null)
        {
            return false;
        }

        if (held is not null && State.Cursor == _kept)
        {
            State = held with { Waiting = State.Waiting, Dead = State.Dead };
            await KeepPlace(stop);
        }
        else
        {
            LogHeld(sink.Name, State.Cursor, State.Waiting);
            _kept = State.Cursor;
        }

        return State is not null;
    }

    /// <summary>Takes events; true when there may be more.</summary>
    private async Task<bool> Take(CancellationToken stop)
    {
        if (State is not { Waiting: < MaxWaiting } state)
        {
            return false;
        }

        var page = await services.Events.ReadEvents(new EventQuery(state.Cursor, MaxEvents), stop);
        var (digest, told) = state.Digest.Take(page.Where(sink.Filter.Passes), Now, Options.Window);
        var cursor = page.IsEmpty ? state.Cursor : page[^1].Id;

        // Events that nobody here wants are not worth a write each; how far they were looked at is kept now and then.
        State = state with { Cursor = cursor, Digest = digest, Waiting = state.Waiting + told.Length };
        if (!told.IsEmpty || !digest.Repeats.SequenceEqual(state.Digest.Repeats))
        {
            await Keep([.. told.Select(it => (services.NewId(Now), it))], stop);
        }

        return page.Length == MaxEvents;
    }

    private async Task KeepPlace(CancellationToken stop)
    {
        if (State is { } state && state.Cursor != _kept)
        {
            await Keep([], stop);
        }
    }

    private async Task Keep(ImmutableArray<(Guid Delivery, Notification Notification)> told, CancellationToken stop)
    {
        var state = State!;
        var advance = new SinkAdvance(_lease!, _kept, state.Cursor, state.Digest, told, Now);
        if (await services.Store.QueueNotifications(advance, stop))
        {
            _kept = state.Cursor;
        }
        else
        {
            Lost();
        }
    }

    /// <summary>Delivers what is due; true when there was something.</summary>
    private async Task<bool> Deliver(CancellationToken stop)
    {
        if (State is null)
        {
            return false;
        }

        var due = await services.Store.ReadDueNotifications(sink.Name, Now, MaxBatch, stop);
        var enough = Now + BatchTime;
        var ends = new ConcurrentQueue<DeliveryEnd>();
        await Parallel.ForEachAsync(
            due.GroupBy(told => told.Notification.Event.Subject),
            new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce },
            async (subject, _) => await DeliverInOrder(subject, enough, ends.Enqueue, stop));
        if (!ends.IsEmpty)
        {
            await Settle([.. ends]);
        }

        return !ends.IsEmpty;
    }

    private async Task DeliverInOrder(
        IEnumerable<QueuedNotification> subject, DateTimeOffset enough, Action<DeliveryEnd> ended,
        CancellationToken stop)
    {
        foreach (var told in subject)
        {
            if (stop.IsCancellationRequested || Now > enough || Now + Options.Timeout > _lease!.Until
                || await Try(told, stop) is not { } end)
            {
                return;
            }

            ended(end);
            if (end is DeliveryEnd.Again)
            {
                return;
            }
        }
    }

    /// <summary>One try; null when the silo stopped it.</summary>
    private async Task<DeliveryEnd?> Try(QueuedNotification told, CancellationToken stop)
    {
        try
        {
            switch (await sink.Deliver(told, stop))
            {
                case DeliveryResult.Failed failed:
                    return Failed(told, failed);
                default:
                    services.Metrics.Notified(sink.Name, "delivered");
                    return new DeliveryEnd.Delivered(told.Id);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            // What breaks each time must end some day, and is not to be in the way of all others.
            return Failed(told, new DeliveryResult.Failed($"{error.GetType().Name}: {error.Message}"));
        }
    }

    private DeliveryEnd Failed(QueuedNotification told, DeliveryResult.Failed failed)
    {
        var attempts = told.Attempts + 1;
        // The id and the attempt are chance enough, and no two deliveries share them.
        var chance = (double)(uint)HashCode.Combine(told.Delivery, attempts) / uint.MaxValue;
        var next = new DeliveryPolicy(Options.MaxAttempts).NextTry(attempts, failed.RetryAfter, chance, Now);
        services.Metrics.Notified(sink.Name, next is null ? "dead" : "failed");
        LogFailed(
            next is null ? LogLevel.Error : LogLevel.Warning, sink.Name, told.Delivery, attempts, failed.Error, next);
        return next is { } due
            ? new DeliveryEnd.Again(told.Id, due, failed.Error)
            : new DeliveryEnd.Dead(told.Id, failed.Error);
    }

    private async Task Settle(ImmutableArray<DeliveryEnd> ends)
    {
        // Not cancelled: what arrived is to be known as such.
        if (await services.Store.SettleNotifications(new SinkSettlement(_lease!, ends, Now), CancellationToken.None))
        {
            var gone = ends.Count(end => end is not DeliveryEnd.Again);
            State = State! with
            {
                Waiting = Math.Max(0, State.Waiting - gone),
                Dead = State.Dead + ends.Count(end => end is DeliveryEnd.Dead),
            };
        }
        else
        {
            Lost();
        }
    }

    private void Lost()
    {
        LogLost(sink.Name);
        Forget();
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Telling {Sink} from event {Cursor} on; {Waiting} notifications wait")]
    private partial void LogHeld(string sink, long cursor, int waiting);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Another silo tells {Sink} now; what this one told last may be told again")]
    private partial void LogLost(string sink);

    [LoggerMessage(
        Message = "{Sink} was not told of delivery {DeliveryId}, try {Attempt}: {Error} Next try: {NextTry}")]
    private partial void LogFailed(
        LogLevel level, string sink, Guid deliveryId, int attempt, string error, DateTimeOffset? nextTry);
}
