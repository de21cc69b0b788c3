using System.Collections.Immutable;
using Prebuilds.Grains;
using Prebuilds.Grains.Notifications;
using Prebuilds.Notifications;

namespace Prebuilds.Silo.Tests.Client.Fakes.Grains;

/// <summary>Notifications that were given up, in a list.</summary>
internal sealed class FakeNotifications : INotificationGrain
{
    public List<DeadLetter> Dead { get; } = [];

    public List<(string? Sink, long? Id)> Retries { get; } = [];

    public Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query) => Task.FromResult(Dead
        .Where(letter => query.Sink is null || letter.Sink == query.Sink)
        .Where(letter => letter.Id > (query.After ?? 0))
        .Take(query.Limit)
        .ToImmutableArray());

    public Task<CommandOutcome> Retry(string? sink, long? id)
    {
        Retries.Add((sink, id));
        return id == 404
            ? Task.FromResult<CommandOutcome>(new CommandOutcome.NotFound("No notification 404 was given up."))
            : FakeCluster.Done("1 notification is tried again.");
    }
}
