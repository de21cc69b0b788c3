using System.Collections.Immutable;
using Orleans;
using Prebuilds.Presets;

namespace Prebuilds.Planning.Failures;

/// <summary>
/// What is known at one instant about failed creations. Separate facts, not one status: several may hold at once.
/// </summary>
/// <param name="ValidationFailed">A permanent error stops creation.</param>
/// <param name="HardLimited">Too many creations failed in a row.</param>
/// <param name="Backoff">A delay, over or not; null: none.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailureFacts")]
public sealed record FailureFacts(bool ValidationFailed, bool HardLimited, Backoff? Backoff)
{
    /// <summary>Whether the delay is one because the platform had no room, at least once within the lookback.</summary>
    [Id(0)]
    public bool NoRoom { get; init; }

    /// <summary>
    /// Whether nothing that is queued may be begun at an instant: creation is stopped until somebody does something, or
    /// the platform has no room and is not to be asked again before the delay is over.
    /// </summary>
    /// <param name="now">The instant.</param>
    public bool StopsQueue(DateTimeOffset now) =>
        ValidationFailed || HardLimited || (NoRoom && Backoff is { FailedCount: > 0 } delay && now <= delay.Until);

    /// <summary>Nothing failed.</summary>
    public static FailureFacts None { get; } = new(false, false, null);

    /// <summary>
    /// What follows from a preset's failures. Those that finished strictly before an operator's resume are forgotten;
    /// the delay counts those of the run that lie within the lookback and starts at the run's newest, also those for
    /// which the platform had no room; the limit compares the whole run without them.
    /// </summary>
    /// <param name="preset">The preset, with its run of failures.</param>
    /// <param name="policy">How failures slow creation down.</param>
    /// <param name="now">The instant.</param>
    public static FailureFacts Of(Preset preset, FailurePolicy policy, DateTimeOffset now)
    {
        var run = NotForgotten(preset.Failures.FailedAt);
        var noRoom = NotForgotten(preset.Failures.NoRoomAt);
        var since = now - policy.BackoffLookback;
        var recent = run.Concat(noRoom).Count(failure => failure >= since);
        return new FailureFacts(
            preset.ValidationError is not null,
            policy.HardLimit > 0 && run.Count >= policy.HardLimit,
            recent == 0 ? null : new Backoff(recent, run.Concat(noRoom).Max(), policy.BackoffInterval))
        {
            NoRoom = noRoom.Exists(failure => failure >= since),
        };

        List<DateTimeOffset> NotForgotten(ImmutableArray<DateTimeOffset> failures) =>
            [.. failures.Where(failure => !(failure < preset.ClearedAt))];
    }
}
