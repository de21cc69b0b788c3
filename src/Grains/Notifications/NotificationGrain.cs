using System.Collections.Immutable;
using Orleans.Concurrency;
using Prebuilds.Notifications;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Grains.Notifications;

/// <summary>Reads and revives notifications that were given up, for whoever asks.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="clock">The clock.</param>
[StatelessWorker]
public sealed class NotificationGrain(INotificationStore store, TimeProvider clock) : Grain, INotificationGrain
{
    /// <inheritdoc/>
    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query) => store.ListDeadLetters(
        query with { Limit = Math.Clamp(query.Limit, 1, DeadLetterQuery.MaxLimit) }, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<CommandOutcome> Retry(string? sink, long? id)
    {
        var count = await store.RetryDeadLetters(sink, id, clock.Now(), CancellationToken.None);
        return count == 0 && id is { } unknown
            ? new CommandOutcome.NotFound(
                $"No notification {unknown} was given up. List those that were with 'prebuilds notification list'.")
            : new CommandOutcome.Done($"{count} {(count == 1 ? "notification is" : "notifications are")} tried again.");
    }
}
