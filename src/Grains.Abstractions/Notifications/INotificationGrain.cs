using System.Collections.Immutable;
using Prebuilds.Notifications;

namespace Prebuilds.Grains.Notifications;

/// <summary>Notifications that were given up. Any silo answers.</summary>
[Alias("prebuilds.INotificationGrain")]
public interface INotificationGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// A page of notifications that were given up, in order of their ids. A limit out of range is brought into it.
    /// </summary>
    [Alias("ListDeadLetters")]
    Task<ImmutableArray<DeadLetter>> ListDeadLetters(DeadLetterQuery query);

    /// <summary>
    /// Lets them be tried again: one, all of a webhook's, or all. An id that is unknown is not found.
    /// </summary>
    [Alias("Retry")]
    Task<CommandOutcome> Retry(string? sink, long? id);
}
