using Orleans;

namespace Prebuilds.Planning.Failures;

/// <summary>A delay of creation after failures.</summary>
/// <param name="FailedCount">How many failures of the run fall into the lookback.</param>
/// <param name="LastFailedAt">When the newest of them finished.</param>
/// <param name="Interval">Delay per failure.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Backoff")]
public sealed record Backoff(int FailedCount, DateTimeOffset LastFailedAt, TimeSpan Interval)
{
    /// <summary>The last instant at which creation is still held; the end of time when it lies beyond.</summary>
    public DateTimeOffset Until => FailedCount > 0 && Interval > (DateTimeOffset.MaxValue - LastFailedAt) / FailedCount
        ? DateTimeOffset.MaxValue
        : LastFailedAt + (FailedCount * Interval);
}
