using System.Collections.Immutable;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Notifications;

namespace Prebuilds.Client.Calls;

/// <summary>Notifications that were given up.</summary>
public sealed class NotificationCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal NotificationCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="Prebuilds.Grains.Notifications.INotificationGrain.ListDeadLetters"/>
    public Task<ImmutableArray<DeadLetter>> ListDead(DeadLetterQuery query, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Notifications().ListDeadLetters(query), stop);

    /// <inheritdoc cref="Prebuilds.Grains.Notifications.INotificationGrain.Retry"/>
    public Task<CommandOutcome> Retry(string? sink, long? id, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Notifications().Retry(sink, id), stop);
}
