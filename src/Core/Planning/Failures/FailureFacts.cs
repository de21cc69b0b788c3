using Orleans;
using Prebuilds.Presets;

namespace Prebuilds.Planning.Failures;

/// <summary>
/// What is known at one instant about failed creations. Separate facts, not one status: several may hold at once.
/// </summary>
/// <param name="ValidationFailed">A permanent error stops creation.</param>
/// <param name="HardLimited">Too many creations failed in a row.</param>
/// <param name="Backoff">A delay, over or not; null: none.</param>
/// <param name="NoRoom">Whether the platform had no room for at least one that counts for the delay.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailureFacts")]
public sealed record FailureFacts(bool ValidationFailed, bool HardLimited, Backoff? Backoff, bool NoRoom = false)
{
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
        var run = preset.Failures.FailedAt.Count(IsRemembered);
        var since = now - policy.BackoffLookback;
        var recent = preset.Failures.All().Where(IsRemembered).Where(failure => failure >= since).ToList();
        return new FailureFacts(
            preset.ValidationError is not null,
            policy.HardLimit > 0 && run >= policy.HardLimit,
            recent.Count == 0 ? null : new Backoff(recent.Count, recent.Max(), policy.BackoffInterval),
            preset.Failures is { NoRoomAt.IsDefault: false } failures && failures.NoRoomAt.Any(recent.Contains));

        bool IsRemembered(DateTimeOffset failure) => !(failure < preset.ClearedAt);
    }
}
