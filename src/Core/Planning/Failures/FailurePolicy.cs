using Orleans;

namespace Prebuilds.Planning.Failures;

/// <summary>How failures of creation slow it down.</summary>
/// <param name="BackoffInterval">Delay added per failure. Default 1 minute.</param>
/// <param name="BackoffLookback">How long a failure counts for the delay. Default 1 hour.</param>
/// <param name="HardLimit">
/// A run of at least this many failures stops creation until a resume or a success; 0: off. Default 3.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailurePolicy")]
public sealed record FailurePolicy(TimeSpan BackoffInterval, TimeSpan BackoffLookback, int HardLimit)
{
    /// <summary>The policy of a cluster that configures none.</summary>
    public static FailurePolicy Default { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), 3);
}
