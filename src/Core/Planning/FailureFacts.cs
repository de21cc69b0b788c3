using Orleans;

namespace Prebuilds.Planning;

/// <summary>What is known at one instant about failed creations. Separate facts, not one status: several may hold at once.</summary>
/// <param name="ValidationFailed">A permanent error stops creation.</param>
/// <param name="HardLimited">Too many creations failed in a row.</param>
/// <param name="Backoff">A delay, over or not; null: none.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailureFacts")]
public sealed record FailureFacts(bool ValidationFailed, bool HardLimited, Backoff? Backoff)
{
    /// <summary>Nothing failed.</summary>
    public static FailureFacts None { get; } = new(false, false, null);
}
