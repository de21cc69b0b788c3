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
    /// <summary>Whether creation is stopped until somebody does something, and by no delay.</summary>
    public bool StopsForGood => ValidationFailed || HardLimited;

    /// <summary>Nothing failed.</summary>
    public static FailureFacts None { get; } = new(false, false, null);

    /// <summary>
    /// What follows from a preset's failures. Those that finished strictly before an operator's resume are forgotten;
    /// the delay counts those of the run that lie within the lookback and starts at the run's newest; the limit
    /// compares the whole run.
    /// </summary>
    /// <param name="preset">The preset, with its run of failures.</param>
    /// <param name="policy">How failures slow creation down.</param>
    /// <param name="now">The instant.</param>
    public static FailureFacts Of(Preset preset, FailurePolicy policy, DateTimeOffset now)
    {
        var run = preset.Failures.FailedAt.Where(failure => !(failure < preset.ClearedAt)).ToList();
        var recent = run.Count(failure => failure >= now - policy.BackoffLookback);
        return new FailureFacts(
            preset.ValidationError is not null,
            policy.HardLimit > 0 && run.Count >= policy.HardLimit,
            recent == 0 ? null : new Backoff(recent, run[^1], policy.BackoffInterval));
    }
}
